#pragma once

#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace rnnvis::gui {

class UnitsPlot;

/// Distributions of states and gates: of all units a plot a signal, mean and bands; of selected units
/// histograms, units side by side.
class ValuesView : public QWidget {
  Q_OBJECT

 public:
  ValuesView(std::shared_ptr<const scene::ValuesDetail> detail, const Theme& theme,
             QWidget* parent = nullptr);

  /// The plots of all units; none where there are histograms.
  const std::vector<UnitsPlot*>& plots() const { return m_plots; }

 Q_SIGNALS:
  /// The part of a histogram under the pointer in words; empty when it leaves.
  void pointedAt(const QString& text);

 private:
  void addPlots();
  void addHistograms();

  std::shared_ptr<const scene::ValuesDetail> m_detail;
  const Theme& m_theme;
  std::vector<UnitsPlot*> m_plots;
};

}  // namespace rnnvis::gui
