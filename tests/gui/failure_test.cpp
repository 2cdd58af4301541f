#include "window.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QSlider>

using namespace rnnvis;
using test::Window;

namespace {

/// What must stay as it was.
void checkUntouched(Window& window, const scene::AnalyticState& before, const gui::Computed& shown) {
  CHECK(window.state().model == before.model);
  CHECK(window.state().sentences == before.sentences);
  CHECK(window.state().selection == before.selection);
  CHECK(window.window().computation().latest()->workspace.clustering == shown->workspace.clustering);
  CHECK(window.scene() != nullptr);
  CHECK(window.find<QComboBox>("modelChooser").currentData().toString().toStdString() == before.model);
  CHECK(window.text("jobStage") == "Ready");
}

}  // namespace

TEST_CASE("a model that cannot be opened leaves a message and everything else as it was") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  const scene::AnalyticState before = window.state();
  const gui::Computed shown = window.window().computation().latest();

  const QString broken = window.writeModelFolder("broken");
  const auto contents = GENERATE(as<std::string>{}, "", "not a weights file", "\x08\0\0\0\0\0\0\0{\"a\":");
  window.folder().write("broken/weights.safetensors", contents);
  window.window().openModel(broken);
  window.settle();

  CHECK(window.has("messageBar"));
  const std::string message = window.text("messageText");
  CHECK(message.find("weights.safetensors") != std::string::npos);
  CHECK(message.find('\n') == std::string::npos);
  checkUntouched(window, before, shown);
  window.click("messageDismiss");
  CHECK_FALSE(window.has("messageBar"));
}

TEST_CASE("a folder that is no model leaves a message where nothing was open") {
  Window window;
  window.window().openModel("/nonexistent/model");
  window.settle();
  CHECK(window.has("messageBar"));
  CHECK(window.text("messageText").find("/nonexistent/model") != std::string::npos);
  CHECK(window.state().model.empty());
  CHECK(window.scene() == nullptr);
  window.openSmallModel();
  CHECK_FALSE(window.has("messageBar"));
}

TEST_CASE("more clusters than there are units give way to as many as there are") {
  Window window;
  window.openSmallModel();
  window.window().openModel(window.writeModelFolder("tiny", {.tokens = 40, .hidden = 12, .outputs = 40}));
  window.settle();
  REQUIRE(window.scene()->chips.size() == 10);
  window.find<QSlider>("clusters").setValue(20);
  window.settle();
  CHECK_FALSE(window.has("messageBar"));
  CHECK(window.scene()->chips.size() == 12);
  CHECK(window.text("clustersValue") == "20");
}

TEST_CASE("a cancelled analysis is no failure and leaves everything as it was") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  const scene::AnalyticState before = window.state();
  const gui::Computed shown = window.window().computation().latest();

  window.window().openModel(window.writeModelFolder("other", {.tokens = 40, .hidden = 24, .outputs = 40}));
  window.during("Reading the corpus", [&] {
    QTest::mouseClick(&window.find("jobCancel"), Qt::LeftButton);
    CHECK_FALSE(window.window().computation().isRunning());
  });
  CHECK_FALSE(window.has("messageBar"));
  checkUntouched(window, before, shown);
}

TEST_CASE("the window closes at once while something is computed") {
  Window window;
  // Reading this text takes minutes.
  window.window().openModel(
      window.writeModelFolder("large", {.tokens = 40, .hidden = 400, .outputs = 40}, 100'000));
  window.waitFor(&gui::Computation::progressed);
  REQUIRE(window.window().computation().isRunning());
  CHECK(window.text("jobStage") == "Reading the corpus…");
}

TEST_CASE("a sentence typed during an analysis does not begin it anew") {
  Window window;
  int analyses = 0;
  QObject::connect(&window.window().computation(), &gui::Computation::stageEntered, &window.window(),
                   [&](const QString& stage) { analyses += stage == "Reading the corpus"; });
  window.window().openModel(window.writeModelFolder());
  window.during("Reading the corpus", [&] { window.enter("w3 w4"); });
  CHECK(analyses == 1);
  CHECK(window.glyphOf(0, 1).label == "w4");
}

TEST_CASE("what was computed by the time of a cancel is what it returns to") {
  Window window;
  window.openSmallModel();
  window.find<QSlider>("clusters").setValue(6);
  window.enter("w3 w4");
  window.during("Reading the sentences", [&] { window.find<QAbstractButton>("jobCancel").click(); });
  CHECK(window.state() == window.window().computation().latest()->state);
  CHECK(window.state().clustering.options.unitClusters == 6);
  CHECK(window.state().sentences.empty());
  CHECK(window.scene()->chips.size() == 6);
}
