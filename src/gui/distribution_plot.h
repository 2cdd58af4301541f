#pragma once

#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace rnnvis::gui {

class UnitsPlot;

/// How the units of a layer respond to one word, or to several overlaid, in the words' colours: the mean as a
/// line, the 25–75 and 9–91 % quantiles as bands; or the written part as a line, the erased part dashed.
class DistributionPlot : public QWidget {
  Q_OBJECT

 public:
  /// Draws the words at `places` in the selection.
  DistributionPlot(std::shared_ptr<const scene::DistributionDetail> detail, std::vector<std::size_t> places,
                   const Theme& theme, QWidget* parent = nullptr);

  UnitsPlot& units() { return *m_plot; }

 private:
  bool hasActual() const { return m_detail->actual.size() > 0; }
  QColor colourOf(std::size_t place) const;
  QWidget* makeHeading() const;
  void drawWord(const scene::WordDistribution& word, const QColor& colour, double width);
  void drawParts(const scene::WordDistribution& word, const QColor& colour, double width);

  std::shared_ptr<const scene::DistributionDetail> m_detail;
  std::vector<std::size_t> m_places;
  const Theme& m_theme;
  UnitsPlot* m_plot;
};

}  // namespace rnnvis::gui
