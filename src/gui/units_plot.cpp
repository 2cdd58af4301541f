#include "units_plot.h"

#include "drawing.h"
#include "plot_style.h"
#include "plot_zoom.h"
#include "text_scale.h"
#include "vector_plot.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr int unitAxisHeight = 32;
constexpr double fewestUnits = 4;  // That can be zoomed to.
constexpr int narrowestBrush = 5;  // Pixels.
constexpr double litHeight = 1e6;  // Beyond any axis.

template <class Values>
QVector<double> toQt(const Values& values) {
  QVector<double> result(static_cast<int>(values.size()));
  for (Eigen::Index i = 0; i < values.size(); ++i) result[static_cast<int>(i)] = values[i];
  return result;
}

/// Numbers of units at their places.
class UnitTicker : public QCPAxisTicker {
 public:
  explicit UnitTicker(std::shared_ptr<const scene::UnitRow> row) : m_row(std::move(row)) {}

 protected:
  double getTickStep(const QCPRange& range) override {
    return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range)));
  }
  int getSubTickCount(double) override { return 0; }
  QString getTickLabel(double tick, const QLocale&, QChar, int) override {
    const auto place = std::lround(tick);
    const bool exists = place >= 0 && place < static_cast<long>(m_row->units.size());
    return exists ? QString::number(m_row->units[static_cast<std::size_t>(place)].value) : QString();
  }

 private:
  std::shared_ptr<const scene::UnitRow> m_row;
};

}  // namespace

UnitsPlot::UnitsPlot(std::shared_ptr<const scene::UnitRow> row, const Theme& theme, QWidget* parent)
    : KeyedPlot("Values of all units", Qt::Horizontal, parent),
      m_row(std::move(row)),
      m_placeOf(m_row->units.size()),
      m_theme(theme),
      m_plot(new VectorPlot) {
  for (std::size_t place = 0; place < m_row->units.size(); ++place)
    m_placeOf[m_row->units[place].index()] = static_cast<int>(place);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_plot);
  stylePlot(*m_plot, theme);
  setUnitAxis();
  auto* zoom = new PlotZoom(*m_plot, *m_plot->xAxis, fewestUnits);
  connect(zoom, &PlotZoom::clicked, this, &UnitsPlot::click);
  m_plot->installEventFilter(this);
  m_plot->setMouseTracking(true);
  connect(m_plot->selectionRect(), &QCPSelectionRect::accepted, this, &UnitsPlot::brush);
  m_plot->selectionRect()->setPen(QPen(theme.accent, 1));
  m_plot->selectionRect()->setBrush(withAlpha(theme.mutedInk, 0.15));
  m_lit = new QCPBars(m_plot->xAxis, m_plot->yAxis);
  m_lit->setWidth(1);
  m_lit->setPen(Qt::NoPen);
  m_lit->setAntialiased(false);
  m_lit->setBrush(withAlpha(theme.mutedInk, 0.22));
  m_lit->setBaseValue(-litHeight);
  m_cursor = new QCPItemStraightLine(m_plot);
  m_cursor->setLayer("overlay");
  m_cursor->setVisible(false);
}

void UnitsPlot::setUnitAxis() {
  m_plot->xAxis->setRange(-0.5, static_cast<double>(m_row->units.size()) - 0.5);
  m_plot->xAxis->grid()->setVisible(false);
  m_plot->xAxis->setLabel("unit");
  m_plot->xAxis->setLabelPadding(0);
  m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new UnitTicker(m_row)));
  m_plot->axisRect()->setAutoMargins(QCP::msNone);
  m_plot->axisRect()->setMargins(
      QMargins(scaled(44), scaled(m_row->byChip ? 16 : 4), scaled(4), scaled(unitAxisHeight)));
  if (m_row->byChip) showChips();
}

/// A line between two chips and their numbers above.
void UnitsPlot::showChips() {
  const QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
  const auto& chips = m_row->chips;
  for (std::size_t first = 0, last = 0; first < chips.size(); first = last) {
    while (last < chips.size() && chips[last] == chips[first]) ++last;
    const double middle = 0.5 * static_cast<double>(first + last - 1);
    names->addTick(middle, QString::number(chips[first].value));
    if (first == 0) continue;
    auto* line = new QCPItemStraightLine(m_plot);
    const double x = static_cast<double>(first) - 0.5;
    line->point1->setCoords(x, 0);
    line->point2->setCoords(x, 1);
    line->setPen(QPen(m_theme.line, 1));
  }
  m_plot->xAxis2->setVisible(true);
  m_plot->xAxis2->setTicker(names);
  m_plot->xAxis2->setTickLabelPadding(1);
  m_plot->xAxis2->setRange(m_plot->xAxis->range());
  connect(m_plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), m_plot->xAxis2,
          qOverload<const QCPRange&>(&QCPAxis::setRange));
}

QCPGraph* UnitsPlot::addGraph(const VectorD& values, const QPen& pen) {
  QVector<double> keys(static_cast<int>(values.size()));
  for (int i = 0; i < keys.size(); ++i) keys[i] = i;
  QCPGraph* graph = m_plot->addGraph();
  graph->setData(keys, toQt(values), true);
  graph->setPen(pen);
  return graph;
}

void UnitsPlot::addBands(const MatrixD& quantiles, const QColor& colour, double opacity) {
  for (const auto& [low, high, share] : {std::tuple(0, 4, 0.55), std::tuple(1, 3, 1.0)}) {
    QCPGraph* bottom = addGraph(quantiles.row(low), Qt::NoPen);
    QCPGraph* top = addGraph(quantiles.row(high), Qt::NoPen);
    top->setBrush(withAlpha(colour, share * opacity));
    top->setChannelFillGraph(bottom);
  }
}

void UnitsPlot::addLine(const VectorD& values, const QPen& pen) {
  addGraph(values, pen);
}

void UnitsPlot::addDots(const VectorD& values, const QColor& colour, double pixels) {
  QCPGraph* dots = addGraph(values, Qt::NoPen);
  dots->setLineStyle(QCPGraph::lsNone);
  dots->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colour, pixels));
}

void UnitsPlot::setSymmetricScale(const QString& label, double range) {
  m_plot->yAxis->setLabel(label);
  m_plot->yAxis->setLabelPadding(0);
  setSymmetricRange(*m_plot->yAxis, range);
}

void UnitsPlot::setScale(const QString& label, double low, double high) {
  m_plot->yAxis->setLabel(label);
  m_plot->yAxis->setLabelPadding(0);
  const double spare = 0.04 * std::max(1e-6, high - low);
  m_plot->yAxis->setRange(low - spare, high + spare);
  m_plot->yAxis->ticker()->setTickCount(3);
}

void UnitsPlot::setHovered(std::optional<UnitId> unit) {
  const bool exists = unit && unit->value >= 0 && unit->index() < m_placeOf.size();
  const bool isKeyed = exists && keyedItem() == m_placeOf[unit->index()];
  const QPen pen = isKeyed ? QPen(m_theme.accent, 2) : QPen(m_theme.accent, 1, Qt::DotLine);
  if (unit == m_hovered && pen == m_cursor->pen()) return;
  m_hovered = unit;
  m_cursor->setVisible(exists);
  m_cursor->setPen(pen);
  if (exists) {
    const double place = m_placeOf[unit->index()];
    m_cursor->point1->setCoords(place, 0);
    m_cursor->point2->setCoords(place, 1);
  }
  if (isVisible()) m_plot->layer("overlay")->replot();  // Else it is drawn with the rest.
}

void UnitsPlot::setBrushed(const std::vector<UnitId>& units) {
  m_lit->data()->clear();
  for (UnitId unit : units)
    if (unit.index() < m_placeOf.size()) m_lit->addData(m_placeOf[unit.index()], 2 * litHeight);
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

std::size_t UnitsPlot::nearestPlace(QPoint position) const {
  const double last = static_cast<double>(m_row->units.size()) - 1;
  return static_cast<std::size_t>(
      std::lround(std::clamp(m_plot->xAxis->pixelToCoord(position.x()), 0.0, last)));
}

std::optional<UnitId> UnitsPlot::unitAt(QPoint position) const {
  if (m_row->units.empty() || !m_plot->axisRect()->rect().contains(position)) return std::nullopt;
  return m_row->units[nearestPlace(position)];
}

void UnitsPlot::brush(const QRect& dragged) {
  const QRect rectangle = dragged.normalized();
  if (rectangle.width() < narrowestBrush) return;  // A click.
  light(nearestPlace(rectangle.topLeft()), nearestPlace(rectangle.topRight()));
}

void UnitsPlot::light(std::size_t firstPlace, std::size_t lastPlace) {
  const auto first = m_row->units.begin();
  Q_EMIT brushed(
      {first + static_cast<std::ptrdiff_t>(firstPlace), first + static_cast<std::ptrdiff_t>(lastPlace) + 1});
}

void UnitsPlot::click(QPoint position, Qt::KeyboardModifiers modifiers) {
  if (modifiers & Qt::ShiftModifier)
    Q_EMIT brushed({});
  else if (const auto unit = unitAt(position))
    Q_EMIT picked(*unit, modifiers & Qt::ControlModifier);
}

void UnitsPlot::pointAt(std::optional<int> item) {
  if (!item) return Q_EMIT hovered(std::nullopt);
  const QCPRange shown = m_plot->xAxis->range();
  if (!shown.contains(*item)) {
    m_plot->xAxis->setRange(*item - shown.size() / 2, *item + shown.size() / 2);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
  }
  Q_EMIT hovered(m_row->units[static_cast<std::size_t>(*item)]);
}

void UnitsPlot::choose(int item, bool extend) {
  Q_EMIT picked(m_row->units[static_cast<std::size_t>(item)], extend);
}

bool UnitsPlot::eventFilter(QObject*, QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseButtonPress:
      m_plot->setSelectionRectMode(static_cast<const QMouseEvent*>(event)->modifiers() & Qt::ShiftModifier
                                       ? QCP::srmCustom
                                       : QCP::srmNone);
      break;
    case QEvent::MouseMove:
      Q_EMIT hovered(unitAt(static_cast<const QMouseEvent*>(event)->position().toPoint()));
      break;
    case QEvent::Leave:
      Q_EMIT hovered(std::nullopt);
      break;
    default:
      break;
  }
  return false;
}

}  // namespace rnnvis::gui
