#pragma once

#include "main_view.h"
#include "main_window.h"

#include "small_model.h"

#include <QApplication>
#include <QEventLoop>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QTimer>

#include <catch2/catch.hpp>

#include <string>

namespace rnnvis::test {

/// The program's window over small models, driven as a user would: through the names of its widgets, with
/// mouse and keyboard.
class Window {
 public:
  static constexpr std::size_t units = 30;
  static constexpr std::size_t words = 40;
#ifdef RNNVIS_SANITIZED
  static constexpr int patience = 600'000;  // Milliseconds; real models take long under the sanitizers.
#else
  static constexpr int patience = 60'000;
#endif

  Window() {
    m_window.resize(1500, 950);
    m_window.show();
    QApplication::processEvents();
  }

  /// A model folder whose words are all frequent enough to be clustered.
  QString writeModelFolder(const std::string& name, const SmallModel& model, std::size_t lines = 1500) {
    Random random(7);
    return QString::fromStdString(
        writeModel(m_folder, name, model, randomText(random, lines, model.tokens)).string());
  }
  QString writeModelFolder(const std::string& name = "model") {
    return writeModelFolder(name, {.tokens = words, .hidden = units, .outputs = words});
  }

  /// Opens a small model and waits for its picture.
  void openSmallModel() {
    m_window.openModel(writeModelFolder());
    settle();
    REQUIRE(scene() != nullptr);
  }

  /// Waits until nothing is computed any more and what it changed is on the screen.
  void settle() {
    QApplication::processEvents();
    while (m_window.computation().isRunning()) waitFor(&gui::Computation::settled);
    QApplication::processEvents();
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QApplication::processEvents();
  }

  /// Waits for a signal of the computation.
  template <class Signal>
  void waitFor(Signal signal) {
    QEventLoop loop;
    bool isLate = false;
    QObject::connect(&m_window.computation(), signal, &loop, &QEventLoop::quit);
    QTimer::singleShot(patience, &loop, [&] {
      isLate = true;
      loop.quit();
    });
    loop.exec();
    REQUIRE_FALSE(isLate);
  }

  /// Acts at the moment when a stage begins, for instance "Reading the corpus", and waits for the end.
  template <class Action>
  void during(const QString& stage, Action action) {
    bool hasActed = false;
    QObject context;
    QObject::connect(&m_window.computation(), &gui::Computation::stageEntered, &context,
                     [&](const QString& entered) {
                       if (hasActed || entered != stage) return;
                       hasActed = true;
                       action();
                     });
    settle();
    REQUIRE(hasActed);
  }

  template <class Widget = QWidget>
  Widget& find(const QString& name) {
    auto* widget = m_window.findChild<Widget*>(name);
    INFO(name.toStdString());
    REQUIRE(widget != nullptr);
    return *widget;
  }
  bool has(const QString& name) const {
    const auto* widget = m_window.findChild<QWidget*>(name);
    return widget && widget->isVisible();
  }
  std::string text(const QString& label) {
    return find<QLabel>(label).text().toStdString();
  }

  void click(const QString& name) {
    QTest::mouseClick(&find(name), Qt::LeftButton);
    settle();
  }
  void type(const QString& text) {
    enter(text);
    settle();
  }
  /// Types a sentence without waiting for what comes of it.
  void enter(const QString& text) {
    auto& input = find<QLineEdit>("sentenceInput");
    QTest::keyClicks(&input, text);
    QTest::keyClick(&input, Qt::Key_Return);
  }
  /// Clicks into the main view.
  void clickAt(scene::Point point, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::mouseClick(&view(), Qt::LeftButton, modifiers, QPointF(point.x, point.y).toPoint());
    settle();
  }
  void press(Qt::Key key) {
    QTest::keyClick(&view(), key);
    settle();
  }

  /// A word's box in a cloud.
  scene::CloudWord wordShown(const std::string& text) {
    for (const scene::Cloud& cloud : scene()->clouds)
      for (const scene::CloudWord& word : cloud.words)
        if (word.text == text) return word;
    FAIL("no cloud shows " << text);
    return {};
  }
  /// The first glyph of a token.
  scene::Glyph glyphOf(std::size_t sentence, std::size_t token) {
    for (const scene::Glyph& glyph : scene()->glyphs)
      if (!glyph.isStart && glyph.place == scene::TokenPlace{sentence, token}) return glyph;
    FAIL("no glyph for token " << token << " of sentence " << sentence);
    return {};
  }

  gui::MainWindow& window() {
    return m_window;
  }
  gui::MainView& view() {
    return find<gui::MainView>("mainView");
  }
  const scene::MainScene* scene() {
    return view().scene();
  }
  const scene::AnalyticState& state() const {
    return m_window.state();
  }
  const TemporaryFolder& folder() const {
    return m_folder;
  }

 private:
  TemporaryFolder m_folder;
  gui::MainWindow m_window;
};

}  // namespace rnnvis::test
