#pragma once

#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <QWidget>

#include <memory>
#include <vector>

class QCustomPlot;

namespace rnnvis::gui {

/// How the units of a layer respond to one word, or to several overlaid: the mean as a line, the 25–75 and
/// 9–91 % quantiles as bands, in the words' colours.
class DistributionPlot : public QWidget {
  Q_OBJECT

 public:
  /// Draws the words at `places` in the selection.
  DistributionPlot(std::shared_ptr<const scene::DistributionDetail> detail, std::vector<std::size_t> places,
                   const Theme& theme, QWidget* parent = nullptr);

  QSize minimumSizeHint() const override { return {240, 140}; }

 Q_SIGNALS:
  /// The user clicked a unit.
  void unitPicked(rnnvis::UnitId unit);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  bool hasActual() const { return m_detail->actual.size() > 0; }
  QColor colourOf(std::size_t place) const;
  QWidget* makeHeading() const;
  void drawWord(const scene::WordDistribution& word, const QColor& colour);
  void drawActual();
  void setAxes();
  QString tooltipAt(QPoint position) const;
  int indexAt(QPoint position) const;

  std::shared_ptr<const scene::DistributionDetail> m_detail;
  std::vector<std::size_t> m_places;
  const Theme& m_theme;
  QCustomPlot* m_plot;
};

}  // namespace rnnvis::gui
