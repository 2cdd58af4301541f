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
  CHECK(window.text("architecture") == "LSTM · 2 × 128 units · 6,600 words");
  window.type("in the beginning god created the heaven and the earth");
  CHECK(window.glyphOf(0, 3).label == "god");
}
