#include "unit_plot.h"

#include "drawing.h"
#include "fonts.h"
#include "plot_style.h"

#include <QHelpEvent>
#include <QLocale>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr int rowHeight = 19;
constexpr int axisHeight = 26;
constexpr std::size_t longestWord = 14;  // Characters that fit beside the boxes.

QString grouped(std::int64_t number) {
  return QLocale(QLocale::English).toString(static_cast<qlonglong>(number));
}

QString shortened(const QString& word) {
  return word.size() <= static_cast<int>(longestWord) ? word : word.left(longestWord - 1) + "…";
}

}  // namespace

UnitPlot::UnitPlot(std::shared_ptr<const scene::UnitAnswers> unit, double low, double high,
                   const Theme& theme, QWidget* parent)
    : QWidget(parent), m_unit(std::move(unit)), m_theme(theme), m_plot(new QCustomPlot) {
  setObjectName("unitPlot" + QString::number(m_unit->unit.value));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_plot);
  m_plot->setFixedHeight(rowHeight * static_cast<int>(m_unit->answers.size()) + axisHeight);
  m_plot->installEventFilter(this);
  stylePlot(*m_plot, theme);
  drawBoxes();
  drawMeans();
  setAxes(low, high);
}

void UnitPlot::drawBoxes() {
  for (std::size_t row = 0; row < m_unit->answers.size(); ++row) {
    const scene::AnswerBox& answer = m_unit->answers[row];
    const QColor colour = answer.mean < 0 ? m_theme.negative : m_theme.positive;
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
  for (std::size_t row = 0; row < m_unit->answers.size(); ++row) {
    const scene::AnswerBox& answer = m_unit->answers[row];
    means->addData(static_cast<double>(row), answer.mean);
    intervals->addData(answer.mean - answer.interval.low, answer.interval.high - answer.mean);
  }
  means->setLineStyle(QCPGraph::lsNone);
  means->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, m_theme.ink, 4));
  intervals->setDataPlottable(means);
  intervals->setPen(QPen(m_theme.ink, 1.2));
  intervals->setWhiskerWidth(0);
  intervals->setSymbolGap(0);
}

void UnitPlot::setAxes(double low, double high) {
  const QSharedPointer<QCPAxisTickerText> words(new QCPAxisTickerText);
  const QSharedPointer<QCPAxisTickerText> counts(new QCPAxisTickerText);
  for (std::size_t row = 0; row < m_unit->answers.size(); ++row) {
    words->addTick(static_cast<double>(row), shortened(gui::toQt(m_unit->answers[row].text)));
    counts->addTick(static_cast<double>(row), grouped(m_unit->answers[row].count));
  }
  const double rows = static_cast<double>(m_unit->answers.size());
  for (QCPAxis* axis : {m_plot->yAxis, m_plot->yAxis2}) {
    axis->setRange(-0.5, rows - 0.5);
    axis->setRangeReversed(true);  // The strongest positive answer on top.
    axis->setVisible(true);
    axis->grid()->setZeroLinePen(Qt::NoPen);  // Row 0 is no zero.
  }
  m_plot->yAxis->setTicker(words);
  m_plot->yAxis->setTickLabelFont(gui::font(11.5));
  m_plot->yAxis->setTickLabelColor(m_theme.ink);
  m_plot->yAxis2->setTicker(counts);
  m_plot->yAxis2->setTickLabelColor(m_theme.faintInk);
  const double spare = 0.03 * std::max(1e-6, high - low);
  m_plot->xAxis->setRange(low - spare, high + spare);
  m_plot->xAxis->ticker()->setTickCount(5);
  m_plot->axisRect()->setAutoMargins(QCP::msNone);
  m_plot->axisRect()->setMargins(QMargins(96, 2, 44, axisHeight - 4));
}

const scene::AnswerBox* UnitPlot::answerAt(QPoint position) const {
  const auto row = std::lround(m_plot->yAxis->pixelToCoord(position.y()));
  if (row < 0 || row >= static_cast<long>(m_unit->answers.size())) return nullptr;
  return &m_unit->answers[static_cast<std::size_t>(row)];
}

QString UnitPlot::tooltipAt(QPoint position) const {
  const scene::AnswerBox* answer = answerAt(position);
  if (!answer) return {};
  return QStringLiteral(
             "<b>%1</b>, %2 times<br>mean %3, 95 % interval %4 to %5<br>middle half %6 to %7<br>"
             "9 to 91 %: %8 to %9")
      .arg(gui::toQt(answer->text).toHtmlEscaped(), grouped(answer->count))
      .arg(answer->mean, 0, 'f', 3)
      .arg(answer->interval.low, 0, 'f', 3)
      .arg(answer->interval.high, 0, 'f', 3)
      .arg(answer->quantiles[1], 0, 'f', 3)
      .arg(answer->quantiles[3], 0, 'f', 3)
      .arg(answer->quantiles[0], 0, 'f', 3)
      .arg(answer->quantiles[4], 0, 'f', 3);
}

bool UnitPlot::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), tooltipAt(help->pos()), m_plot);
    return true;
  }
  if (event->type() == QEvent::MouseButtonPress) {
    const auto* answer = answerAt(static_cast<QMouseEvent*>(event)->position().toPoint());
    if (answer) Q_EMIT wordPicked(answer->word);
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace rnnvis::gui
