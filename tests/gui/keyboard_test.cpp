// Everything that an analyst does, by the keyboard alone.

#include "window.h"

#include <QComboBox>
#include <QMenu>

#include <functional>
#include <set>
#include <variant>

using namespace rnnvis;
using test::Window;

namespace {

/// Where a kind of command stands among all of them.
template <class Kind, std::size_t at = 0>
constexpr std::size_t kindOf() {
  if constexpr (std::is_same_v<Kind, std::variant_alternative_t<at, scene::Command>>)
    return at;
  else
    return kindOf<Kind, at + 1>();
}

using IsWanted = std::function<bool(const scene::Selection&)>;

/// Presses keys of the widget that has the keyboard, wherever that is.
class Keyboard {
 public:
  explicit Keyboard(Window& window) : m_window(window) {
    QApplication::setActiveWindow(&window.window());
    window.view().setFocus();
  }

  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
    QWidget* popup = QApplication::activePopupWidget();
    QWidget* focus = QApplication::focusWidget();
    QTest::keyClick(popup ? popup : focus ? focus : &m_window.window(), key, modifiers);
    m_window.settle();
  }
  void type(const QString& text) {
    QTest::keyClicks(QApplication::focusWidget(), text);
    m_window.settle();
  }
  /// By Tab, to a control of this name or within one.
  void goTo(const QString& control) {
    constexpr int enough = 400;
    for (int i = 0; i < enough; ++i) {
      for (const QWidget* at = QApplication::focusWidget(); at; at = at->parentWidget())
        if (at->objectName() == control) return;
      QWidget* focus = QApplication::focusWidget();
      QTest::keyClick(focus ? focus : &m_window.window(), Qt::Key_Tab);
    }
    FAIL("Tab does not reach " << control.toStdString());
  }
  /// Goes to the main view and, within it, to the first thing that a key then selects in such a way.
  void selectInView(const IsWanted& isWanted) {
    m_window.view().clearFocus();
    goTo("mainView");
    constexpr int kinds = 8;
    for (int i = 0; i < kinds; ++i) {
      press(Qt::Key_Return);
      if (isWanted(m_window.state().selection)) return;
      if (!m_window.state().selection.isEmpty()) press(Qt::Key_Escape);
      press(Qt::Key_Tab);
    }
    FAIL("no thing of the view is selected so");
  }
  /// Opens the menu of what is selected and goes down to an entry.
  void openMenuAt(const QString& entry) {
    press(Qt::Key_F10, Qt::ShiftModifier);
    goDownTo(entry);
  }
  /// Goes down to an entry of the open menu.
  void goDownTo(const QString& entry) {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    REQUIRE(menu != nullptr);
    for (int i = 0; i < 30; ++i) {
      QTest::keyClick(menu, Qt::Key_Down);
      const QAction* action = menu->activeAction();
      const QObject* named = action && action->menu() ? static_cast<const QObject*>(action->menu()) : action;
      if (named && named->objectName() == entry) return;
    }
    FAIL("the menu has no " << entry.toStdString());
  }
  void choose() {
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QApplication::setActiveWindow(&m_window.window());  // Without a window manager a menu keeps what it took.
    m_window.settle();
  }
  void chooseFromSubmenu(const QString& submenu) {
    openMenuAt(submenu);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Right);
    choose();
  }

 private:
  Window& m_window;
};

const auto isChip = [](const scene::Selection& selection) { return selection.chip.has_value(); };
const auto isCloud = [](const scene::Selection& selection) { return selection.cloud.has_value(); };
const auto isWord = [](const scene::Selection& selection) { return !selection.words.empty(); };
const auto isUnit = [](const scene::Selection& selection) { return !selection.units.empty(); };
const auto isToken = [](const scene::Selection& selection) { return selection.token.has_value(); };

/// How a command of a kind is given; `before` leads to where it can be.
struct Way {
  std::size_t kind;
  std::function<void(Keyboard&)> give;
  std::function<void(Keyboard&)> before = [](Keyboard&) {};
};

std::function<void(Keyboard&)> at(const QString& control, Qt::Key key) {
  return [=](Keyboard& keyboard) {
    keyboard.goTo(control);
    keyboard.press(key);
  };
}

std::function<void(Keyboard&)> selecting(const IsWanted& isWanted) {
  return [=](Keyboard& keyboard) { keyboard.selectInView(isWanted); };
}

std::function<void(Keyboard&)> fromMenu(const QString& entry) {
  return [=](Keyboard& keyboard) {
    keyboard.openMenuAt(entry);
    keyboard.choose();
  };
}

std::function<void(Keyboard&)> fromSubmenu(const QString& submenu) {
  return [=](Keyboard& keyboard) { keyboard.chooseFromSubmenu(submenu); };
}

/// Of every kind that is a step.
std::vector<Way> steps() {
  return {{kindOf<scene::OpenModel>(), at("modelChooser", Qt::Key_Home)},
          {kindOf<scene::SetCorpus>(), at("corpusChooser", Qt::Key_Down)},
          {kindOf<scene::SetLayer>(), at("layer", Qt::Key_Left)},
          {kindOf<scene::SetState>(), at("state", Qt::Key_Right)},
          {kindOf<scene::SetClusters>(), at("clusters", Qt::Key_Left)},
          {kindOf<scene::SetWords>(), at("words", Qt::Key_Left)},
          {kindOf<scene::SetMethod>(), at("method", Qt::Key_Down)},
          {kindOf<scene::SetSeed>(), at("seed", Qt::Key_Up)},
          {kindOf<scene::MergeClusters>(), fromSubmenu("mergeMenu"), selecting(isChip)},
          {kindOf<scene::SplitCluster>(), fromMenu("splitCluster"), selecting(isCloud)},
          {kindOf<scene::MoveItems>(), fromSubmenu("moveMenu"), selecting(isWord)},
          {kindOf<scene::LockItems>(), fromMenu("lockItems"), selecting(isUnit)},
          {kindOf<scene::UnlockItems>(), fromMenu("unlockItems"),
           [](Keyboard& keyboard) {
             keyboard.selectInView(isUnit);
             fromMenu("lockItems")(keyboard);
           }},
          {kindOf<scene::RenameCluster>(),
           [](Keyboard& keyboard) {
             keyboard.press(Qt::Key_F2);
             keyboard.type("nouns");
             keyboard.press(Qt::Key_Return);
           },
           selecting(isCloud)},
          {kindOf<scene::ResetEdits>(), fromMenu("resetEdits"),
           [](Keyboard& keyboard) {
             keyboard.selectInView(isChip);
             fromSubmenu("mergeMenu")(keyboard);
           }},
          {kindOf<scene::SetEdgeFilter>(), at("edgeFilter", Qt::Key_Right)},
          {kindOf<scene::SetResponseClip>(), at("responseClip", Qt::Key_Right)},
          {kindOf<scene::SetChipLayout>(), at("chipLayout", Qt::Key_Right)},
          {kindOf<scene::ShowGrammar>(), at("grammar", Qt::Key_Space)},
          {kindOf<scene::ToggleTag>(), at("tag0", Qt::Key_Space), at("grammar", Qt::Key_Space)},
          {kindOf<scene::AddSentence>(),
           [](Keyboard& keyboard) {
             keyboard.goTo("sentenceInput");
             keyboard.type("w6 w7");
             keyboard.press(Qt::Key_Return);
           }},
          {kindOf<scene::ReplaceSentence>(),
           [](Keyboard& keyboard) {
             keyboard.goTo("sentence0");
             keyboard.press(Qt::Key_End);
             keyboard.type(" w9");
           }},
          {kindOf<scene::RemoveSentence>(), at("removeSentence0", Qt::Key_Space)},
          {kindOf<scene::SetTarget>(),
           [](Keyboard& keyboard) {
             keyboard.goTo("target");
             keyboard.press(Qt::Key_A, Qt::ControlModifier);
             keyboard.type("w8");
             keyboard.press(Qt::Key_Return);
           }},
          {kindOf<scene::SetDetail>(), at("tableToggle", Qt::Key_Space), selecting(isWord)}};
}

/// A model that is not the only one that the window knows, with two texts, and a sentence.
void prepare(Window& window) {
  window.window().openModel(window.writeModelFolder("other"));
  window.settle();
  const QString model = window.writeModelFolder();
  const std::string description = readFile((model + "/model.toml").toStdString());
  window.folder().write("model/model.toml", description + "train = \"test.txt\"\n");
  window.window().openModel(model);
  window.settle();
  window.type("w3 w4 w5");
}

}  // namespace

TEST_CASE("every step of an analyst is taken, undone and taken again by the keyboard alone") {
  Window window;
  prepare(window);
  for (const Way& way : steps()) {
    CAPTURE(way.kind);
    Keyboard keyboard(window);
    keyboard.press(Qt::Key_Escape);
    way.before(keyboard);
    const scene::AnalyticState before = window.state();
    way.give(keyboard);
    const scene::AnalyticState after = window.state();
    CHECK_FALSE(differInFocusAlone(before, after));
    window.view().setFocus();
    keyboard.press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(differInFocusAlone(window.state(), before));
    keyboard.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(differInFocusAlone(window.state(), after));
    CHECK(window.window().computation().latest()->state == window.state());
    keyboard.press(Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(differInFocusAlone(window.state(), before));  // For the next way.
  }
}

TEST_CASE("everything is selected and lit by the keyboard alone") {
  Window window;
  prepare(window);
  Keyboard keyboard(window);
  for (const IsWanted& isWanted : std::vector<IsWanted>{isToken, isChip, isUnit, isCloud}) {
    keyboard.selectInView(isWanted);
    keyboard.press(Qt::Key_Escape);
    CHECK(window.state().selection.isEmpty());
  }
  keyboard.selectInView(isWord);
  keyboard.press(Qt::Key_Right);
  keyboard.press(Qt::Key_Return, Qt::ShiftModifier);
  CHECK(window.state().selection.words.size() == 2);
  keyboard.goTo("distributionPlot0");
  keyboard.press(Qt::Key_Right);
  for (int i = 0; i < 2; ++i) keyboard.press(Qt::Key_Right, Qt::ShiftModifier);
  CHECK(window.state().brushed.size() == 3);
  keyboard.press(Qt::Key_Left, Qt::ShiftModifier);
  CHECK(window.state().brushed.size() == 2);
  keyboard.press(Qt::Key_Escape);
  CHECK(window.state().brushed.empty());
}

TEST_CASE("there is a way by keys for every kind of command") {
  std::set<std::size_t> kinds{
      kindOf<scene::SelectWord>(), kindOf<scene::SelectUnit>(),  kindOf<scene::SelectToken>(),
      kindOf<scene::SelectChip>(), kindOf<scene::SelectCloud>(), kindOf<scene::ClearSelection>(),
      kindOf<scene::BrushUnits>(),  // Of the case above.
      kindOf<scene::SetPolarity>()  // Is set with the method.
  };
  for (const Way& way : steps()) kinds.insert(way.kind);
  CHECK(kinds.size() == std::variant_size_v<scene::Command>);
}
