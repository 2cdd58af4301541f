#pragma once

#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <QWidget>

#include <memory>
#include <optional>

class QCPItemRect;
class QCustomPlot;

namespace rnnvis::gui {

/// How one unit responds to the words it answers to most: a lying box plot a word, with the mean and its 95 %
/// interval, the word at the left and its count at the right; or bars of the written and the erased part.
class UnitPlot : public QWidget {
  Q_OBJECT

 public:
  /// Draws `unit`, one of the detail's.
  UnitPlot(std::shared_ptr<const scene::UnitDetail> detail, std::size_t unit, const Theme& theme,
           QWidget* parent = nullptr);

  /// A ground behind the word that the pointer is over, here or elsewhere.
  void setHovered(std::optional<WordId> word);

 Q_SIGNALS:
  /// The user clicked a word.
  void wordPicked(rnnvis::WordId word, bool extend);
  /// The pointer is over another word.
  void hovered(const rnnvis::scene::AnswerBox* answer);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void drawBoxes();
  void drawMeans();
  void drawParts();
  void setAxes();
  const scene::AnswerBox* answerAt(QPoint position) const;

  std::shared_ptr<const scene::UnitDetail> m_detail;
  const scene::UnitAnswers& m_unit;
  const Theme& m_theme;
  QCustomPlot* m_plot;
  QCPItemRect* m_ground = nullptr;
};

}  // namespace rnnvis::gui
