#pragma once

#include "window.h"

#include "compare/compare_window.h"
#include "compare/differences_panel.h"

#include <QAction>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QMouseEvent>

namespace rnnvis::test {

using scene::Half;

/// The window of a comparison, opened from the program's window and driven by its widgets.
class Compared {
 public:
  /// Two models side by side.
  Compared(const SmallModel& baseline, const SmallModel& comparison) {
    main.window().openModel(main.writeModelFolder("baseline", baseline));
    main.settle();
    open();
    choose(Half::comparison, main.writeModelFolder("comparison", comparison));
  }
  /// A model beside itself.
  explicit Compared(const SmallModel& model) {
    main.window().openModel(main.writeModelFolder("baseline", model));
    main.settle();
    open();
  }

  void open() {
    main.find<QAction>("compare").trigger();
    window = main.window().findChild<gui::CompareWindow*>("compareWindow");
    REQUIRE(window);
    window->resize(1680, 1020);
    settle();
  }

  void choose(Half half, const QString& path) {
    Q_EMIT this->half(half).modelChosen(path);
    settle();
  }

  /// Waits until neither side computes any more.
  void settle() {
    QElapsedTimer timer;
    timer.start();
    const auto isBusy = [this] {
      return half(Half::baseline).computation().isRunning() ||
             half(Half::comparison).computation().isRunning();
    };
    do {
      QApplication::processEvents(QEventLoop::AllEvents, 20);
      QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
      REQUIRE(timer.elapsed() < Window::patience);
    } while (isBusy());
    QApplication::processEvents();
  }

  /// Waits until the differences are known.
  const compare::Differences& differences() {
    auto& panel = find<gui::DifferencesPanel>("differencesPanel");
    QElapsedTimer timer;
    timer.start();
    while (panel.finder().isRunning() && timer.elapsed() < Window::patience)
      QApplication::processEvents(QEventLoop::AllEvents, 20);
    REQUIRE(panel.finder().shown());
    return *panel.finder().shown()->differences;
  }
  /// Clicks down a card until something happens; false where nothing does.
  template <class Condition>
  bool clickDown(const QString& card, double atWidth, Condition hasHappened) {
    auto& widget = find(card);
    for (int y = 40; y < widget.height() && !hasHappened(); y += 6) {
      QTest::mouseClick(&widget, Qt::LeftButton, Qt::NoModifier, QPoint(int(atWidth * widget.width()), y));
      settle();
    }
    return hasHappened();
  }

  gui::CompareHalf& half(Half half) { return window->half(half); }
  gui::MainView& view(Half half) { return this->half(half).view(); }
  const scene::MainScene& scene(Half half) {
    REQUIRE(view(half).scene());
    return *view(half).scene();
  }
  const scene::AnalyticState& state(Half half) { return of(window->state().sides, half); }

  template <class Widget = QWidget>
  Widget& find(const QString& name, Half half) {
    const char* box = half == Half::baseline ? "baselineControls" : "comparisonControls";
    auto* widget = window->findChild<QWidget*>(box)->findChild<Widget*>(name);
    INFO(name.toStdString());
    REQUIRE(widget);
    return *widget;
  }
  template <class Widget = QWidget>
  Widget& find(const QString& name) {
    auto* widget = window->findChild<Widget*>(name);
    INFO(name.toStdString());
    REQUIRE(widget);
    return *widget;
  }
  void click(const QString& name, Half half) {
    QTest::mouseClick(&find(name, half), Qt::LeftButton);
    settle();
  }
  void clickAt(Half half, const scene::Rect& box, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    const scene::Point point = view(half).transform().toView(box).center();
    QTest::mouseClick(&view(half), Qt::LeftButton, modifiers, QPointF(point.x, point.y).toPoint());
    settle();
  }
  void pointAt(Half half, const scene::Rect& box) {
    const scene::Point point = view(half).transform().toView(box).center();
    // Not by the cursor of the platform, which goes to whichever of the windows lies on top there.
    const QPointF position(point.x, point.y);
    QMouseEvent move(QEvent::MouseMove, position, view(half).mapToGlobal(position), Qt::NoButton,
                     Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&view(half), &move);
  }
  void type(const QString& text, Half half = Half::baseline) {
    auto& input = find<QLineEdit>("sentenceInput", half);
    QTest::keyClicks(&input, text);
    QTest::keyClick(&input, Qt::Key_Return);
    settle();
  }
  scene::CloudWord wordOn(Half half, const std::string& text) {
    for (const scene::Cloud& cloud : scene(half).clouds)
      for (const scene::CloudWord& word : cloud.words)
        if (word.text == text) return word;
    FAIL("no cloud shows " << text);
    return {};
  }
  std::string selectedOn(Half half) {
    const auto& words = state(half).selection.words;
    return words.empty() ? "" : tokensOf(half)[words.front().index()];
  }

  Window main;
  gui::CompareWindow* window = nullptr;

 private:
  const std::vector<std::string>& tokensOf(Half half) {
    return this->half(half).shown()->workspace.analysis->tokens;
  }
};

}  // namespace rnnvis::test
