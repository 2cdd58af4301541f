#include "assistant.h"
#include "model_library.h"
#include "text_scale.h"

#include "import/answers.h"
#include "import/tensor_model.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDropEvent>
#include <QMimeData>
#include <QSettings>

#include <filesystem>

using namespace rnnvis;
using test::Assistant;
using test::Window;

namespace {

/// A small model's folder without its manifest: weights, vocabulary, text.
std::filesystem::path writeLooseFiles(Window& window) {
  const std::filesystem::path folder = window.writeModelFolder("loose").toStdString();
  std::filesystem::remove(folder / "model.toml");
  return folder;
}

void drop(gui::MainWindow& window, const std::filesystem::path& path) {
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
  QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&window, &enter);
  CHECK(enter.isAccepted());
  QDropEvent event({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&window, &event);
}

}  // namespace

TEST_CASE("a weights file is looked at, tried on a text, imported and opened") {
  Window window;
  const std::filesystem::path folder = writeLooseFiles(window);
  Assistant assistant(window, folder / "weights.safetensors");
  REQUIRE(assistant.isOpen());
  CHECK(assistant.text("fileName") == "weights.safetensors");
  CHECK(assistant.text("fileContainer").starts_with("safetensors"));
  CHECK(assistant.text("fileArchitecture") == "LSTM · 2 × 30 units · reads 40 tokens · 40 outputs");
  CHECK(assistant.text("partEmbedding") == "40 tokens as vectors of 5");
  CHECK(assistant.find<QTableView>("tensorTable").model()->rowCount() == 11);
  CHECK(assistant.find<QLineEdit>("sample").text().endsWith("test.txt"));
  CHECK(assistant.trials().rowCount() > 0);
  CHECK(assistant.session().trials()->front().loss > 0);

  assistant.type("w3 w4");
  CHECK(assistant.tokens() == "Tokens: w3 w4");
  CHECK(assistant.outputs().find(" %") != std::string::npos);

  assistant.find<QLineEdit>("importName").setText("imported");
  const std::filesystem::path made = window.folder() / "made";
  assistant.importInto(made);
  window.settle();
  CHECK_FALSE(assistant.isOpen());
  CHECK(window.state().model == made.string());
  REQUIRE(window.scene() != nullptr);
  CHECK(window.find<QComboBox>("modelChooser").currentText() == "imported");
  CHECK(gui::recentModels().front().path.toStdString() == made.string());
  CHECK(gui::recentFiles().front().toStdString() == (folder / "weights.safetensors").string());
}

TEST_CASE("an open assistant grows with the text") {
  Window window;
  Assistant assistant(window, writeLooseFiles(window) / "weights.safetensors");
  auto& table = assistant.find<QTableView>("trialTable");
  const auto sizes = [&] {
    return std::vector<int>{assistant.dialog()->width(), table.rowHeight(0), table.columnWidth(1),
                            table.minimumHeight(), assistant.find("outputBars").minimumWidth()};
  };
  const std::vector<int> usual = sizes();
  REQUIRE(gui::textScale() == 1);
  for (int i = 0; i < 3; ++i) window.window().findChild<QAction*>("textLarger")->trigger();
  REQUIRE(gui::textScale() == 1.5);
  const std::vector<int> large = sizes();
  for (std::size_t i = 0; i < usual.size(); ++i) CHECK(large[i] == Approx(1.5 * usual[i]).margin(1));
  window.window().findChild<QAction*>("textUsual")->trigger();
  CHECK(sizes() == usual);
  QSettings().clear();
}

TEST_CASE("tokens outside the vocabulary are told apart") {
  Window window;
  Assistant assistant(window, writeLooseFiles(window) / "weights.safetensors");
  assistant.choose("task", "encoder");
  assistant.type("w3 nonsense");
  CHECK(assistant.tokens() == "Tokens: w3 nonsense");
  CHECK(assistant.outputs().find('%') == std::string::npos);
}

TEST_CASE("what is no weights file leaves a message and nothing to import") {
  Window window;
  const auto file = window.folder().write("notes.bin", "not a weights file");
  Assistant assistant(window, file);
  CHECK(assistant.isOpen());
  CHECK(assistant.message().find("notes.bin") != std::string::npos);
  CHECK_FALSE(assistant.canImport());

  SECTION("another file takes its place") {
    Assistant next(window, writeLooseFiles(window) / "weights.safetensors");
    CHECK(next.message().empty());
    CHECK(next.canImport());
  }
  SECTION("Escape closes it") {
    QTest::keyClick(assistant.dialog(), Qt::Key_Escape);
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    CHECK_FALSE(assistant.isOpen());
  }
}

TEST_CASE("a network that is not understood is shown with the reason") {
  Window window;
  test::Random random(1);
  test::Weights weights;
  weights.add("conv.weight", {8, 3, 3}, random, 1);
  weights.write(window.folder() / "conv.safetensors");
  Assistant assistant(window, window.folder() / "conv.safetensors");
  CHECK(assistant.find("fileProblem").isVisible());
  CHECK_FALSE(assistant.text("fileProblem").empty());
  CHECK(assistant.find<QTableView>("tensorTable").model()->rowCount() == 1);
  CHECK_FALSE(assistant.canImport());
}

TEST_CASE("a vocabulary of the wrong size is refused until a right one is chosen") {
  Window window;
  const std::filesystem::path folder = writeLooseFiles(window);
  const auto large = window.folder().write("large.txt", test::vocabularyOf(41));
  Assistant assistant(window, folder / "weights.safetensors");
  REQUIRE(assistant.canImport());
  assistant.useVocabulary(large);
  CHECK(assistant.message().find("41") != std::string::npos);
  CHECK(assistant.isOpen());
  CHECK_FALSE(assistant.canImport());
  assistant.useVocabulary(folder / "vocab.txt");
  CHECK(assistant.message().empty());
  CHECK(assistant.canImport());
}

TEST_CASE("a folder that cannot be written leaves a message and the assistant as it was") {
  Window window;
  const std::filesystem::path folder = writeLooseFiles(window);
  Assistant assistant(window, folder / "weights.safetensors");
  assistant.importInto(folder / "weights.safetensors" / "below");
  CHECK(assistant.isOpen());
  CHECK_FALSE(assistant.message().empty());
  CHECK(assistant.canImport());

  assistant.find<QLineEdit>("importFolder").setText(QString::fromStdString(folder.string()));
  CHECK_FALSE(assistant.canImport());
  CHECK(assistant.text("importReason").find("not empty") != std::string::npos);
}

TEST_CASE("a dropped folder opens and a dropped file is imported") {
  Window window;
  const std::filesystem::path folder = window.writeModelFolder().toStdString();
  drop(window.window(), folder);
  window.settle();
  CHECK(window.state().model == folder.string());
  CHECK(window.window().findChild<gui::ImportAssistant*>() == nullptr);
  drop(window.window(), folder / "weights.safetensors");
  CHECK(window.window().findChild<gui::ImportAssistant*>() != nullptr);
}

TEST_CASE("every control of the assistant has a name for those who cannot see it") {
  Window window;
  Assistant assistant(window, writeLooseFiles(window) / "weights.safetensors");
  for (const QWidget* control : assistant.dialog()->findChildren<QWidget*>()) {
    const bool isPartOfAnother =
        control->window() != assistant.dialog() || control->objectName().startsWith("qt_");
    if (isPartOfAnother || !(control->focusPolicy() & Qt::TabFocus)) continue;
    INFO(control->metaObject()->className() << " " << control->objectName().toStdString());
    CHECK_FALSE(control->objectName().isEmpty());
    CHECK((!control->accessibleName().isEmpty() || control->objectName() == "messageDismiss"));
  }
}

TEST_CASE("thousands of tensors are listed with their parts") {
  model::Inspection inspection;
  test::Random random(1);
  test::Weights weights;
  for (int i = 0; i < 5000; ++i) weights.add("tensor" + std::to_string(i), {2}, random, 1);
  inspection.checkpoint.arrays = weights.arrays();
  inspection.architecture.emplace().parts = {{"layer0.bias_ih", {"tensor7"}},
                                             {"layer0.bias_hh", {"tensor7", 1}}};
  gui::TensorModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
  model.setInspection(std::make_shared<const model::Inspection>(std::move(inspection)));
  CHECK(model.rowCount() == 5000);
  CHECK(model.data(model.index(7, gui::TensorModel::part), Qt::DisplayRole) ==
        "layer0.bias_hh, layer0.bias_ih");
  CHECK(model.data(model.index(8, gui::TensorModel::shape), Qt::DisplayRole) == "[2]");
}

TEST_CASE("answers are put into the choices as the manifest writes them") {
  model::ImportChoices choices;
  gui::answer(choices, "level", "char");
  gui::answer(choices, "lowercase", "false");
  gui::answer(choices, "end-of-line", "");
  gui::answer(choices, "nonlinearity", "relu");
  gui::answer(choices, "unheard-of", "x");
  CHECK(choices.level == text::Level::character);
  CHECK(choices.lowercase == false);
  CHECK(choices.endOfLine == "");
  CHECK(choices.network.activation == model::Activation::relu);
  CHECK_FALSE(choices.task.has_value());
  CHECK(gui::titleOf("lowercase", "true").startsWith("yes"));
  CHECK(gui::titleOf("some-key") == "Some key");
}
