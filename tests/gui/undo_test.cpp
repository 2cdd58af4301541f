#include "state_store.h"
#include "window.h"

#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QSlider>

using namespace rnnvis;
using gui::StateStore;
using test::Window;

namespace {

/// A store with an open model.
struct Opened {
  StateStore store;
  Opened() { store.execute(scene::OpenModel{"model"}); }
};

}  // namespace

TEST_CASE("every kind of command that is no selection is a step, undone and redone") {
  const scene::Side units = scene::Side::units;
  for (const scene::Command& command :
       std::vector<scene::Command>{scene::OpenModel{"other", "train"},
                                   scene::SetCorpus{"valid"},
                                   scene::SetLayer{LayerId{0}},
                                   scene::SetState{model::Signal::h},
                                   scene::SetClusters{7},
                                   scene::SetWords{100},
                                   scene::SetMethod{cocluster::Method::absolute},
                                   scene::SetPolarity{cocluster::Polarity::merge},
                                   scene::SetSeed{5},
                                   scene::MergeClusters{units, ClusterId{1}, ClusterId{2}},
                                   scene::SplitCluster{units, ClusterId{1}},
                                   scene::MoveItems{units, {3}, ClusterId{0}},
                                   scene::LockItems{{scene::Lock{units, {1}, {1, 2}}}},
                                   scene::UnlockItems{units, {9}},
                                   scene::RenameCluster{units, {1, 2}, "name"},
                                   scene::SetEdgeFilter{0.5},
                                   scene::SetResponseClip{0.3},
                                   scene::SetChipLayout{scene::ChipLayout::equalHeight},
                                   scene::ShowGrammar{true},
                                   scene::ToggleTag{text::Tag::noun},
                                   scene::AddSentence{"c"},
                                   scene::ReplaceSentence{0, "b"},
                                   scene::RemoveSentence{0},
                                   scene::SetTarget{"of"},
                                   scene::ResetEdits{},
                                   scene::SetDetail{{.topic = scene::DetailTopic::values}}}) {
    INFO(describe(command));
    CHECK_FALSE(describe(command).empty());
    CHECK(describe(command) != "select");
    Opened opened;
    StateStore& store = opened.store;
    store.execute(scene::AddSentence{"a"});
    store.execute(scene::LockItems{{scene::Lock{units, {9}, {9}}}});
    const scene::AnalyticState before = store.state();
    store.execute(command);
    const scene::AnalyticState after = store.state();
    CHECK_FALSE(before == after);
    CHECK(store.undoText().toStdString() == describe(command));
    store.undo();
    CHECK(store.state() == before);
    CHECK(store.redoText().toStdString() == describe(command));
    store.redo();
    CHECK(store.state() == after);
    CHECK_FALSE(store.canRedo());
  }
}

TEST_CASE("selections, lit units and commands without effect are no steps") {
  Opened opened;
  for (const scene::Command& command : std::vector<scene::Command>{
           scene::SelectWord{WordId{1}}, scene::SelectUnit{UnitId{1}}, scene::SelectToken{{0, 0}},
           scene::SelectChip{ClusterId{1}}, scene::SelectCloud{ClusterId{1}}, scene::ClearSelection{},
           scene::BrushUnits{{UnitId{4}}}, scene::SetClusters{10}, scene::RemoveSentence{5}}) {
    opened.store.execute(command);
    CHECK_FALSE(opened.store.canUndo());
  }
}

TEST_CASE("a selection outlives undoing where it is still there, and does not end what can be redone") {
  Opened opened;
  StateStore& store = opened.store;
  store.execute(scene::SetEdgeFilter{0.5});
  store.undo();
  store.execute(scene::SelectUnit{UnitId{3}});
  CHECK(store.canRedo());
  store.redo();
  CHECK(store.state().selection.units == std::vector{UnitId{3}});
  CHECK(store.state().edgeFilter == 0.5);
}

TEST_CASE("steps of one slider are one step, those of different ones are not") {
  Opened opened;
  StateStore& store = opened.store;
  for (const int clusters : {9, 8, 7}) store.execute(scene::SetClusters{clusters});
  for (const double share : {0.3, 0.4}) store.execute(scene::SetEdgeFilter{share});
  store.undo();
  CHECK(store.state().edgeFilter == 0.2);
  CHECK(store.state().clustering.options.unitClusters == 7);
  store.undo();
  CHECK(store.state().clustering.options.unitClusters == 10);
  CHECK_FALSE(store.canUndo());
  store.redo();
  CHECK(store.state().clustering.options.unitClusters == 7);
  for (const int clusters : {8, 10}) store.execute(scene::SetClusters{clusters});
  CHECK_FALSE(store.canUndo());  // It is back where it was.
}

TEST_CASE("typing in a sentence is one step for each sentence") {
  Opened opened;
  StateStore& store = opened.store;
  store.execute(scene::AddSentence{"a"});
  store.execute(scene::AddSentence{"b"});
  for (const char* text : {"ax", "axy"}) store.execute(scene::ReplaceSentence{0, text});
  store.execute(scene::ReplaceSentence{1, "bz"});
  store.undo();
  CHECK(store.state().sentences == std::vector<std::string>{"axy", "b"});
  store.undo();
  CHECK(store.state().sentences == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a new command ends what could be redone, and the history has an end") {
  Opened opened;
  StateStore& store = opened.store;
  store.execute(scene::AddSentence{"a"});
  store.undo();
  store.execute(scene::AddSentence{"b"});
  CHECK_FALSE(store.canRedo());
  for (int i = 0; i < 600; ++i) store.execute(scene::AddSentence{std::to_string(i)});
  std::size_t steps = 0;
  for (; store.canUndo(); ++steps) store.undo();
  CHECK(steps == StateStore::mostSteps);
  store.undo();
  while (store.canRedo()) store.redo();
  store.redo();
  CHECK(store.state().sentences.back() == "599");
}

TEST_CASE("steps that could not be shown are dropped, others stay") {
  Opened opened;
  StateStore& store = opened.store;
  store.execute(scene::AddSentence{"a"});
  scene::AnalyticState shown = store.state();
  SECTION("after a command") {
    store.execute(scene::OpenModel{"broken"});
    store.restore(shown);
    CHECK(store.state() == shown);
    CHECK(store.undoText() == "add a sentence");
    CHECK_FALSE(store.canRedo());
  }
  SECTION("after a command and something that could be shown") {
    store.execute(scene::SetLayer{LayerId{7}});
    store.execute(scene::SetEdgeFilter{0.6});
    shown.edgeFilter = 0.6;
    store.restore(shown);
    store.undo();
    CHECK(store.state().edgeFilter == 0.2);
    CHECK_FALSE(store.state().clustering.layer);
    CHECK(store.undoText() == "add a sentence");
  }
  SECTION("in the middle of a slider") {
    store.execute(scene::SetClusters{8});
    shown = store.state();
    store.execute(scene::SetClusters{4});
    store.restore(shown);
    store.undo();
    CHECK(store.state().clustering.options.unitClusters == 10);
    store.redo();
    CHECK(store.state().clustering.options.unitClusters == 8);
  }
  SECTION("after undoing") {
    store.execute(scene::OpenModel{"second"});
    shown = store.state();
    store.undo();  // Its folder is gone by now.
    store.restore(shown);
    CHECK(store.state() == shown);
    CHECK(store.undoText() == "open the model");
    CHECK_FALSE(store.canRedo());
  }
}

TEST_CASE("nothing can be undone to before a model was open") {
  StateStore store;
  store.execute(scene::AddSentence{"a"});
  CHECK_FALSE(store.canUndo());
  store.execute(scene::OpenModel{"model"});
  CHECK_FALSE(store.canUndo());
  store.restore({});
  CHECK_FALSE(store.canUndo());
  store.execute(scene::OpenModel{"model"});
  store.execute(scene::SetSeed{4});
  store.undo();
  CHECK(store.state().model == "model");
}

TEST_CASE("undoing in the window brings settings, sentences and edits back, with their controls") {
  Window window;
  window.openSmallModel();
  auto& undo = window.find<QAction>("undo");
  CHECK_FALSE(undo.isEnabled());
  const auto step = [&](const QString& action) {
    window.find<QAction>(action).trigger();
    window.settle();
  };
  const scene::AnalyticState before = window.state();
  window.find<QSlider>("clusters").setValue(6);
  window.settle();
  window.type("w3 w4");
  window.find<QSlider>("edgeFilter").setValue(60);
  auto& method = window.find<QComboBox>("method");
  method.setCurrentIndex(1);
  Q_EMIT method.activated(1);
  window.settle();
  window.click("layer0");
  for (const char* expected : {"change the layer", "change the co-clustering", "filter edges",
                               "add a sentence", "make 6 clusters"}) {
    CHECK(undo.text() == QString("&Undo: ") + expected);
    step("undo");
  }
  CHECK_FALSE(undo.isEnabled());
  CHECK(differInFocusAlone(window.state(), before));
  CHECK(window.scene()->chips.size() == 10);
  CHECK(window.text("clustersValue") == "10");
  CHECK(method.currentIndex() == 0);
  CHECK(window.scene()->glyphs.empty());
  for (int i = 0; i < 5; ++i) step("redo");
  CHECK(window.scene()->chips.size() == 6);
  CHECK(window.glyphOf(0, 1).label == "w4");
  CHECK(window.state().clustering.layer == LayerId{0});
}

TEST_CASE("edits that a new number of clusters drops come back by undoing") {
  Window window;
  window.openSmallModel();
  const scene::Chip chip = window.scene()->chips[1];
  Q_EMIT window.view().commanded(scene::MergeClusters{scene::Side::units, ClusterId{0}, ClusterId{1}});
  CHECK(window.scene()->chips.size() == 9);
  window.find<QSlider>("clusters").setValue(5);
  window.settle();
  CHECK(window.state().edits.list.empty());
  CHECK(window.scene()->chips.size() == 5);
  window.find<QAction>("undo").trigger();
  window.settle();
  CHECK(window.scene()->chips.size() == 9);
  window.find<QAction>("undo").trigger();
  CHECK(window.scene()->chips.size() == 10);
}

TEST_CASE("another model is undone, and a failed one leaves no step") {
  Window window;
  window.openSmallModel();
  const std::string first = window.state().model;
  window.window().openModel(window.writeModelFolder("other", {.tokens = 40, .hidden = 24, .outputs = 40}));
  window.settle();
  window.window().openModel("/nonexistent/model");
  window.settle();
  CHECK(window.has("messageBar"));
  CHECK_FALSE(window.find<QAction>("redo").isEnabled());
  window.find<QAction>("undo").trigger();
  window.settle();
  CHECK(window.state().model == first);
  CHECK(window.window().computation().latest()->state.model == first);
  CHECK_FALSE(window.find<QAction>("undo").isEnabled());
}

TEST_CASE("going back to what was computed shows it at once, as it was") {
  Window window;
  window.openSmallModel();
  const std::string first = window.state().model;
  const auto clustering = [&] { return window.window().computation().latest()->workspace.clustering; };
  const auto before = clustering();
  Q_EMIT window.view().commanded(scene::SetClusters{4});
  window.settle();
  window.type("w3 w5");
  window.window().openModel(window.writeModelFolder("other"));
  window.settle();
  const auto step = [&](const char* action) {
    window.window().findChild<QAction*>(action)->trigger();
    CHECK_FALSE(window.window().computation().isRunning());  // Nothing was left to do.
    CHECK(window.window().computation().latest()->state == window.state());
  };
  step("undo");
  CHECK(window.state().model == first);
  CHECK(window.scene()->glyphs.size() == 3);
  step("undo");
  step("undo");
  CHECK(clustering() == before);
  for (int i = 0; i < 3; ++i) step("redo");
  CHECK(window.state().model.ends_with("other"));
}

TEST_CASE("a model that has changed on the disk is read again") {
  Window window;
  window.openSmallModel();
  const std::string model = window.state().model;
  const auto hash = [&] {
    return window.window().computation().latest()->workspace.analysis->info.modelSha256;
  };
  const std::string before = hash();
  window.window().openModel(window.writeModelFolder("other"));
  window.settle();
  window.writeModelFolder(
      "model", {.tokens = Window::words, .hidden = Window::units, .outputs = Window::words, .seed = 9});
  window.window().openModel(QString::fromStdString(model));
  window.settle();
  CHECK(hash() != before);
}
