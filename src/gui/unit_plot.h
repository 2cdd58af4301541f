#pragma once

#include "keyed_plot.h"
#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <memory>
#include <optional>

class QCPItemRect;
class QCustomPlot;

namespace rnnvis::gui {

/// How one unit responds to the words it answers to most: a lying box plot a word, with the mean and its 95 %
/// interval, the word at the left and its count at the right; or bars of the written and the erased part.
class UnitPlot : public KeyedPlot {
  Q_OBJECT

 public:
  /// Draws `unit`, one of the detail's.
  UnitPlot(std::shared_ptr<const scene::UnitDetail> detail, std::size_t unit, const Theme& theme,
           QWidget* parent = nullptr);

  /// A ground behind the word that the pointer or, framed, the keyboard is at, here or elsewhere.
  void setHovered(std::optional<WordId> word);

 Q_SIGNALS:
  /// The user clicked a word, or chose it with the keyboard.
  void wordPicked(rnnvis::WordId word, bool extend);
  /// The pointer or the keyboard is at another word.
  void hovered(const rnnvis::scene::AnswerBox* answer);

 protected:
  int itemCount() const override { return static_cast<int>(m_unit.answers.size()); }
  void pointAt(std::optional<int> item) override;
  void choose(int item, bool extend) override;
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
