#include "histogram_plot.h"

#include "appearance.h"
#include "drawing.h"
#include "number_text.h"
#include "plot_style.h"
#include "plot_zoom.h"
#include "text_scale.h"
#include "vector_plot.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace rnnvis::gui {
namespace {

constexpr double boxPlace = -0.2;  // Of the box, in heights of the highest bar.
constexpr double lowest = -0.38;

}  // namespace

HistogramPlot::HistogramPlot(std::shared_ptr<const scene::SignalHistogram> histogram, const QColor& colour,
                             const Theme& theme, QWidget* parent)
    : KeyedPlot({}, Qt::Horizontal, parent),
      m_histogram(std::move(histogram)),
      m_theme(theme),
      m_plot(new VectorPlot),
      m_cursor(new QCPItemStraightLine(m_plot)) {
  setAccessibleName(QStringLiteral("Values of %1").arg(toQt(m_histogram->name)));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  auto* caption = new QLabel(QStringLiteral("<b>%1</b> · %2 ± %3")
                                 .arg(toQt(m_histogram->name).toHtmlEscaped(), signedText(m_histogram->mean),
                                      numberText(m_histogram->deviation)));
  caption->setObjectName("histogramCaption");
  setRole(caption, "muted");
  layout->addWidget(caption);
  layout->addWidget(m_plot, 1);
  m_plot->setMinimumHeight(scaled(62));
  m_plot->installEventFilter(this);
  stylePlot(*m_plot, theme);
  drawBars(colour);
  drawBox();
  m_cursor->setPen(QPen(theme.accent, 2));
  m_cursor->setVisible(false);
  setAxes();
  new PlotZoom(*m_plot, *m_plot->xAxis, (m_histogram->high - m_histogram->low) / 16);
}

double HistogramPlot::binWidth() const {
  return (m_histogram->high - m_histogram->low) / static_cast<double>(m_histogram->counts.size());
}

/// Heights as shares of the highest bar.
void HistogramPlot::drawBars(const QColor& colour) {
  const auto& counts = m_histogram->counts;
  const auto most =
      static_cast<double>(std::max<std::int64_t>(1, *std::max_element(counts.begin(), counts.end())));
  const double width = binWidth();
  auto* bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
  bars->setWidth(width);
  bars->setPen(Qt::NoPen);
  bars->setAntialiased(false);
  bars->setBrush(withAlpha(colour, 0.75));
  for (std::size_t bin = 0; bin < counts.size(); ++bin)
    bars->addData(m_histogram->low + (static_cast<double>(bin) + 0.5) * width,
                  static_cast<double>(counts[bin]) / most);
}

void HistogramPlot::drawBox() {
  auto* box = new QCPStatisticalBox(m_plot->yAxis, m_plot->xAxis);
  const auto& q = m_histogram->quantiles;
  box->addData(boxPlace, q[0], q[1], q[2], q[3], q[4]);
  box->setWidth(0.18);
  box->setWhiskerWidth(0);
  box->setPen(QPen(m_theme.mutedInk, 1));
  box->setBrush(withAlpha(m_theme.mutedInk, 0.25));
  box->setWhiskerPen(QPen(m_theme.mutedInk, 1));
  box->setMedianPen(QPen(m_theme.ink, 2));
  auto* mean = new QCPGraph(m_plot->yAxis, m_plot->xAxis);
  mean->addData(boxPlace, m_histogram->mean);
  mean->setLineStyle(QCPGraph::lsNone);
  mean->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, m_theme.ink, 4));
}

void HistogramPlot::setAxes() {
  m_plot->xAxis->setRange(m_histogram->low, m_histogram->high);
  m_plot->xAxis->ticker()->setTickCount(3);
  m_plot->yAxis->setRange(lowest, 1.02);
  m_plot->yAxis->setTickLabels(false);
  m_plot->axisRect()->setAutoMargins(QCP::msNone);
  m_plot->axisRect()->setMargins(QMargins(scaled(12), 2, scaled(12), scaled(16)));
}

QString HistogramPlot::textAt(QPoint position) const {
  if (!m_plot->axisRect()->rect().contains(position)) return {};
  const double last = itemCount() - 1;
  const double place = (m_plot->xAxis->pixelToCoord(position.x()) - m_histogram->low) / binWidth();
  return textOf(static_cast<std::size_t>(std::clamp(place, 0.0, last)));
}

QString HistogramPlot::textOf(std::size_t bin) const {
  const double width = binWidth();
  const auto& counts = m_histogram->counts;
  const auto tokens = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  const auto& q = m_histogram->quantiles;
  return QStringLiteral(
             "<b>unit %1, %2</b><br>%3 to %4: %5 tokens (%6 %)<br>mean %7, standard deviation %8<br>"
             "median %9, ")
             .arg(m_histogram->unit.value)
             .arg(toQt(m_histogram->name).toHtmlEscaped(),
                  signedText(m_histogram->low + static_cast<double>(bin) * width),
                  signedText(m_histogram->low + static_cast<double>(bin + 1) * width), grouped(counts[bin]),
                  QString::number(100.0 * static_cast<double>(counts[bin]) /
                                      static_cast<double>(std::max<std::int64_t>(1, tokens)),
                                  'f', 1),
                  signedText(m_histogram->mean), numberText(m_histogram->deviation), signedText(q[2])) +
         QStringLiteral("25–75 % %1 to %2, 9–91 % %3 to %4")
             .arg(signedText(q[1]), signedText(q[3]), signedText(q[0]), signedText(q[4]));
}

void HistogramPlot::pointAt(std::optional<int> item) {
  m_cursor->setVisible(item.has_value());
  if (item) {
    const double middle = m_histogram->low + (*item + 0.5) * binWidth();
    m_cursor->point1->setCoords(middle, 0);
    m_cursor->point2->setCoords(middle, 1);
  }
  m_plot->replot(QCustomPlot::rpQueuedReplot);
  Q_EMIT pointedAt(item ? textOf(static_cast<std::size_t>(*item)) : QString());
}

bool HistogramPlot::eventFilter(QObject*, QEvent* event) {
  if (event->type() == QEvent::MouseMove)
    Q_EMIT pointedAt(textAt(static_cast<QMouseEvent*>(event)->position().toPoint()));
  if (event->type() == QEvent::Leave) Q_EMIT pointedAt({});
  return false;
}

}  // namespace rnnvis::gui
