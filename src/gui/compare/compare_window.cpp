#include "compare/compare_window.h"

#include "appearance.h"
#include "compare/compare_controls.h"
#include "compare/compare_details.h"
#include "compare/compare_search.h"
#include "compare/differences_panel.h"
#include "compare/pairs_panel.h"
#include "compare/sentence_panel.h"
#include "main_view.h"
#include "model_library.h"
#include "session/session_keeper.h"
#include "step_action.h"
#include "text_scale.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

namespace rnnvis::gui {
namespace {

using scene::Half;
using scene::halves;

constexpr int lowWindow = 840;  // Below this height there is room for the halves alone.
constexpr int noteWidth = 620;
constexpr int usualBelow = 276;  // The height of what is below the halves.

/// Whether a result is of the model and the text of a state, and of all of the text.
bool isOf(const Computed& computed, const scene::AnalyticState& state) {
  return computed && !computed->workspace.isPreliminary() && computed->state.model == state.model &&
         computed->state.corpus == state.corpus;
}

/// The tabs, and beside their names a note, which moves nothing.
QWidget* withNote(QTabWidget& tabs, QLabel& note) {
  note.setObjectName("partnerNote");
  setRole(&note, "muted");
  note.setContentsMargins(0, 6, 16, 0);
  note.setAlignment(Qt::AlignRight | Qt::AlignTop);
  note.setFixedWidth(scaled(noteWidth));
  note.setAttribute(Qt::WA_TransparentForMouseEvents);
  auto* box = new QWidget;
  auto* layout = new QGridLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(&tabs, 0, 0);
  layout->addWidget(&note, 0, 0, Qt::AlignTop | Qt::AlignRight);
  return box;
}

}  // namespace

CompareWindow::CompareWindow(QWidget* parent)
    : QMainWindow(parent),
      m_halves{new CompareHalf(Half::baseline), new CompareHalf(Half::comparison)},
      m_controls(new CompareControls),
      m_differences(new DifferencesPanel),
      m_sentence(new SentencePanel),
      m_details(new CompareDetails),
      m_pairs(new PairsPanel),
      m_search(new CompareSearch),
      m_tabs(new QTabWidget),
      m_partner(new QLabel),
      m_rows(new QSplitter(Qt::Vertical)) {
  setObjectName("compareWindow");
  setWindowTitle("Compare — RNNVis");
  auto* pair = new QWidget;
  auto* columns = new QHBoxLayout(pair);
  columns->setContentsMargins(0, 0, 0, 0);
  columns->setSpacing(0);
  for (CompareHalf* half : m_halves) columns->addWidget(half, 1);
  m_rows->addWidget(pair);
  m_tabs->setObjectName("compareTabs");
  m_tabs->setAccessibleName("Differences, selection, pairs of words and search");
  m_tabs->setDocumentMode(true);
  m_tabs->tabBar()->setDrawBase(false);
  m_tabs->addTab(m_differences, "Differences");
  m_tabs->addTab(m_sentence, "Sentence");
  m_tabs->addTab(m_details, "Selection");
  m_tabs->addTab(m_pairs, "Pairs of words");
  m_tabs->addTab(m_search, "Search");
  m_rows->addWidget(withNote(*m_tabs, *m_partner));
  m_rows->setCollapsible(0, false);
  m_rows->setStretchFactor(0, 1);
  m_rows->setHandleWidth(1);
  auto* centre = new QSplitter;
  centre->setHandleWidth(1);
  centre->addWidget(m_controls);
  centre->addWidget(m_rows);
  centre->setStretchFactor(1, 1);
  setCentralWidget(centre);
  makeMenus();
  connectParts();
  resize(scaled(1680), scaled(1020));
  m_rows->setSizes({scaled(1020 - usualBelow), scaled(usualBelow)});
}

CompareWindow::~CompareWindow() = default;

void CompareWindow::makeMenus() {
  QMenu* file = menuBar()->addMenu("&File");
  makeFileMenu(*file);
  file->addAction("&Close", QKeySequence::Close, this, &QWidget::close);
  QMenu* edit = menuBar()->addMenu("&Edit");
  m_undo = edit->addAction("&Undo", QKeySequence("Ctrl+Z"), &m_store, &ComparisonStore::undo);
  m_undo->setObjectName("undo");
  m_redo = edit->addAction("&Redo", &m_store, &ComparisonStore::redo);
  m_redo->setObjectName("redo");
  m_redo->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
  edit->addSeparator();
  edit->addAction("&Swap the sides", QKeySequence("Ctrl+Shift+S"), this,
                  [this] { execute(scene::SwapSides{}); });
  makeViewMenu();
  showSteps();
}

void CompareWindow::makeViewMenu() {
  QMenu* view = menuBar()->addMenu("&View");
  m_below = view->addAction("&Differences and selection");
  m_below->setObjectName("showBelow");
  m_below->setShortcut(QKeySequence("Shift+F9"));
  m_below->setCheckable(true);
  m_below->setChecked(true);
  connect(m_below, &QAction::toggled, m_tabs->parentWidget(), &QWidget::setVisible);
  connect(m_below, &QAction::triggered, this, [this] { m_fitsBelow = false; });
  QAction* controls = view->addAction("&Controls");
  controls->setObjectName("showControls");
  controls->setShortcut(QKeySequence("F9"));
  controls->setCheckable(true);
  controls->setChecked(true);
  connect(controls, &QAction::toggled, m_controls, &QWidget::setVisible);
  view->addAction("&Search", QKeySequence::Find, this, &CompareWindow::search)->setObjectName("showSearch");
  view->addAction("Clea&r the selection", QKeySequence(Qt::Key_Escape), this, [this] {
    execute(scene::OnSide{Half::baseline, scene::ClearSelection{}});
  });
}

/// On the side that has the keyboard.
void CompareWindow::search() {
  const QWidget* focus = focusWidget();
  const bool isThere =
      focus && (half(Half::comparison).isAncestorOf(focus) || m_search->has(Half::comparison, focus));
  bringForward(m_search);
  m_search->focusOn(isThere ? Half::comparison : Half::baseline);
}

void CompareWindow::bringForward(QWidget* tab) {
  if (!m_below->isChecked()) m_below->trigger();
  m_tabs->setCurrentWidget(tab);
}

/// In a low window the halves come first.
void CompareWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  if (m_fitsBelow) m_below->setChecked(height() >= scaled(lowWindow));
}

void CompareWindow::showSteps() {
  showStep(*m_undo, "&Undo", m_store.undoText());
  showStep(*m_redo, "&Redo", m_store.redoText());
}

void CompareWindow::connectParts() {
  connect(m_controls, &CompareControls::commanded, this, &CompareWindow::execute);
  connect(m_controls, &CompareControls::modelChosen, this, &CompareWindow::open);
  connect(m_controls, &CompareControls::browseRequested, this, &CompareWindow::browse);
  connect(m_controls, &CompareControls::wordSought, this, [this](const QString& word) { find(word); });
  connect(m_controls, &CompareControls::rejected, this,
          [this](const QString& reason) { half(Half::baseline).say(reason); });
  connect(&m_store, &ComparisonStore::changed, this, &CompareWindow::follow);
  connect(&m_store, &ComparisonStore::restored, this, [this] {
    m_controls->showState(m_store.state());
    showSteps();
  });
  connectBelow();
  connectSearch();
  for (const Half half : halves) connectHalf(half);
}

void CompareWindow::connectHalf(Half side) {
  CompareHalf& half = this->half(side);
  connect(&half, &CompareHalf::commanded, this,
          [this, side](const scene::Command& command) { executeOnPicture(side, command); });
  connect(&half, &CompareHalf::modelChosen, this, [this, side](const QString& path) { open(side, path); });
  connect(&half, &CompareHalf::browseRequested, this, [this, side] { browse(side); });
  connect(&half, &CompareHalf::changed, this, &CompareWindow::join);
  connect(
      &half, &CompareHalf::settled, this,
      [this] {
        requestSides();
        measure();
      },
      Qt::QueuedConnection);
  connect(&half, &CompareHalf::returned, this,
          [this, side](const scene::AnalyticState& shown) { m_store.restore(side, shown); });
  connect(&half.view(), &MainView::hovered, this, [this, side](const scene::Hit& hit) {
    m_details->showHover(side, hit);
    showHover(side, hit);
  });
  connect(&half.view(), &MainView::scrolled, this, [this, side] {
    const auto [row, height] = this->half(side).view().sentencePlace();
    this->half(otherThan(side)).view().showSentencesFrom(row, height);
  });
}

void CompareWindow::compare(const scene::ComparisonState& state, const Computed& baseline) {
  m_sessionFile.clear();
  if (baseline) half(Half::baseline).adopt(baseline);
  m_store.begin(state);
}

void CompareWindow::showPicture(const scene::ComparisonState& state, const scene::Sides<Computed>& computed) {
  m_isPicture = true;
  for (const Half side : halves) half(side).showPicture(of(computed, side));
  m_store.begin(state);
  if (state.isOverlaid)
    m_tabs->setCurrentWidget(m_details);
  else if (state.sides.a->sentences != state.sides.b->sentences)
    m_tabs->setCurrentWidget(m_sentence);
  join();
}

void CompareWindow::execute(const scene::ComparisonCommand& command) {
  m_resumed.reset();
  if (std::holds_alternative<scene::SwapSides>(command)) std::swap(m_models.a.value, m_models.b.value);
  m_store.execute(command);
}

void CompareWindow::executeOnPicture(Half side, const scene::Command& command) {
  const Reach reach = half(side).computation().reachTo(of(m_store.state().sides, side));
  if (keepsItsMeaning(command, reach)) execute(scene::OnSide{side, command});
}

void CompareWindow::follow() {
  m_controls->showState(m_store.state());
  showSteps();
  requestSides();
  if (m_look && *m_look != wantedLook()) join();
}

CompareWindow::Look CompareWindow::wantedLook() const {
  const scene::ComparisonState& state = m_store.state();
  return {state.hasCommonScale, state.isOverlaid, state.orderedBy};
}

void CompareWindow::requestSides() {
  const scene::Sides<Computed> latest{{half(Half::baseline).computation().latest()},
                                      {half(Half::comparison).computation().latest()}};
  for (const Half side : halves) {
    const scene::AnalyticState& wanted = of(m_store.state().sides, side);
    if (wanted.model.empty()) continue;
    if (shouldWait(side)) {
      half(side).wait(wanted);
      continue;
    }
    adoptIfBetter(side, of(latest, otherThan(side)));
    half(side).request(wanted);
  }
}

/// Models are tested once neither side has anything else to do, which would wait for it.
void CompareWindow::measure() {
  if (m_isPicture) return;
  for (const CompareHalf* half : m_halves)
    if (half->computation().isRunning()) return;
  for (CompareHalf* half : m_halves) half->measure();
}

/// The comparison waits for a baseline that is reading what it needs.
bool CompareWindow::shouldWait(Half side) const {
  const scene::AnalyticState& wanted = of(m_store.state().sides, side);
  const scene::AnalyticState& others = of(m_store.state().sides, otherThan(side));
  const CompareHalf& other = half(otherThan(side));
  return side == Half::comparison && wanted.model == others.model && wanted.corpus == others.corpus &&
         !isOf(half(side).shown(), wanted) && !isOf(other.computation().latest(), others) &&
         other.computation().isRunning();
}

/// After a swap each side goes on with what the other has.
void CompareWindow::adoptIfBetter(Half side, const Computed& known) {
  const scene::AnalyticState& wanted = of(m_store.state().sides, side);
  const Computed& own = half(side).computation().latest();
  const bool isBetter = isOf(known, wanted) && !isOf(own, wanted);
  const bool hasModel = known && known->state.model == wanted.model;
  if (isBetter || (hasModel && !(own && own->state.model == wanted.model))) half(side).adopt(known);
}

scene::ComputedSides CompareWindow::shown() const {
  return {{half(Half::baseline).shown()}, {half(Half::comparison).shown()}};
}

void CompareWindow::open(Half side, const QString& path) {
  const QString absolute = QFileInfo(path).absoluteFilePath();
  execute(scene::OnSide{side, scene::OpenModel{absolute.toStdString(), firstCorpus(absolute)}});
}

void CompareWindow::browse(Half side) {
  auto* dialog = new QFileDialog(this, "Open a model folder");
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  connect(dialog, &QFileDialog::fileSelected, this, [this, side](const QString& path) { open(side, path); });
  dialog->open();
}

void CompareWindow::setTheme(const Theme& theme, const Theme& paper) {
  m_theme = &theme;
  m_paper = &paper;
  setStyleSheet(styleSheetOf(theme));
  for (CompareHalf* half : m_halves) half->setTheme(theme);
  m_details->setTheme(theme);
  m_differences->setTheme(theme);
  m_sentence->setTheme(theme);
  m_pairs->setTheme(theme);
  m_search->setTheme(theme);
}

scene::ComparisonState comparisonOf(const scene::AnalyticState& state, const Computed& computed) {
  scene::ComparisonState comparison;
  comparison.sides = {{state}, {state}};
  if (!computed) return comparison;
  const scene::Workspace& workspace = computed->workspace;
  scene::AnalyticState& other = comparison.sides.b.value;
  const scene::Clustering& clustering = *workspace.clustering;
  const auto& states = workspace.analysis->info.states;
  const auto directions = workspace.analysis->directions();
  if (workspace.analysis->layers.size() > directions) {
    const auto level = static_cast<std::int32_t>(clustering.layer.index() / directions);
    other = apply(std::move(other), scene::SetLayer{LayerId{level > 0 ? level - 1 : level + 1}, false});
  } else if (const auto found = std::find_if(states.begin(), states.end(),
                                             [&](auto each) { return each != clustering.state; });
             found != states.end()) {
    other = apply(std::move(other), scene::SetState{*found});
  }
  return comparison;
}

}  // namespace rnnvis::gui
