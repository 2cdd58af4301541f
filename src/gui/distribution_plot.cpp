#include "distribution_plot.h"

#include "appearance.h"
#include "drawing.h"
#include "plot_style.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <cmath>

namespace rnnvis::gui {
namespace {

QVector<double> indices(Eigen::Index count) {
  QVector<double> result(static_cast<int>(count));
  for (Eigen::Index i = 0; i < count; ++i) result[static_cast<int>(i)] = static_cast<double>(i);
  return result;
}

template <class Values>
QVector<double> toQt(const Values& values) {
  QVector<double> result(static_cast<int>(values.size()));
  for (Eigen::Index i = 0; i < values.size(); ++i) result[static_cast<int>(i)] = values[i];
  return result;
}

QString countText(const scene::WordDistribution& word) {
  if (word.count == 0) return gui::toQt(word.text) + " · not in the text";
  return QStringLiteral("%1 · %2 %3")
      .arg(gui::toQt(word.text), QLocale(QLocale::English).toString(static_cast<qlonglong>(word.count)),
           word.count == 1 ? "time" : "times");
}

}  // namespace

DistributionPlot::DistributionPlot(std::shared_ptr<const scene::DistributionDetail> detail,
                                   std::vector<std::size_t> places, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_detail(std::move(detail)),
      m_places(std::move(places)),
      m_theme(theme),
      m_plot(new QCustomPlot) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHeading());
  layout->addWidget(m_plot, 1);
  m_plot->setMinimumHeight(110);
  m_plot->installEventFilter(this);
  stylePlot(*m_plot, theme);
  for (std::size_t place : m_places) drawWord(m_detail->words[place], colourOf(place));
  if (hasActual()) drawActual();
  setAxes();
}

/// The words' colours; quiet where the response at a token stands before them.
QColor DistributionPlot::colourOf(std::size_t place) const {
  return hasActual() ? m_theme.mutedInk : m_theme.words[place];
}

/// Each word with its count, in its colour.
QWidget* DistributionPlot::makeHeading() const {
  auto* heading = new QWidget;
  auto* layout = new QHBoxLayout(heading);
  layout->setContentsMargins(0, 0, 4, 0);
  layout->setSpacing(16);
  layout->addStretch(1);
  for (std::size_t place : m_places) {
    auto* label = new QLabel(countText(m_detail->words[place]));
    label->setObjectName("wordCount" + QString::number(place));
    label->setTextFormat(Qt::PlainText);
    setRole(label, "group");
    label->setStyleSheet("color: " + colourOf(place).name());
    layout->addWidget(label);
  }
  return heading;
}

void DistributionPlot::drawWord(const scene::WordDistribution& word, const QColor& colour) {
  if (word.mean.size() == 0) return;
  const QVector<double> keys = indices(word.mean.size());
  const auto addLine = [&](const QVector<double>& values, const QPen& pen) {
    QCPGraph* graph = m_plot->addGraph();
    graph->setData(keys, values, true);
    graph->setPen(pen);
    return graph;
  };
  // Bands between the quantiles, the outer one first.
  for (const auto& [low, high, alpha] : {std::tuple(0, 4, 0.18), std::tuple(1, 3, 0.32)}) {
    QCPGraph* bottom = addLine(toQt(word.quantiles.row(low)), Qt::NoPen);
    QCPGraph* top = addLine(toQt(word.quantiles.row(high)), Qt::NoPen);
    top->setBrush(withAlpha(colour, alpha));
    top->setChannelFillGraph(bottom);
  }
  addLine(toQt(word.mean), QPen(withAlpha(colour, 0.4), 1.4));
  QVector<double> distinguishable = toQt(word.mean);  // Of the others nothing.
  for (int unit = 0; unit < distinguishable.size(); ++unit)
    if (!word.distinguishable[static_cast<std::size_t>(unit)]) distinguishable[unit] = qQNaN();
  addLine(distinguishable, QPen(colour, 1.6))
      ->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colour, 1.6));  // Units between two others.
}

void DistributionPlot::drawActual() {
  QCPGraph* dots = m_plot->addGraph();
  dots->setData(indices(m_detail->actual.size()), toQt(m_detail->actual), true);
  dots->setLineStyle(QCPGraph::lsNone);
  dots->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, m_theme.words[0], 3.5));
}

void DistributionPlot::setAxes() {
  m_plot->xAxis->setRange(-0.5, static_cast<double>(m_detail->units.size()) - 0.5);
  m_plot->xAxis->grid()->setVisible(false);
  m_plot->xAxis->setTickLabels(false);
  m_plot->xAxis->setLabel("units");
  m_plot->xAxis->setLabelPadding(0);
  m_plot->yAxis->setLabel("response " + gui::toQt(m_detail->change));
  m_plot->yAxis->setLabelPadding(2);
  setSymmetricRange(*m_plot->yAxis, m_detail->range);
  m_plot->axisRect()->setAutoMargins(QCP::msNone);
  m_plot->axisRect()->setMargins(QMargins(48, 4, 4, 18));
}

int DistributionPlot::indexAt(QPoint position) const {
  const auto index = static_cast<int>(std::lround(m_plot->xAxis->pixelToCoord(position.x())));
  const bool isInside = m_plot->axisRect()->rect().contains(position);
  return isInside && index >= 0 && index < static_cast<int>(m_detail->units.size()) ? index : -1;
}

QString DistributionPlot::tooltipAt(QPoint position) const {
  const int index = indexAt(position);
  if (index < 0) return {};
  QStringList lines{
      QStringLiteral("<b>unit %1</b>").arg(m_detail->units[static_cast<std::size_t>(index)].value)};
  for (std::size_t place : m_places) {
    const scene::WordDistribution& word = m_detail->words[place];
    if (word.mean.size() == 0) continue;
    lines << QStringLiteral("%1: mean %2, middle half %3 to %4")
                 .arg(gui::toQt(word.text).toHtmlEscaped())
                 .arg(word.mean[index], 0, 'f', 3)
                 .arg(word.quantiles(1, index), 0, 'f', 3)
                 .arg(word.quantiles(3, index), 0, 'f', 3);
  }
  if (hasActual()) lines << QStringLiteral("here: %1").arg(m_detail->actual[index], 0, 'f', 3);
  return lines.join("<br>");
}

bool DistributionPlot::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), tooltipAt(help->pos()), m_plot);
    return true;
  }
  if (event->type() == QEvent::MouseButtonPress) {
    const int index = indexAt(static_cast<QMouseEvent*>(event)->position().toPoint());
    if (index >= 0) Q_EMIT unitPicked(m_detail->units[static_cast<std::size_t>(index)]);
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace rnnvis::gui
