#include "compare/compare_half.h"

#include "cluster_menu.h"
#include "job_bar.h"
#include "main_view.h"
#include "message_bar.h"
#include "start_page.h"
#include "text_scale.h"

#include <QGridLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr int leastWidth = 512, leastHeight = 384;  // Of the smallest page, at the smallest scale.

}  // namespace

CompareHalf::CompareHalf(scene::Half half, QWidget* parent)
    : QWidget(parent),
      m_view(new MainView),
      m_start(new StartPage),
      m_clusters(new ClusterMenu(m_view)),
      m_message(new MessageBar),
      m_job(new JobBar) {
  setObjectName(half == scene::Half::baseline ? "baselineHalf" : "comparisonHalf");
  m_view->setAccessibleName(half == scene::Half::baseline ? "Baseline" : "Comparison");
  m_view->setMinimumSize(leastWidth, leastHeight);
  m_start->offerModels(
      half == scene::Half::baseline ? "What is compared?" : "With what?",
      "Choose a model, or open a folder. Both sides can show the same one: another layer, state, "
      "text or sentence.");
  m_start->refresh();
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_view, 0, 0);
  layout->addWidget(m_start, 0, 0);
  layout->addWidget(m_message, 0, 0, Qt::AlignTop);
  m_job->setAutoFillBackground(true);
  m_job->hide();
  layout->addWidget(m_job, 0, 0, Qt::AlignBottom);  // Over the legend, while something runs.
  connectParts();
}

void CompareHalf::connectParts() {
  connect(m_view, &MainView::commanded, this, &CompareHalf::commanded);
  connect(m_clusters, &ClusterMenu::commanded, this, &CompareHalf::commanded);
  connect(m_clusters, &ClusterMenu::opening, this, &CompareHalf::menuOpening);
  connect(m_start, &StartPage::chosen, this, &CompareHalf::modelChosen);
  connect(m_start, &StartPage::browseRequested, this, &CompareHalf::browseRequested);
  connect(m_view, &MainView::told, m_message, &MessageBar::showMessage);
  connect(&m_computation, &Computation::shown, this, &CompareHalf::show);
  connect(&m_computation, &Computation::stageEntered, this, [this](const QString& stage) {
    m_job->enter(stage);
    m_job->show();
    m_view->setNotice(stage + "…");
    m_start->hide();
  });
  connect(&m_computation, &Computation::progressed, m_job, &JobBar::advance);
  connect(&m_computation, &Computation::settled, this, [this] {
    m_job->rest();
    m_job->hide();
    Q_EMIT settled();
  });
  connect(&m_computation, &Computation::failed, this, [this](const QString& message) {
    m_message->showMessage(message);
    giveUp();
  });
  connect(&m_computation, &Computation::cancelled, this, &CompareHalf::giveUp);
  connect(m_job, &JobBar::cancelRequested, &m_computation, &Computation::cancel);
  connect(&m_meter, &PerformanceMeter::changed, this, [this](const QString& text) {
    const QString shown = text.startsWith("measuring") ? "measuring…" : text;  // Not each step of it.
    if (shown.toStdString() == m_performance) return;
    m_performance = shown.toStdString();
    if (m_shown) Q_EMIT changed();
  });
}

void CompareHalf::request(const scene::AnalyticState& state) {
  if (state == m_wanted) return;
  m_wanted = state;
  m_message->hide();
  m_computation.request(state);
}

void CompareHalf::wait(const scene::AnalyticState& state) {
  if (state.model.empty()) return;
  m_start->hide();
  m_view->setNotice("The other side is reading the same model and text…");
}

void CompareHalf::showPicture(const Computed& computed) {
  m_wanted = computed->state;
  m_computation.adopt(computed);
  present(computed);
}

void CompareHalf::present(const Computed& computed) {
  m_shown = computed;
  m_start->hide();
  m_clusters->showComputed(computed);  // First: what is being named is of the picture before.
  m_view->showComputed(computed);
}

void CompareHalf::show(const Computed& computed) {
  const bool isSame = m_shown && m_shown->workspace.model == computed->workspace.model &&
                      m_shown->state.corpus == computed->state.corpus;
  if (!isSame || computed->workspace.isPreliminary()) forgetPerformance();
  present(computed);
  Q_EMIT changed();
}

void CompareHalf::forgetPerformance() {
  m_meter.stop();  // It would slow down the reading.
  m_performance.clear();
}

void CompareHalf::measure() {
  if (m_shown && !m_shown->workspace.isPreliminary())
    m_meter.measure(m_shown->workspace.model, m_shown->state.corpus);
}

void CompareHalf::giveUp() {
  m_view->setNotice({});
  m_start->setVisible(m_shown == nullptr);
  scene::AnalyticState back = m_shown ? m_shown->state : m_wanted;
  if (!m_shown) back.model.clear();
  m_wanted = back;
  Q_EMIT returned(back);
}

void CompareHalf::arrange(const scene::MainOptions& options) {
  m_view->arrange(options);
}

void CompareHalf::setTheme(const Theme& theme) {
  m_view->setTheme(theme);
  fitView();
}

void CompareHalf::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitView();
}

void CompareHalf::fitView() {
  m_view->setTextScale(std::min(textScale(), width() / ViewTransform::smallestPage.width));
}

void CompareHalf::say(const QString& message) {
  m_message->showMessage(message);
}

}  // namespace rnnvis::gui
