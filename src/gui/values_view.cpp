#include "values_view.h"

#include "appearance.h"
#include "drawing.h"
#include "histogram_plot.h"
#include "units_plot.h"

#include <QGridLayout>
#include <QLabel>

namespace rnnvis::gui {

ValuesView::ValuesView(std::shared_ptr<const scene::ValuesDetail> detail, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_detail(std::move(detail)), m_theme(theme) {
  if (m_detail->histograms.empty())
    addPlots();
  else
    addHistograms();
}

void ValuesView::addPlots() {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  for (const scene::SignalDistribution& signal : m_detail->distributions) {
    auto* caption = new QLabel(toQt(signal.name));
    caption->setTextFormat(Qt::PlainText);
    setRole(caption, "group");
    layout->addWidget(caption);
    auto* plot = new UnitsPlot(std::shared_ptr<const scene::UnitRow>(m_detail, &signal.row), m_theme);
    plot->setObjectName(QStringLiteral("valuesPlot") + QChar(nameOf(signal.signal)));
    plot->addBands(signal.quantiles, m_theme.mutedInk, 0.4);
    plot->addLine(signal.mean, QPen(m_theme.ink, 1.4));
    plot->setScale({}, signal.low, signal.high);
    layout->addWidget(plot, 1);
    m_plots.push_back(plot);
  }
}

void ValuesView::addHistograms() {
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setVerticalSpacing(4);
  layout->setHorizontalSpacing(8);
  const bool hasTwo = m_detail->histograms.size() > 1;
  for (std::size_t unit = 0; unit < m_detail->histograms.size(); ++unit)
    for (std::size_t row = 0; row < m_detail->histograms[unit].size(); ++row) {
      const scene::SignalHistogram& histogram = m_detail->histograms[unit][row];
      auto* plot = new HistogramPlot(std::shared_ptr<const scene::SignalHistogram>(m_detail, &histogram),
                                     hasTwo ? m_theme.words[unit] : m_theme.mutedInk, m_theme);
      plot->setObjectName(
          QStringLiteral("histogram%1%2").arg(histogram.unit.value).arg(QChar(nameOf(histogram.signal))));
      connect(plot, &HistogramPlot::pointedAt, this, &ValuesView::pointedAt);
      layout->addWidget(plot, static_cast<int>(row), static_cast<int>(unit));
    }
}

}  // namespace rnnvis::gui
