#include "unit_plot.h"

#include "drawing.h"
#include "fonts.h"
#include "number_text.h"
#include "plot_style.h"
#include "plot_zoom.h"
#include "text_scale.h"
#include "vector_plot.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr int rowHeight = 19;
constexpr int axisHeight = 40;
constexpr int wordWidth = 96;  // Left of the boxes.

QFont wordFont() {
  return gui::font(11.5 * textScale());
}

QString shortened(const QString& word) {
  constexpr int beside = 8;
  return QFontMetricsF(wordFont()).elidedText(word, Qt::ElideRight, scaled(wordWidth - beside));
}

}  // namespace

UnitPlot::UnitPlot(std::shared_ptr<const scene::UnitDetail> detail, std::size_t unit, const Theme& theme,
                   QWidget* parent)
    : KeyedPlot("Words that the unit answers to most", Qt::Vertical, parent),
      m_detail(std::move(detail)),
      m_unit(m_detail->units[unit]),
      m_theme(theme),
      m_plot(new VectorPlot) {
  setObjectName("unitPlot" + QString::number(m_unit.unit.value));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_plot);
  m_plot->setFixedHeight(scaled(rowHeight * static_cast<int>(m_unit.answers.size()) + axisHeight));
  stylePlot(*m_plot, theme);
  m_ground = new QCPItemRect(m_plot);
  m_ground->setLayer("background");
  m_ground->setBrush(theme.cell);
  m_ground->setVisible(false);
  if (m_detail->asParts) {
    drawParts();
  } else {
    drawBoxes();
    drawMeans();
  }
  setAxes();
  auto* zoom = new PlotZoom(*m_plot, *m_plot->xAxis, (m_detail->high - m_detail->low) / 100);
  connect(zoom, &PlotZoom::clicked, this, [this](QPoint position, Qt::KeyboardModifiers modifiers) {
    if (const scene::AnswerBox* answer = answerAt(position))
      Q_EMIT wordPicked(answer->word, modifiers & Qt::ControlModifier);
  });
  m_plot->installEventFilter(this);
}

void UnitPlot::setHovered(std::optional<WordId> word) {
  const auto& answers = m_unit.answers;
  const auto found = std::find_if(answers.begin(), answers.end(),
                                  [&](const scene::AnswerBox& answer) { return word == answer.word; });
  const bool wasVisible = m_ground->visible();
  m_ground->setVisible(found != answers.end());
  if (!m_ground->visible() && !wasVisible) return;
  const auto row = static_cast<double>(found - answers.begin());
  m_ground->setPen(keyedItem() == static_cast<int>(row) ? QPen(m_theme.accent, 1.5) : QPen(Qt::NoPen));
  m_ground->topLeft->setCoords(m_detail->low * 2 - 1, row - 0.5);
  m_ground->bottomRight->setCoords(m_detail->high * 2 + 1, row + 0.5);
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void UnitPlot::drawBoxes() {
  for (std::size_t row = 0; row < m_unit.answers.size(); ++row) {
    const scene::AnswerBox& answer = m_unit.answers[row];
    const QColor colour = m_theme.ofSign(answer.mean);
    auto* box = new QCPStatisticalBox(m_plot->yAxis, m_plot->xAxis);
    const auto& q = answer.quantiles;
    box->addData(static_cast<double>(row), q[0], q[1], q[2], q[3], q[4]);
    box->setWidth(0.62);
    box->setWhiskerWidth(0);
    box->setPen(QPen(colour, 1));
    box->setBrush(withAlpha(colour, 0.38));
    box->setWhiskerPen(QPen(colour, 1));
    box->setMedianPen(QPen(colour, 2));
  }
}

void UnitPlot::drawMeans() {
  auto* means = new QCPGraph(m_plot->yAxis, m_plot->xAxis);
  auto* intervals = new QCPErrorBars(m_plot->yAxis, m_plot->xAxis);
  for (std::size_t row = 0; row < m_unit.answers.size(); ++row) {
    const scene::AnswerBox& answer = m_unit.answers[row];
    means->addData(static_cast<double>(row), answer.mean);
    const double reach = answer.interval.high - answer.mean;  // Infinite for a word in one block.
    intervals->addData(std::isfinite(reach) ? reach : qQNaN());
  }
  means->setLineStyle(QCPGraph::lsNone);
  means->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, m_theme.ink, 4));
  intervals->setDataPlottable(means);
  intervals->setPen(QPen(m_theme.ink, 1.2));
  intervals->setWhiskerWidth(0);
  intervals->setSymbolGap(0);
}

/// The written part full and above, the erased part hollow and below, their sum a dot.
void UnitPlot::drawParts() {
  const auto addBar = [this](double place, double part, double opacity) {
    const QColor colour = m_theme.ofSign(part);
    auto* bar = new QCPBars(m_plot->yAxis, m_plot->xAxis);
    bar->setWidth(0.3);
    bar->setPen(QPen(colour, 1));
    bar->setBrush(withAlpha(colour, opacity));
    bar->addData(place, part);
  };
  for (std::size_t row = 0; row < m_unit.answers.size(); ++row) {
    const scene::AnswerBox& answer = m_unit.answers[row];
    if (!answer.written) continue;
    addBar(static_cast<double>(row) - 0.19, *answer.written, 0.8);
    addBar(static_cast<double>(row) + 0.19, answer.mean - *answer.written, 0);
  }
  auto* sums = new QCPGraph(m_plot->yAxis, m_plot->xAxis);
  for (std::size_t row = 0; row < m_unit.answers.size(); ++row)
    sums->addData(static_cast<double>(row), m_unit.answers[row].mean);
  sums->setLineStyle(QCPGraph::lsNone);
  sums->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, m_theme.ink, 5));
}

void UnitPlot::setAxes() {
  const double low = m_detail->low, high = m_detail->high;
  const QSharedPointer<QCPAxisTickerText> words(new QCPAxisTickerText);
  const QSharedPointer<QCPAxisTickerText> counts(new QCPAxisTickerText);
  for (std::size_t row = 0; row < m_unit.answers.size(); ++row) {
    words->addTick(static_cast<double>(row), shortened(gui::toQt(m_unit.answers[row].text)));
    counts->addTick(static_cast<double>(row), grouped(m_unit.answers[row].count));
  }
  const double rows = static_cast<double>(m_unit.answers.size());
  for (QCPAxis* axis : {m_plot->yAxis, m_plot->yAxis2}) {
    axis->setRange(-0.5, rows - 0.5);
    axis->setRangeReversed(true);  // The strongest positive answer on top.
    axis->setVisible(true);
    axis->grid()->setZeroLinePen(Qt::NoPen);  // Row 0 is no zero.
  }
  m_plot->yAxis->setTicker(words);
  m_plot->yAxis->setTickLabelFont(wordFont());
  m_plot->yAxis->setTickLabelColor(m_theme.ink);
  m_plot->yAxis2->setTicker(counts);
  m_plot->yAxis2->setTickLabelColor(m_theme.faintInk);
  const double spare = 0.03 * std::max(1e-6, high - low);
  m_plot->xAxis->setRange(low - spare, high + spare);
  m_plot->xAxis->ticker()->setTickCount(3);
  m_plot->xAxis->setLabel("response " + gui::toQt(m_detail->change));
  m_plot->xAxis->setLabelPadding(0);
  m_plot->axisRect()->setAutoMargins(QCP::msNone);
  m_plot->axisRect()->setMargins(QMargins(scaled(wordWidth), 2, scaled(44), scaled(axisHeight - 4)));
}

const scene::AnswerBox* UnitPlot::answerAt(QPoint position) const {
  const auto row = std::lround(m_plot->yAxis->pixelToCoord(position.y()));
  if (row < 0 || row >= static_cast<long>(m_unit.answers.size())) return nullptr;
  return &m_unit.answers[static_cast<std::size_t>(row)];
}

void UnitPlot::pointAt(std::optional<int> item) {
  if (!item) return Q_EMIT hovered(nullptr);
  for (QWidget* around = parentWidget(); around; around = around->parentWidget())
    if (auto* area = qobject_cast<QScrollArea*>(around)) {
      const QPoint place(0, static_cast<int>(m_plot->yAxis->coordToPixel(*item)));
      area->ensureVisible(0, m_plot->mapTo(area->widget(), place).y(), 0, scaled(2 * rowHeight));
      break;
    }
  Q_EMIT hovered(&m_unit.answers[static_cast<std::size_t>(*item)]);
}

void UnitPlot::choose(int item, bool extend) {
  Q_EMIT wordPicked(m_unit.answers[static_cast<std::size_t>(item)].word, extend);
}

bool UnitPlot::eventFilter(QObject*, QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseMove:
      Q_EMIT hovered(answerAt(static_cast<QMouseEvent*>(event)->position().toPoint()));
      break;
    case QEvent::Leave:
      Q_EMIT hovered(nullptr);
      break;
    default:
      break;
  }
  return false;
}

}  // namespace rnnvis::gui
