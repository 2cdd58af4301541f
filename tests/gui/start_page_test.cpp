#include "model_library.h"

#include "window.h"

#include <QPushButton>

using namespace rnnvis;
using test::Window;

TEST_CASE("before a model is open the start page offers those that there are") {
  Window window;
  REQUIRE(window.has("startPage"));
  REQUIRE_FALSE(gui::bundledModels().empty());
  const gui::ModelEntry first = gui::bundledModels().front();
  const auto& card = window.find<QPushButton>("startBundled0");
  CHECK(card.accessibleName() == "Open " + first.name);
  CHECK_FALSE(card.accessibleDescription().isEmpty());
  window.click("startBundled0");
  CHECK_FALSE(window.has("startPage"));
  REQUIRE(window.scene() != nullptr);
  CHECK(window.state().model == first.path.toStdString());
}

TEST_CASE("the start page comes back where nothing could be opened") {
  Window window;
  window.window().openModel(QString::fromStdString((window.folder() / "nothing").string()));
  window.settle();
  CHECK(window.has("startPage"));
  window.openSmallModel();
  CHECK_FALSE(window.has("startPage"));
}

TEST_CASE("models opened lately are on the start page of the next window") {
  QString path;
  {
    Window window;
    window.openSmallModel();
    path = QString::fromStdString(window.state().model);
    Window next;
    REQUIRE(next.has("startRecent0"));
    CHECK(next.find<QPushButton>("startRecent0").toolTip() == path);
  }
}

TEST_CASE("a card says what a model is and how good, as far as its folder does") {
  test::TemporaryFolder folder;
  test::Random random(1);
  const auto path = test::writeModel(folder, "model", {.tokens = 20, .hidden = 8, .outputs = 20},
                                     test::randomText(random, 5, 20));
  const auto summary = [&] { return gui::summaryOf(QString::fromStdString(path.string())); };
  CHECK(summary().description == "Language model of words");
  CHECK(summary().performance.isEmpty());
  folder.write("model/metrics.json", R"({"test_perplexity": 27.44})");
  CHECK(summary().performance == "Perplexity 27.4 on its test text");
  folder.write("model/metrics.json", "not json");
  CHECK(summary().performance.isEmpty());
}
