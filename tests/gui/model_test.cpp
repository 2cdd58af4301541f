#include "paths.h"
#include "window.h"

#include <QComboBox>

#include <filesystem>

using namespace rnnvis;
using test::Window;

TEST_CASE("a window without a model says how to get one") {
  Window window;
  CHECK(window.scene() == nullptr);
  CHECK_FALSE(window.window().computation().isRunning());
  CHECK(window.text("detailTitle") == "Nothing is selected");
}

TEST_CASE("a model opens in the background and its units and words are shown") {
  Window window;
  window.window().openModel(window.writeModelFolder());
  REQUIRE(window.window().computation().isRunning());
  window.settle();

  REQUIRE(window.scene() != nullptr);
  std::size_t cells = 0;
  for (const auto& chip : window.scene()->chips) cells += chip.cells.size();
  CHECK(cells == Window::units);
  CHECK(window.scene()->chips.size() == 10);
  CHECK(window.text("architecture") == "LSTM · 2 × 30 units · 40 words");
  CHECK(window.find<QComboBox>("modelChooser").currentText() == "small");
  CHECK(window.find<QComboBox>("corpusChooser").currentText() == "test");
  CHECK(window.text("jobStage") == "Ready");
  CHECK_FALSE(window.has("jobCancel"));
  CHECK_FALSE(window.has("messageBar"));
}

TEST_CASE("the window tells what it is doing and offers to cancel it") {
  Window window;
  window.window().openModel(window.writeModelFolder());
  window.during("Reading the corpus", [&] {
    CHECK(window.has("jobProgress"));
    CHECK(window.has("jobCancel"));
    CHECK(window.text("jobStage") == "Reading the corpus…");
  });
}

TEST_CASE("how well the model predicts is measured once its picture stands") {
  Window window;
  window.openSmallModel();
  auto& label = window.find<QLabel>("performance");
  REQUIRE(QTest::qWaitFor([&] { return label.text().startsWith("test perplexity "); }, 30'000));
}

TEST_CASE("another model takes the place of the first, whose sentences it reads too") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  window.window().openModel(window.writeModelFolder(
      "other", {.cell = "gru", .tokens = 40, .hidden = 24, .layers = 1, .outputs = 40}));
  window.settle();
  CHECK(window.text("architecture") == "GRU · 24 units · 40 words");
  CHECK_FALSE(window.has("layer1"));
  CHECK(window.scene()->glyphs.size() == 3);
  const auto& chooser = window.find<QComboBox>("modelChooser");
  CHECK(chooser.findData(QString::fromStdString((window.folder() / "model").string())) >= 0);
}

TEST_CASE("the bundled model opens") {
  const std::filesystem::path path = test::sourceFolder() / "models/kjv-lstm-128x2";
  if (!std::filesystem::exists(path / "model.toml")) {
    WARN("skipped: " << path.string() << " is absent");
    return;
  }
  Window window;
  window.window().openModel(QString::fromStdString(path.string()));
  window.settle();
  REQUIRE(window.scene() != nullptr);
  CHECK(window.text("architecture") == "LSTM · 2 × 128 units · 6,000 words");
  window.type("in the beginning god created the heaven and the earth");
  CHECK(window.glyphOf(0, 3).label == "god");
}

TEST_CASE("of a long text a first picture stands before all is read, and what is selected in it stays") {
  Window window;
  const QString folder = window.writeModelFolder(
      "long", {.tokens = Window::words, .hidden = Window::units, .outputs = Window::words}, 8000);
  std::vector<bool> preliminary;
  std::string corpusThen;
  QObject context;
  QObject::connect(&window.window().computation(), &gui::Computation::shown, &context,
                   [&](const gui::Computed& computed) {
                     preliminary.push_back(computed->workspace.isPreliminary());
                     if (preliminary.size() > 1) return;
                     CHECK(window.window().computation().isRunning());
                     corpusThen = window.text("corpusLine");
                     Q_EMIT window.view().commanded(scene::SelectWord{WordId{3}});
                     Q_EMIT window.view().commanded(scene::SelectChip{ClusterId{1}});  // Numbered anew soon.
                   });
  window.window().openModel(folder);
  window.settle();
  REQUIRE(preliminary.size() >= 2);
  CHECK(preliminary.front());
  CHECK_FALSE(preliminary.back());
  CHECK_THAT(corpusThen, Catch::Contains("the first 4,9") && Catch::Contains("so far"));
  CHECK_THAT(window.text("corpusLine"), !Catch::Contains("the first"));
  CHECK(window.state().selection.words == std::vector{WordId{3}});
  CHECK_FALSE(window.state().selection.chip);
}
