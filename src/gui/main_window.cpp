#include "main_window.h"

#include "cluster_menu.h"
#include "control_panel.h"
#include "detail_panel.h"
#include "findings/findings_panel.h"
#include "findings/report_process.h"
#include "job_bar.h"
#include "main_view.h"
#include "message_bar.h"
#include "model_library.h"
#include "panels.h"
#include "presentation.h"
#include "search/search_panel.h"
#include "session/session_keeper.h"
#include "session/session_opener.h"
#include "side_panel.h"
#include "start_page.h"
#include "text_scale.h"
#include "view_menu.h"

#include "compare/compare_window.h"
#include "help/legend.h"
#include "help/tour.h"
#include "import/assistant.h"
#include "train/training_window.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QMimeData>
#include <QStatusBar>

namespace rnnvis::gui {
namespace {

constexpr char noModel[] = "Open a model folder or a weights file, or drop one here.";

/// The local folder or file that is dragged, if it is one.
QString pathOf(const QMimeData& data) {
  return data.urls().size() == 1 ? data.urls().front().toLocalFile() : QString();
}

}  // namespace

MainWindow::MainWindow() : MainWindow(savedAppearance()) {
  m_panels->remember();
  keepSessions();
}

MainWindow::MainWindow(const Appearance& appearance)
    : m_controls(new ControlPanel),
      m_message(new MessageBar),
      m_view(new MainView),
      m_start(new StartPage),
      m_clusters(new ClusterMenu(m_view)),
      m_details(new DetailPanel),
      m_findings(new FindingsPanel),
      m_search(new SearchPanel),
      m_side(new SidePanel),
      m_job(new JobBar),
      m_panels(new Panels(m_controls, makeCentre(), m_side)),
      m_viewMenu(new ViewMenu(this)),
      m_opener(new SessionOpener(this)),
      m_report(new ReportProcess(this)) {
  setObjectName("mainWindow");
  setWindowTitle("RNNVis");
  setAcceptDrops(true);
  setCentralWidget(m_panels);
  statusBar()->addWidget(m_job, 1);
  statusBar()->setSizeGripEnabled(false);
  m_view->setNotice(noModel);
  m_start->refresh();
  makePages();
  makeMenus();
  connectPanels();
  connectComputation();
  connectSessions();
  connectFindings();
  connect(&m_desktop, &DesktopTheme::changed, this, [this] { applyAppearance(m_appearance); });
  applyAppearance(appearance);
  resize(scaled(1680), scaled(1020));
  m_controls->showState(m_store.state());
  m_view->setFocus();
}

QWidget* MainWindow::makeCentre() {
  auto* centre = new QWidget;
  auto* layout = new QGridLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_view, 0, 0);
  layout->addWidget(m_start, 0, 0);
  layout->addWidget(m_message, 0, 0, Qt::AlignTop);  // Over the view, which a message must not move.
  return centre;
}

/// Of the right column.
void MainWindow::makePages() {
  m_side->addPage(m_details, "&Details", QKeySequence("Ctrl+1"));
  m_side->addPage(m_search, "&Search", QKeySequence::Find);
  m_side->addPage(m_findings, "F&indings", QKeySequence("Ctrl+3"));
  connect(m_search, &SearchPanel::asked, this, [this] { m_side->bringForward(m_search); });
  connect(m_search, &SearchPanel::tableAsked, this, [this] { m_side->bringForward(m_details); });
  connect(m_side, &SidePanel::asked, this, [this] {
    if (QAction* column = m_panels->actions()[1]; !column->isChecked()) column->trigger();
  });
}

void MainWindow::connectPanels() {
  connect(m_controls, &ControlPanel::commanded, this, &MainWindow::execute);
  connect(m_controls, &ControlPanel::modelChosen, this, &MainWindow::openModel);
  connect(m_controls, &ControlPanel::browseRequested, this, &MainWindow::browse);
  connect(m_controls, &ControlPanel::importRequested, this, &MainWindow::browseFiles);
  connect(m_controls, &ControlPanel::rejected, m_message, &MessageBar::showMessage);
  connect(m_controls, &ControlPanel::themeToggled, this, [this] {
    Appearance appearance = m_appearance;
    appearance.theme = theme().isDark ? ThemeChoice::light : ThemeChoice::dark;
    changeAppearance(appearance);
  });
  connect(m_start, &StartPage::chosen, this, &MainWindow::open);
  connect(m_start, &StartPage::browseRequested, this, &MainWindow::browse);
  connect(m_start, &StartPage::importRequested, this, &MainWindow::browseFiles);
  connect(m_start, &StartPage::trainRequested, this, &MainWindow::trainModel);
  connect(m_start, &StartPage::compareRequested, this, &MainWindow::compare);
  connect(m_start, &StartPage::tourRequested, this, &MainWindow::takeTour);
  connect(m_controls, &ControlPanel::compareRequested, this, &MainWindow::compare);
  connect(m_view, &MainView::commanded, this, &MainWindow::executeOnPicture);
  connect(m_view, &MainView::told, m_message, &MessageBar::showMessage);
  connect(m_clusters, &ClusterMenu::commanded, this, &MainWindow::executeOnPicture);
  connect(m_details, &DetailPanel::commanded, this, &MainWindow::executeOnPicture);
  connect(m_search, &SearchPanel::commanded, this, &MainWindow::executeOnPicture);
  connect(m_clusters, &ClusterMenu::opening, m_search, &SearchPanel::addQuestions);
  connect(m_details, &DetailPanel::rejected, m_message, &MessageBar::showMessage);
  connect(m_details, &DetailPanel::hovered, m_view, &MainView::showHover);
  connect(m_view, &MainView::hovered, m_details, &DetailPanel::showHover);
  connect(&m_store, &StateStore::changed, this, &MainWindow::follow);
  connect(&m_store, &StateStore::restored, this, [this] {
    m_controls->showState(m_store.state());
    showSteps();
  });
  connect(&m_performance, &PerformanceMeter::changed, m_controls, &ControlPanel::showPerformance);
}

void MainWindow::connectComputation() {
  connect(&m_computation, &Computation::shown, this, &MainWindow::showResult);
  connect(&m_computation, &Computation::stageEntered, this, [this](const QString& stage) {
    m_job->enter(stage);
    m_view->setNotice(stage + "…");
    m_start->hide();
  });
  connect(&m_computation, &Computation::progressed, m_job, &JobBar::advance);
  connect(&m_computation, &Computation::settled, m_job, &JobBar::rest);
  connect(&m_computation, &Computation::failed, this, [this](const QString& message) {
    if (!m_opener->takeFailure(message)) m_message->showMessage(message);
    returnToPicture();
  });
  connect(&m_computation, &Computation::cancelled, this, [this] {
    m_opener->giveUp();
    returnToPicture();
  });
  connect(m_job, &JobBar::cancelRequested, &m_computation, &Computation::cancel);
}

void MainWindow::open(const QString& path) {
  if (isSessionPath(path))
    openSession(path);
  else if (isModelPath(path))
    openModel(path);
  else
    importFile(path);
}

void MainWindow::importFile(const QString& path) {
  if (!m_assistant) {
    m_assistant = new ImportAssistant(this);
    m_assistant->setAttribute(Qt::WA_DeleteOnClose);
    m_assistant->setTheme(theme());
    connect(m_assistant, &ImportAssistant::recognised, this, &rememberFile);
    connect(m_assistant, &ImportAssistant::imported, this, &MainWindow::openModel);
  }
  m_assistant->inspect(path);
  m_assistant->show();
  m_assistant->raise();
  m_assistant->activateWindow();
}

void MainWindow::trainModel() {
  if (!m_training) {
    m_training = new TrainingWindow(this);
    m_training->setTheme(theme());
    connect(m_training, &TrainingWindow::modelChosen, this, &MainWindow::openModel);
  }
  m_training->show();
  m_training->raise();
  m_training->activateWindow();
}

void MainWindow::compare() {
  const bool isOpen = m_compare && m_compare->isVisible();
  CompareWindow& window = compareWindow();
  if (!isOpen) window.compare(comparisonOf(state(), m_shown), m_shown);
}

/// Shown, and in front.
CompareWindow& MainWindow::compareWindow() {
  if (!m_compare) {
    m_compare = new CompareWindow(this);
    m_compare->setTheme(theme(), Theme::light(m_appearance.colours));
    connect(m_compare, &CompareWindow::pinned, this,
            [this](const scene::ComparisonSession& session, const QString& caption) {
              addFinding(session, caption.toStdString());
            });
    if (m_keeper) m_compare->keepSessions();
  }
  m_compare->show();
  m_compare->raise();
  m_compare->activateWindow();
  return *m_compare;
}

void MainWindow::openModel(const QString& path) {
  const QString absolute = QFileInfo(path).absoluteFilePath();
  execute(scene::OpenModel{absolute.toStdString(), firstCorpus(absolute)});
}

void MainWindow::execute(const scene::Command& command) {
  m_message->hide();
  m_opener->giveUp();
  if (std::holds_alternative<scene::AddSentence>(command)) m_wantsLastSentence = true;
  m_store.execute(command);
}

void MainWindow::executeOnPicture(const scene::Command& command) {
  if (keepsItsMeaning(command, m_computation.reachTo(state()))) execute(command);
}

void MainWindow::follow() {
  m_controls->showState(m_store.state());
  showSteps();
  m_computation.request(m_store.state());
}

void MainWindow::showResult(const Computed& computed) {
  const bool isNewText = present(computed);
  if (m_wantsLastSentence && computed->state.sentences == state().sentences) revealNewSentence();
  if (isNewText) noteNewText(computed);
  const bool isWhole = !computed->workspace.isPreliminary() && !computed->workspace.isDraft;
  if (m_opener->isOpening())
    m_opener->take(computed);
  else if (isWhole)
    keepSession();
}

void MainWindow::noteNewText(const Computed& computed) {
  rememberModel(QString::fromStdString(computed->state.model));
  if (computed->workspace.isPreliminary()) {
    m_performance.stop();  // It would slow down the reading of the rest.
    m_controls->showPerformance("measured once the whole text is read");
  } else {
    m_performance.measure(computed->workspace.model, computed->state.corpus);
  }
}

bool MainWindow::present(const Computed& computed) {
  const bool isNewText = !m_shown || m_shown->workspace.analysis != computed->workspace.analysis;
  m_shown = computed;
  m_start->hide();
  m_clusters->showComputed(computed);  // First: what is being named is of the picture before.
  m_view->showComputed(computed);
  m_details->showComputed(computed);
  m_search->showComputed(computed);
  m_controls->showSentences(*computed);
  if (m_tour) m_tour->showComputed(computed);
  if (!isNewText) return false;
  m_controls->showComputed(*computed);
  setWindowTitle(QString::fromStdString(computed->workspace.model->manifest.name) + " — RNNVis");
  return true;
}

void MainWindow::showPicture(const Computed& computed) {
  m_store.restore(computed->state);
  present(computed);
}

void MainWindow::revealNewSentence() {
  m_wantsLastSentence = false;
  m_view->revealLastSentence();
  const std::string& problem = m_shown->workspace.sentences.back().problem;
  if (!problem.empty()) m_message->showMessage(QString::fromStdString(problem));
}

/// What was asked for last will not be shown; controls and state go back to what is.
void MainWindow::returnToPicture() {
  m_view->setNotice(noModel);
  m_wantsLastSentence = false;
  scene::AnalyticState before = state();
  before.model.clear();
  m_store.restore(m_shown ? m_shown->state : before);
  showStart();
}

void MainWindow::showStart() {
  if (m_shown) return;
  m_start->refresh();
  m_start->show();
}

void MainWindow::changeAppearance(const Appearance& appearance) {
  saveAppearance(appearance);
  applyAppearance(appearance);
}

void MainWindow::applyAppearance(const Appearance& appearance) {
  m_appearance = appearance;
  const Theme& theme = this->theme();
  const double oldScale = textScale();
  applyToProgram(theme, textScaleOf(appearance));
  setStyleSheet(styleSheetOf(theme));
  m_viewMenu->showAppearance(appearance);
  m_controls->showTheme(theme.isDark);
  m_view->setTheme(theme);
  m_view->setTextScale(textScale() * (m_isForTalk ? talkScale : 1));
  m_details->setTheme(theme);
  m_search->setTheme(theme);
  if (m_compare) m_compare->setTheme(theme, Theme::light(m_appearance.colours));
  if (m_legend) m_legend->setTheme(theme);
  if (m_tour) m_tour->setTheme(theme);
  if (m_training) {
    m_training->setTheme(theme);
    m_training->followText(oldScale);
  }
  if (m_assistant) {
    m_assistant->setTheme(theme);
    m_assistant->followText(oldScale);
  }
  if (textScale() != oldScale || !isVisible()) m_panels->fitText();
}

/// For a talk: larger, fewer marks, and nothing else in the window.
void MainWindow::presentTalk(bool isForTalk) {
  m_isForTalk = isForTalk;
  m_view->setForTalk(isForTalk);
  m_view->setTextScale(textScale() * (isForTalk ? talkScale : 1));
  m_panels->setAlone(isForTalk);
  statusBar()->setVisible(!isForTalk);
  setWindowState(isForTalk ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!pathOf(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  open(pathOf(*event->mimeData()));
}

}  // namespace rnnvis::gui
