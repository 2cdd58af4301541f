#include "monkey.h"

#include "keyed_plot.h"

#include "rnnvis/scene/session.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QMenu>
#include <QPointer>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTableView>
#include <QThread>
#include <QWheelEvent>
#include <QWindow>

#include <algorithm>

namespace rnnvis::test {
namespace {

constexpr int longestOpen = 60;        // Events that a window beside the program's stays open for.
constexpr int patienceForWork = 4000;  // Milliseconds until work is cancelled.

std::string* complaints = nullptr;
QtMessageHandler before = nullptr;

void listen(QtMsgType type, const QMessageLogContext& context, const QString& message) {
  static const QStringList ofThePlatform{"This plugin does not support", "QSocketNotifier", "Mouse event at"};
  const bool isHarmless =
      type < QtWarningMsg || std::any_of(ofThePlatform.begin(), ofThePlatform.end(),
                                         [&](const QString& text) { return message.startsWith(text); });
  if (!isHarmless && type != QtInfoMsg && complaints) *complaints += message.toStdString() + "\n";
  if (!isHarmless && before) before(type, context, message);
}

bool isControl(const QWidget* widget) {
  const QString name = widget->objectName();
  if (name.isEmpty() || name.startsWith("qt_")) return false;
  return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
         (qobject_cast<const QAbstractSlider*>(widget) && !widget->inherits("QScrollBar")) ||
         qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
         qobject_cast<const QTableView*>(widget) || qobject_cast<const gui::MainView*>(widget) ||
         dynamic_cast<const gui::KeyedPlot*>(widget);
}

/// "unitPlot" of "unitPlot17": of which there are as many as the model or the text has.
std::string kindOf(const QObject* control) {
  QString name = control->objectName();
  for (const char* many : {"unitPlot", "sentence", "removeSentence", "startSession", "startRecent",
                           "startBundled", "distributionPlot", "recent", "findingNote", "showFinding",
                           "raiseFinding", "lowerFinding", "removeFinding", "histogram"})
    if (name.startsWith(many) && name.size() > qsizetype(qstrlen(many)) &&
        name[qsizetype(qstrlen(many))].isDigit())
      return many;
  return name.toStdString();
}

bool canBeUsed(QWidget* widget) {
  return widget->isVisible() && widget->isEnabled() && !widget->visibleRegion().isEmpty();
}

const Qt::KeyboardModifiers modifiers[] = {Qt::NoModifier, Qt::NoModifier,      Qt::NoModifier,
                                           Qt::NoModifier, Qt::ControlModifier, Qt::ShiftModifier};

struct Stroke {
  Qt::Key key;
  Qt::KeyboardModifiers modifiers;
};

const Stroke strokes[] = {{Qt::Key_Tab, {}},
                          {Qt::Key_Tab, {}},
                          {Qt::Key_Tab, {}},
                          {Qt::Key_Backtab, Qt::ShiftModifier},
                          {Qt::Key_Up, {}},
                          {Qt::Key_Down, {}},
                          {Qt::Key_Down, {}},
                          {Qt::Key_Left, {}},
                          {Qt::Key_Right, {}},
                          {Qt::Key_Return, {}},
                          {Qt::Key_Return, {}},
                          {Qt::Key_Return, Qt::ShiftModifier},
                          {Qt::Key_Space, {}},
                          {Qt::Key_Escape, {}},
                          {Qt::Key_Escape, {}},
                          {Qt::Key_PageUp, {}},
                          {Qt::Key_PageDown, {}},
                          {Qt::Key_Home, {}},
                          {Qt::Key_End, {}},
                          {Qt::Key_Plus, {}},
                          {Qt::Key_Minus, {}},
                          {Qt::Key_0, {}},
                          {Qt::Key_I, {}},
                          {Qt::Key_Delete, {}},
                          {Qt::Key_Backspace, {}},
                          {Qt::Key_F2, {}},
                          {Qt::Key_F9, {}},
                          {Qt::Key_F9, Qt::ShiftModifier},
                          {Qt::Key_F10, {}},
                          {Qt::Key_Menu, {}},
                          {Qt::Key_Z, Qt::ControlModifier},
                          {Qt::Key_Z, Qt::ControlModifier},
                          {Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier},
                          {Qt::Key_Y, Qt::ControlModifier},
                          {Qt::Key_A, Qt::ControlModifier},
                          {Qt::Key_C, Qt::ControlModifier},
                          {Qt::Key_V, Qt::ControlModifier},
                          {Qt::Key_X, Qt::ControlModifier},
                          {Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier},
                          {Qt::Key_C, Qt::ControlModifier | Qt::AltModifier},
                          {Qt::Key_E, Qt::ControlModifier},
                          {Qt::Key_S, Qt::ControlModifier},
                          {Qt::Key_O, Qt::ControlModifier},
                          {Qt::Key_Q, Qt::ControlModifier},
                          {Qt::Key_Plus, Qt::ControlModifier},
                          {Qt::Key_Minus, Qt::ControlModifier},
                          {Qt::Key_0, Qt::ControlModifier},
                          {Qt::Key_Up, Qt::ControlModifier},
                          {Qt::Key_Down, Qt::ControlModifier},
                          {Qt::Key_F, Qt::ControlModifier},
                          {Qt::Key_F, Qt::AltModifier},
                          {Qt::Key_E, Qt::AltModifier},
                          {Qt::Key_V, Qt::AltModifier},
                          {Qt::Key_H, Qt::AltModifier},
                          {Qt::Key_W, {}},
                          {Qt::Key_W, {}},
                          {Qt::Key_3, {}},
                          {Qt::Key_7, {}},
                          {Qt::Key_1, {}},
                          {Qt::Key_Space, {}},
                          {Qt::Key_F1, {}},
                          {Qt::Key_Question, {}},
                          {Qt::Key_Slash, Qt::ControlModifier},
                          {Qt::Key_Period, {}},
                          {Qt::Key_ParenLeft, {}}};

}  // namespace

Monkey::Monkey(Window& window, std::uint64_t seed)
    : m_window(window), m_random(seed), m_loops(QThread::currentThread()->loopLevel()) {
  complaints = &m_complaint;
  before = qInstallMessageHandler(listen);
  qApp->installEventFilter(this);
  m_watch.setInterval(500);
  connect(&m_watch, &QTimer::timeout, this, [this] {
    if (QThread::currentThread()->loopLevel() <= m_loops) return;
    m_complaint += "an event handler waits in an event loop of its own\n";
    if (QWidget* popup = QApplication::activePopupWidget()) popup->close();
    if (QWidget* waiting = QApplication::activeModalWidget()) waiting->close();
  });
  m_watch.start();
}

Monkey::~Monkey() {
  qInstallMessageHandler(before);
  complaints = nullptr;
  for (QWidget* open : QApplication::topLevelWidgets())
    if (open != &m_window.window() && open->isVisible()) open->close();
}

/// Notes what is reached by the events that get through.
bool Monkey::eventFilter(QObject* object, QEvent* event) {
  const bool isUse = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress ||
                     event->type() == QEvent::Wheel || event->type() == QEvent::MouseButtonDblClick;
  if (!isUse) return false;
  for (QWidget* widget = qobject_cast<QWidget*>(object); widget; widget = widget->parentWidget())
    if (isControl(widget)) m_reached.insert(kindOf(widget));
  return false;
}

QWidget* Monkey::top() {
  gui::MainWindow& main = m_window.window();
  if (!main.isVisible()) {
    say("shows the window again");
    main.show();
  }
  if (QWidget* popup = QApplication::activePopupWidget()) return popup;
  if (QWidget* modal = QApplication::activeModalWidget()) return modal;
  std::vector<QWidget*> others;
  for (QWidget* widget : QApplication::topLevelWidgets())
    if (widget->isVisible() && widget != &main && widget->windowType() != Qt::ToolTip &&
        widget->windowType() != Qt::Popup && main.isAncestorOf(widget))
      others.push_back(widget);
  QWidget* chosen = !others.empty() && m_random.below(4) == 0 ? oneOf(others) : &main;
  if (!chosen->isActiveWindow()) chosen->activateWindow();
  return chosen;
}

/// Closes what has been open for long, and answers dialogs for files.
void Monkey::tidy() {
  for (QWidget* widget : QApplication::topLevelWidgets()) {
    if (auto* dialog = qobject_cast<QFileDialog*>(widget); dialog && dialog->isVisible()) answer(*dialog);
    // What Qt's own widgets wait for in a loop of their own: drags of text, menus of scroll bars and numbers.
    for (QLineEdit* edit : widget->findChildren<QLineEdit*>()) edit->setDragEnabled(false);
    for (QScrollBar* bar : widget->findChildren<QScrollBar*>()) bar->setContextMenuPolicy(Qt::NoContextMenu);
    for (QAbstractSpinBox* box : widget->findChildren<QAbstractSpinBox*>())
      box->setContextMenuPolicy(Qt::NoContextMenu);
  }
  std::map<QWidget*, int> open;
  for (QWidget* widget : QApplication::topLevelWidgets())
    if (widget->isVisible() && widget != &m_window.window() && widget->windowType() != Qt::ToolTip)
      open[widget] = m_open.count(widget) ? m_open[widget] + 1 : 0;
  m_open = open;
  for (const auto& [widget, events] : open) {
    if (events < longestOpen) continue;
    say("closes " + widget->objectName());
    widget->close();
    m_open.erase(widget);
    return;
  }
}

void Monkey::answer(QFileDialog& dialog) {
  const QString folder = QString::fromStdString(m_window.folder().path().string());
  static const char* const names[] = {"picture.png",    "picture.svg",     "picture.pdf", "a.rnnvis-session",
                                      "table.csv",      "table.json",      "model",       "none",
                                      "nowhere/at-all", "model/model.toml"};
  m_reached.insert(kindOf(&dialog));
  if (m_random.below(3) == 0) {
    say("leaves the dialog " + dialog.objectName());
    return dialog.reject();
  }
  const QString file = folder + "/" + oneOf(names);
  say("chooses " + file + " in the dialog " + dialog.objectName());
  const QPointer<QFileDialog> still = &dialog;
  Q_EMIT dialog.fileSelected(file);
  if (still) still->close();
}

void Monkey::noteControls() {
  gui::MainWindow& main = m_window.window();
  for (QWidget* widget : main.findChildren<QWidget*>())
    if (isControl(widget) && widget->window() == &main && canBeUsed(widget)) m_seen.insert(kindOf(widget));
  for (const QAction* action : main.findChildren<QAction*>())
    if (!action->objectName().isEmpty() && !action->objectName().startsWith("qt_") && action->isEnabled() &&
        action->isVisible())
      m_seen.insert(kindOf(action));
}

std::set<std::string> Monkey::unreached() const {
  std::set<std::string> left;
  std::set_difference(m_seen.begin(), m_seen.end(), m_reached.begin(), m_reached.end(),
                      std::inserter(left, left.end()));
  return left;
}

bool Monkey::goToUnreached() {
  noteControls();
  const std::set<std::string> left = unreached();
  gui::MainWindow& main = m_window.window();
  std::vector<QObject*> goals;
  for (QWidget* widget : main.findChildren<QWidget*>())
    if (left.count(kindOf(widget)) && isControl(widget) && canBeUsed(widget) && widget->window() == &main)
      goals.push_back(widget);
  for (QAction* action : main.findChildren<QAction*>())
    if (left.count(kindOf(action)) && action->isEnabled()) goals.push_back(action);
  if (goals.empty()) return false;
  QObject* goal = oneOf(goals);
  if (auto* action = qobject_cast<QAction*>(goal)) {
    say("chooses " + action->objectName());
    m_reached.insert(kindOf(action));
    if (!action->menu()) action->trigger();
    return true;
  }
  auto* widget = static_cast<QWidget*>(goal);
  const QRect shown = widget->visibleRegion().boundingRect();
  click({widget, widget->mapTo(widget->window(), shown.center())});
  return true;
}

std::optional<Monkey::Place> Monkey::anywhere(QWidget& top) {
  std::vector<QWidget*> widgets;
  for (QWidget* widget : top.findChildren<QWidget*>())
    if (widget->window() == &top && canBeUsed(widget)) widgets.push_back(widget);
  if (&top == &m_window.window() && m_random.below(3) == 0) widgets = {&m_window.view()};
  if (widgets.empty()) widgets = {&top};
  QWidget* widget = oneOf(widgets);
  const QRect rect = widget->visibleRegion().boundingRect();
  if (rect.isEmpty()) return std::nullopt;
  const QPoint point(rect.left() + static_cast<int>(m_random.below(static_cast<std::size_t>(rect.width()))),
                     rect.top() + static_cast<int>(m_random.below(static_cast<std::size_t>(rect.height()))));
  return Place{widget, widget->mapTo(&top, point)};
}

void Monkey::click(const Place& place) {
  const QPointer<QWindow> window = place.widget->window()->windowHandle();
  const bool isLasting = qobject_cast<QMainWindow*>(place.widget->window());
  const Qt::KeyboardModifiers with = oneOf(modifiers);
  const auto kind = m_random.below(10);
  const Qt::MouseButton button = kind == 0 ? Qt::RightButton : kind == 1 ? Qt::MiddleButton : Qt::LeftButton;
  say(QStringLiteral("clicks %1 at %2,%3 with button %4 and %5 on %6")
          .arg(kind == 2 ? "twice" : "")
          .arg(place.point.x())
          .arg(place.point.y())
          .arg(int(button))
          .arg(int(with))
          .arg(place.widget->objectName()));
  QTest::mouseMove(window, place.point);
  if (kind == 2 && isLasting) return QTest::mouseDClick(window, button, with, place.point);
  if (window) QTest::mousePress(window, button, with, place.point);
  if (window) QTest::mouseRelease(window, button, with, place.point);
}

void Monkey::drag(const Place& place) {
  const QPointer<QWindow> window = place.widget->window()->windowHandle();
  const Qt::MouseButton button = m_random.below(4) == 0 ? Qt::MiddleButton : Qt::LeftButton;
  const Qt::KeyboardModifiers with = oneOf(modifiers);
  say(QStringLiteral("drags from %1,%2 on ").arg(place.point.x()).arg(place.point.y()) +
      place.widget->objectName());
  const QSize room = place.widget->window()->size();
  QTest::mousePress(window, button, with, place.point);
  QPoint to = place.point;
  for (int i = 0; i < 3 && window; ++i) {
    to = {static_cast<int>(m_random.below(static_cast<std::size_t>(room.width()))),
          static_cast<int>(m_random.below(static_cast<std::size_t>(room.height())))};
    QTest::mouseMove(window, to);
  }
  if (window) QTest::mouseRelease(window, button, with, to);
}

void Monkey::turnWheel(const Place& place) {
  QWidget* top = place.widget->window();
  const int notches = m_random.below(2) == 0 ? 120 : -120;
  say(QStringLiteral("turns the wheel by %1 on ").arg(notches) + place.widget->objectName());
  const Qt::KeyboardModifiers with = oneOf(modifiers);
  QWheelEvent wheel(QPointF(place.point), QPointF(top->mapToGlobal(place.point)), {}, {0, notches},
                    Qt::NoButton, with, Qt::NoScrollPhase, false);
  QApplication::sendEvent(top->windowHandle(), &wheel);
}

void Monkey::press(QWidget& top) {
  const Stroke& stroke = oneOf(strokes);
  say("presses " + QKeySequence(QKeyCombination(stroke.modifiers, stroke.key)).toString());
  const QPointer<QWindow> window = top.windowHandle();
  // Not by keyClick(), which goes on with a window that the first of its events may have closed.
  const QString text(QChar::fromLatin1(QTest::keyToAscii(stroke.key)));
  for (const bool isDown : {true, false})
    if (window) QTest::simulateEvent(window, isDown, stroke.key, stroke.modifiers, text, false);
}

void Monkey::act() {
  tidy();
  QWidget* top = this->top();
  const auto kind = m_random.below(100);
  const auto place = top->windowHandle() ? anywhere(*top) : std::nullopt;
  // What has come into sight may soon be gone: it goes on with what is left of it.
  const bool isSeeking = kind < 8 || (m_isSeeking && m_random.below(2) == 0);
  if (isSeeking && top == &m_window.window() && (m_isSeeking = goToUnreached())) {
  } else if (kind < 45 && place) {
    click(*place);
  } else if (kind < 52 && place) {
    turnWheel(*place);
  } else if (kind < 58 && place) {
    drag(*place);
  } else if (kind < 59) {
    say("resizes");
    m_window.window().resize(700 + static_cast<int>(m_random.below(1000)),
                             500 + static_cast<int>(m_random.below(500)));
  } else {
    press(*top);
  }
  QApplication::processEvents();
  QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void Monkey::settle() {
  const gui::Computation& computation = m_window.window().computation();
  QElapsedTimer timer;
  timer.start();
  while (computation.isRunning()) {
    QApplication::processEvents(QEventLoop::AllEvents, 20);
    if (timer.elapsed() > patienceForWork)
      if (auto* cancel = m_window.window().findChild<QAbstractButton*>("jobCancel");
          cancel && cancel->isVisible())
        cancel->click();
    REQUIRE(timer.elapsed() < Window::patience);
  }
  QApplication::processEvents();
}

std::string Monkey::lately() const {
  std::string all;
  for (const std::string& what : m_lately) all += what + "\n";
  return all;
}

namespace {

template <class Id>
bool areIn(const std::vector<Id>& ids, std::size_t count) {
  return std::all_of(ids.begin(), ids.end(), [&](Id id) { return id.value >= 0 && id.index() < count; });
}

/// Of a state that is shown.
void checkIds(const scene::ComputedState& computed, QStringList& wrong) {
  const scene::AnalyticState& state = computed.state;
  const scene::Selection& selection = state.selection;
  const scene::Workspace& workspace = computed.workspace;
  const auto units = workspace.clustering->groups.unitLabels.size();
  const auto clusters = [&](scene::Side side) { return clustersOf(*workspace.clustering, side); };
  if (!areIn(selection.words, workspace.analysis->tokens.size())) wrong << "a selected word does not exist";
  if (!areIn(selection.units, units)) wrong << "a selected unit does not exist";
  if (!areIn(state.brushed, units)) wrong << "a lit unit does not exist";
  if (!std::is_sorted(state.brushed.begin(), state.brushed.end(),
                      [](UnitId a, UnitId b) { return a.value < b.value; }))
    wrong << "lit units are out of order";
  if (selection.chip && selection.chip->value >= clusters(scene::Side::units))
    wrong << "the chip does not exist";
  if (selection.cloud && selection.cloud->value >= clusters(scene::Side::words))
    wrong << "the cloud does not exist";
  if (workspace.sentences.size() != state.sentences.size()) wrong << "sentences were not read";
  if (!selection.token) return;
  if (selection.token->sentence >= workspace.sentences.size()) {
    wrong << "the sentence of the token does not exist";
  } else if (const auto& reading = workspace.sentences[selection.token->sentence];
             reading.sentence && selection.token->token >= reading.sentence->tokens.size()) {
    wrong << "the token does not exist";
  }
}

void checkSelection(const scene::Selection& selection, QStringList& wrong) {
  const int kinds = int(!selection.words.empty()) + int(!selection.units.empty()) +
                    int(selection.token.has_value()) + int(selection.chip.has_value()) +
                    int(selection.cloud.has_value());
  if (kinds > 1) wrong << "things of several kinds are selected";
  if (selection.words.size() > scene::Selection::mostWords) wrong << "too many words are selected";
  if (selection.units.size() > scene::Selection::mostUnits) wrong << "too many units are selected";
}

void checkControls(Window& window, QStringList& wrong) {
  const scene::AnalyticState& state = window.state();
  const QWidget& controls = window.find("controlPanel");  // Other windows have controls of these names too.
  const auto check = [&](const char* name, auto shown, auto wanted) {
    if (shown != wanted)
      wrong << QStringLiteral("%1 shows %2 rather than %3").arg(name).arg(shown).arg(wanted);
  };
  const auto slider = [&](const char* name) { return controls.findChild<QAbstractSlider*>(name)->value(); };
  check("clusters", slider("clusters"), state.clustering.options.unitClusters);
  check("words", slider("words"), int(state.clustering.words) / 10);
  check("edgeFilter", slider("edgeFilter"), int(std::lround(100 * state.edgeFilter)));
  check("grammar", int(controls.findChild<QAbstractButton*>("grammar")->isChecked()),
        int(state.grammar.isShown));
  check("rows of sentences",
        int(controls.findChildren<QLineEdit*>(QRegularExpression("^sentence\\d+$")).size()),
        int(state.sentences.size()));
  for (std::size_t i = 0; i < state.sentences.size(); ++i)
    if (auto* edit = controls.findChild<QLineEdit*>("sentence" + QString::number(i));
        edit && !edit->hasFocus())
      check("a sentence", edit->text().trimmed(), QString::fromStdString(state.sentences[i]).trimmed());
}

}  // namespace

QString textOf(const scene::AnalyticState& state) {
  return QString::fromStdString(formatSession(scene::Session{state, {}, {}, {}}));
}

std::string contradictionIn(Window& window) {
  QStringList wrong;
  checkSelection(window.state().selection, wrong);
  const gui::Computed& shown = window.window().computation().latest();
  if (shown) {
    if (shown->state != window.state())
      wrong << "what is shown is not what was asked for:" << textOf(shown->state) << textOf(window.state());
    checkIds(*shown, wrong);
    checkControls(window, wrong);
  }
  if (shown && !window.scene()) wrong << "nothing is laid out";
  return wrong.join('\n').toStdString();
}

}  // namespace rnnvis::test
