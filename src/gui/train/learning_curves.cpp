#include "train/learning_curves.h"

#include "appearance.h"
#include "plot_style.h"
#include "text_scale.h"

#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

/// Perplexity, or accuracy in per cent.
double heightOf(bool isClassifier, double loss, double accuracy) {
  return isClassifier ? 100 * accuracy : std::exp(loss);
}

/// The epoch whose weights are kept as things stand: the last that was best when it came.
const TrainingRecord::Epoch* bestOf(const TrainingRecord& record) {
  const auto best = std::find_if(record.done.rbegin(), record.done.rend(),
                                 [](const TrainingRecord::Epoch& epoch) { return epoch.isBest; });
  return best == record.done.rend() ? nullptr : &*best;
}

QString readoutOf(const TrainingRecord& record, const TrainingRecord::Epoch& epoch) {
  return QStringLiteral("Epoch %1 · training %2 · validation %3 · learning rate %4")
      .arg(epoch.number)
      .arg(measureText(record.isClassifier, epoch.trainLoss, epoch.trainAccuracy),
           measureText(record.isClassifier, epoch.validLoss, epoch.validAccuracy))
      .arg(epoch.learningRate, 0, 'g', 3);
}

}  // namespace

LearningCurves::LearningCurves(QWidget* parent)
    : QWidget(parent),
      m_theme(&Theme::light()),
      m_readout(wrappedLabel("curvesReadout", "muted")),
      m_plot(new QCustomPlot),
      m_epochs(new QCPAxisTickerFixed) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_plot, 1);
  layout->addWidget(m_readout);
  m_plot->setObjectName("learningCurves");
  m_plot->setAccessibleName("Learning curves");
  setLeastSize(*m_plot, {0, 180});
  m_plot->installEventFilter(this);
  m_plot->legend->setVisible(true);
  m_train = m_plot->addGraph();
  m_train->setName("training text");
  m_valid = m_plot->addGraph();
  m_valid->setName("validation text");
  m_best = m_plot->addGraph();
  m_best->setName("kept");
  m_best->setLineStyle(QCPGraph::lsNone);
  m_plot->xAxis->setLabel("epoch");
  m_plot->xAxis->setTicker(m_epochs);
  setTheme(*m_theme);
}

void LearningCurves::setTheme(const Theme& theme) {
  m_theme = &theme;
  stylePlot(*m_plot, theme);
  m_plot->legend->setBrush(Qt::NoBrush);
  m_plot->legend->setBorderPen(Qt::NoPen);
  m_plot->legend->setTextColor(theme.mutedInk);
  m_plot->legend->setFont(m_plot->font());
  m_plot->yAxis->grid()->setPen(QPen(theme.line, 1));
  m_train->setPen(QPen(theme.mutedInk, 1.2, Qt::DashLine));
  m_train->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, theme.mutedInk, 4));
  m_valid->setPen(QPen(theme.words[0], 2));
  m_valid->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, theme.words[0], 5));
  m_best->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(theme.ink, 1.5), Qt::NoBrush, 12));
  showRecord(m_record);
}

void LearningCurves::showRecord(const TrainingRecord& record) {
  m_record = record;
  for (QCPGraph* graph : {m_train, m_valid, m_best}) graph->data()->clear();
  for (const TrainingRecord::Epoch& epoch : record.done) {
    m_train->addData(epoch.number, heightOf(record.isClassifier, epoch.trainLoss, epoch.trainAccuracy));
    m_valid->addData(epoch.number, heightOf(record.isClassifier, epoch.validLoss, epoch.validAccuracy));
  }
  if (const TrainingRecord::Epoch* best = bestOf(record))
    m_best->addData(best->number, heightOf(record.isClassifier, best->validLoss, best->validAccuracy));
  // Where the curves do not come to lie: perplexity falls, accuracy rises.
  m_plot->axisRect()->insetLayout()->setInsetAlignment(
      0, (record.isClassifier ? Qt::AlignBottom : Qt::AlignTop) | Qt::AlignRight);
  m_plot->yAxis->setLabel(record.isClassifier ? "accuracy, %" : "perplexity");
  fitAxes(record);
  m_readout->setText(record.done.empty() ? "The curves begin with the first epoch."
                                         : readoutOf(record, record.done.back()));
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

/// From the least to the greatest, but for the first epoch, which would press the others down.
void LearningCurves::fitAxes(const TrainingRecord& record) {
  const int epochs = std::max(2, record.epochs);
  m_plot->xAxis->setRange(0.5, epochs + 0.5);
  m_epochs->setTickStep(std::max(1, (epochs + 9) / 10));
  for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) axis->setTickLabels(!record.done.empty());
  double low = 1e300, high = -1e300;
  for (std::size_t i = record.done.size() > 3 ? 1 : 0; i < record.done.size(); ++i)
    for (const QCPGraph* graph : {m_train, m_valid}) {
      const double height = graph->data()->at(static_cast<int>(i))->value;
      low = std::min(low, height);
      high = std::max(high, height);
    }
  if (low > high) low = 0, high = record.isClassifier ? 100 : 1000;
  const double margin = std::max((high - low) * 0.12, 1e-3 * std::abs(high) + 1e-9);
  m_plot->yAxis->setRange(std::max(0.0, low - margin), high + margin);
}

void LearningCurves::showReadout(double place) {
  const auto nearest =
      std::min_element(m_record.done.begin(), m_record.done.end(), [place](const auto& a, const auto& b) {
        return std::abs(a.number - place) < std::abs(b.number - place);
      });
  if (nearest != m_record.done.end()) m_readout->setText(readoutOf(m_record, *nearest));
}

bool LearningCurves::eventFilter(QObject*, QEvent* event) {
  if (event->type() == QEvent::MouseMove)
    showReadout(m_plot->xAxis->pixelToCoord(static_cast<QMouseEvent*>(event)->position().x()));
  return false;
}

}  // namespace rnnvis::gui
