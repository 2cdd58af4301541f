// The window's undo and redo, and sessions that are opened again, drawn offscreen: models of 2 × 600 units
// with 1,000 words.

#include "window_models.h"

#include "main_view.h"
#include "main_window.h"

#include <benchmark/benchmark.h>

#include <QAction>

#include <vector>

using namespace rnnvis;
using benchmarks::Application;
using benchmarks::Models;
using benchmarks::settle;
using scene::Half;

namespace {

void settle(const gui::MainWindow& window) {
  while (window.computation().isRunning()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

/// A step of the analyst, by the command's place in the list.
scene::Command stepOf(std::int64_t number) {
  const scene::Side units = scene::Side::units;
  const std::vector<scene::Command> steps{scene::SetClusters{7},
                                          scene::SetWords{300},
                                          scene::SetLayer{LayerId{0}},
                                          scene::SetState{model::Signal::h},
                                          scene::SetMethod{cocluster::Method::absolute},
                                          scene::SetPolarity{cocluster::Polarity::merge},
                                          scene::SetSeed{5},
                                          scene::MergeClusters{units, ClusterId{1}, ClusterId{2}},
                                          scene::SplitCluster{units, ClusterId{1}},
                                          scene::MoveItems{units, {3}, ClusterId{0}},
                                          scene::LockItems{{scene::Lock{units, {1}, {1, 2}}}},
                                          scene::RenameCluster{units, {1, 2}, "name"},
                                          scene::SetEdgeFilter{0.5},
                                          scene::SetChipLayout{scene::ChipLayout::equalHeight},
                                          scene::AddSentence{"w2 w3 w4 w5 w6 w7 w8 w9"},
                                          scene::SetDetail{{.topic = scene::DetailTopic::values}},
                                          scene::OpenModel{Models::get().b.state.model, "test"}};
  return steps.at(static_cast<std::size_t>(number));
}
constexpr std::int64_t lastStep = 16;

/// From undo, then from redo, to the picture of the window.
void undoAndRedo(benchmark::State& state) {
  const Application application;
  const Models& models = Models::get();
  const scene::Command step = stepOf(state.range(0));
  state.SetLabel(describe(step));
  gui::MainWindow window(gui::Appearance{});
  window.setAttribute(Qt::WA_DontShowOnScreen);
  window.show();
  window.openModel(QString::fromStdString(models.a.state.model));
  settle(window);
  auto& view = *window.findChild<gui::MainView*>("mainView");
  for (const scene::Command& command : {scene::Command(scene::SetWords{1'000}), step}) {
    Q_EMIT view.commanded(command);
    settle(window);
  }
  window.grab();
  bool undo = true;
  for (auto _ : state) {
    window.findChild<QAction*>(undo ? "undo" : "redo")->trigger();
    settle(window);
    window.grab();
    undo = !undo;
  }
}

/// A comparison of two models: `range` 0 opened fresh, 1 from a session with another number of clusters,
/// edits, a selection and a sentence.
void openTwoModels(benchmark::State& state) {
  const Application application;
  const Models& models = Models::get();
  state.SetLabel(state.range(0) == 0 ? "fresh" : "session");
  scene::ComparisonState fresh = models.comparison();
  for (const Half half : scene::halves) of(fresh.sides, half).sentences.clear();
  scene::ComparisonSession session{{{{models.a.state, "a", {}, {}}}, {{models.b.state, "b", {}, {}}}}};
  for (const Half half : scene::halves) {
    scene::AnalyticState& side = of(session.sides, half).state;
    side.edits.list = {scene::MergeClusters{scene::Side::units, ClusterId{1}, ClusterId{2}}};
    side.selection.words = {WordId{5}};
    side.sentences = {"w2 w3 w4 w5 w6 w7 w8 w9"};
  }
  const std::filesystem::path file = models.a.folder() / "two.rnnvis-session";
  writeSession(file, session);
  for (auto _ : state) {
    gui::CompareWindow window;
    window.resize(1680, 1020);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.show();
    state.range(0) == 0 ? window.compare(fresh) : window.openSession(QString::fromStdString(file.string()));
    settle(window);
    window.grab();
    if (state.range(0) == 1 && window.state().sides.a->selection.words.empty())
      state.SkipWithError("the session is not restored");
  }
}

}  // namespace

BENCHMARK(undoAndRedo)->DenseRange(0, lastStep)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(openTwoModels)->DenseRange(0, 1)->Unit(benchmark::kMillisecond)->UseRealTime();
