#pragma once

#include "import/assistant.h"
#include "import/vocabulary_chooser.h"

#include "window.h"

#include <QComboBox>
#include <QPushButton>
#include <QTableView>

#include <filesystem>

namespace rnnvis::test {

/// The import assistant of a window, driven through the names of its widgets.
class Assistant {
 public:
  Assistant(Window& window, const std::filesystem::path& file) : m_window(window) {
    window.window().open(QString::fromStdString(file.string()));
    REQUIRE(dialog() != nullptr);
    settle();
  }

  gui::ImportAssistant* dialog() const {
    return m_window.window().findChild<gui::ImportAssistant*>("importAssistant");
  }
  bool isOpen() const { return dialog() && dialog()->isVisible(); }
  const gui::ImportSession& session() const { return dialog()->session(); }

  /// Waits until nothing is inspected, tried or written any more.
  void settle() {
    QPointer<gui::ImportAssistant> open = dialog();
    REQUIRE(QTest::qWaitFor([&] { return !open || !open->session().isWorking(); }, 60'000));
    QApplication::processEvents();
  }

  template <class Widget = QWidget>
  Widget& find(const QString& name) const {
    auto* widget = dialog()->findChild<Widget*>(name);
    INFO(name.toStdString());
    REQUIRE(widget != nullptr);
    return *widget;
  }
  std::string text(const QString& label) const { return find<QLabel>(label).text().toStdString(); }
  /// What the message line says; empty where it is hidden.
  std::string message() const { return find("messageBar").isVisible() ? text("messageText") : std::string(); }
  bool canImport() const { return find<QPushButton>("importButton").isEnabled(); }

  void useVocabulary(const std::filesystem::path& path) {
    dialog()->findChild<gui::VocabularyChooser*>()->useFile(QString::fromStdString(path.string()));
    settle();
  }
  void useSample(const std::filesystem::path& path) {
    auto& sample = find<QLineEdit>("sample");
    sample.setText(QString::fromStdString(path.string()));
    Q_EMIT sample.editingFinished();
    settle();
  }
  void choose(const QString& box, const QString& choice) {
    auto& chooser = find<QComboBox>(box);
    const int index = chooser.findData(choice);
    REQUIRE(index >= 0);
    chooser.setCurrentIndex(index);
    Q_EMIT chooser.activated(index);
    settle();
  }
  /// Types a line and waits for what the model makes of it: what the views tell those who cannot see them.
  void type(const QString& line) {
    find<QLineEdit>("previewLine").clear();
    QTest::keyClicks(&find("previewLine"), line);
    REQUIRE(QTest::qWaitFor([&] { return !session().isPreviewing(); }, 60'000));
  }
  std::string tokens() const { return find("tokenStrip").accessibleName().toStdString(); }
  std::string outputs() const { return find("outputBars").accessibleName().toStdString(); }

  QAbstractItemModel& trials() const { return *find<QTableView>("trialTable").model(); }
  /// Names the folder and presses Enter; waits for the end.
  void importInto(const std::filesystem::path& folder) {
    find<QLineEdit>("importFolder").setText(QString::fromStdString(folder.string()));
    REQUIRE(canImport());
    QTest::keyClick(&find("importName"), Qt::Key_Return);
    settle();
  }

 private:
  Window& m_window;
};

}  // namespace rnnvis::test
