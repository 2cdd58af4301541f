// The main view's picture and its clouds, drawn offscreen.

#include "main_view.h"
#include "small_scene.h"

#include "fonts.h"
#include "offscreen_application.h"
#include "qt_text_measure.h"
#include "text_measure_cache.h"

#include "rnnvis/base/error.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QImage>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <vector>

using namespace rnnvis;

namespace {

/// What drawing needs; the first member of whatever draws.
struct Application {
  Application() {
    static const auto* const application = new gui::OffscreenApplication;  // Qt's statics end before others.
    benchmark::DoNotOptimize(application);
    gui::loadFonts();
  }
};

/// The share of the strongest edge that so many edges reach.
double filterThatShows(std::size_t edges, const MatrixD& values) {
  std::vector<double> sizes(values.data(), values.data() + values.size());
  for (double& size : sizes) size = std::abs(size);
  std::sort(sizes.rbegin(), sizes.rend());
  return (sizes[edges - 1] + sizes[edges]) / 2 / sizes.front();
}

scene::ComputedState makeState(std::size_t units, std::size_t words, int clusters) {
  test::SmallScene small(
      {.cell = "rnn", .tokens = words + 2, .hidden = units, .layers = 1, .outputs = words + 2, .scale = 0.1},
      words * 4);
  small.state.clustering.words = words;
  small.state.clustering.minimumCount = 1;
  small.state.clustering.options.wordClusters = small.state.clustering.options.unitClusters = clusters;
  return small.compute();
}

/// 2,000 units in 20 clusters, 1,000 words, a sentence; a selected cloud, for 190 edges to be visible.
gui::Computed large() {
  static const gui::Computed computed = [] {
    scene::ComputedState state = makeState(2'000, 1'000, 20);
    state.state.edgeFilter = filterThatShows(190, state.workspace.clustering->groups.edges);
    state.state.selection.cloud = ClusterId{0};
    return std::make_shared<const scene::ComputedState>(std::move(state));
  }();
  return computed;
}

/// A view of the size that it has in a window on a usual screen, and a picture to draw it to.
struct Drawn {
  Drawn() {
    view.resize(1240, 980);
    view.showComputed(large());
    repaint();
  }
  void repaint() { view.render(&image); }
  /// Ctrl and the wheel, in the middle of the chips.
  void zoom(int notches) {
    const scene::Point middle = view.scene()->chipColumn.area.center();
    const QPointF position(middle.x, middle.y);
    QWheelEvent wheel(position, position, {}, {0, 120 * notches}, Qt::NoButton, Qt::ControlModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view, &wheel);
  }
  void movePointer(scene::Point to) {
    const QPointF position(to.x, to.y);
    QMouseEvent move(QEvent::MouseMove, position, position, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&view, &move);
  }

  Application application;
  gui::MainView view;
  QImage image{1240, 980, QImage::Format_RGB32};
};

/// All of it, from the laid out scene.
void repaintMainView(benchmark::State& state) {
  Drawn drawn;
  state.counters["edges"] = static_cast<double>(drawn.view.scene()->edges.size());
  for (auto _ : state) {
    drawn.view.setTheme(gui::Theme::light());  // Nothing of the last picture may serve.
    drawn.repaint();
  }
}

/// A notch of the wheel in a picture that is zoomed; `range`: notches of 20 % that it was zoomed by.
void zoomMainView(benchmark::State& state) {
  Drawn drawn;
  drawn.zoom(static_cast<int>(state.range(0)));
  int step = 1;
  for (auto _ : state) {
    drawn.zoom(step = -step);
    drawn.repaint();
  }
}

/// The pointer moves from one thing to the next: what is under it is found and marked. `range`: chips, cells,
/// clouds, words.
void hoverMainView(benchmark::State& state) {
  Drawn drawn;
  const scene::MainScene& scene = *drawn.view.scene();
  std::vector<scene::Point> stops;
  for (std::size_t i = 0; i < 20; ++i) {
    const scene::Chip& chip = scene.chips[i];
    const scene::Cloud& cloud = scene.clouds[i];
    switch (state.range(0)) {
      case 0:
        stops.push_back({chip.frame.x + 1, chip.frame.y + 1});
        break;
      case 1:
        stops.push_back(chip.cells[chip.cells.size() / 2].box.center());
        break;
      case 2:
        stops.push_back({cloud.frame.x + 1, cloud.frame.y + 1});
        break;
      default:
        if (!cloud.words.empty()) stops.push_back(cloud.words.back().box.center());
    }
  }
  std::size_t next = 0;
  for (auto _ : state) {
    drawn.movePointer(stops[next++ % stops.size()]);
    drawn.repaint();
  }
}

/// The number of clusters changes, of 1,000 words and 600 units without groups: from the command to the first
/// picture, which shows a draft.
void firstPictureOfReclustering(benchmark::State& state) {
  Drawn drawn;
  scene::ComputedState before = makeState(600, 1'000, 10);
  before.state.clustering.options.restarts = 100;
  drawn.view.showComputed(std::make_shared<const scene::ComputedState>(before));
  const auto paint = [&](scene::ComputedState draft) {
    drawn.view.showComputed(std::make_shared<const scene::ComputedState>(std::move(draft)));
    drawn.repaint();
    throw Cancelled{};
  };
  int more = 0;
  for (auto _ : state) {
    const int clusters = 11 + (more = 1 - more);
    try {
      compute(apply(before.state, scene::SetClusters{clusters}), before, {}, {}, {}, paint);
      state.SkipWithError("there was no draft");
    } catch (const Cancelled&) {
    }
  }
}

/// Layout with all word shapes known; the argument: words, in 10 clusters.
void layOutClouds(benchmark::State& state) {
  const Application application;
  const gui::QtTextMeasure measure;
  const gui::TextMeasureCache cache(measure);
  const scene::ComputedState computed = makeState(100, static_cast<std::size_t>(state.range(0)), 10);
  scene::MainScene scene = layoutMain(computed, {{1240, 980}}, cache);
  for (auto _ : state) scene = layoutMain(computed, {{1240, 980}}, cache);
  std::size_t hidden = 0;
  for (const scene::Cloud& cloud : scene.clouds) hidden += cloud.hidden.size();
  state.counters["hidden"] = static_cast<double>(hidden);
}

using WordSet = std::set<WordId>;

WordSet wordsOf(const scene::Cloud& cloud) {
  WordSet words;
  for (const scene::CloudWord& word : cloud.words) words.insert(word.word);
  return words;
}

std::size_t common(const WordSet& a, const WordSet& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](WordId word) { return b.contains(word); }));
}

/// How far a word moves in its frame, as shares of its width and height, from one picture to the next; of the
/// words of clouds that stay much the same (at least half of the words of both together).
std::vector<double> movesBetween(const scene::MainScene& before, const scene::MainScene& after) {
  std::vector<double> moves;
  for (const scene::Cloud& a : before.clouds)
    for (const scene::Cloud& b : after.clouds) {
      const WordSet left = wordsOf(a), right = wordsOf(b);
      const std::size_t shared = common(left, right);
      if (2 * shared < left.size() + right.size() - shared) continue;
      for (const scene::CloudWord& from : a.words)
        for (const scene::CloudWord& to : b.words) {
          if (from.word != to.word) continue;
          const auto place = [](const scene::Cloud& cloud, const scene::CloudWord& word) {
            const scene::Point middle = word.box.center();
            return scene::Point{(middle.x - cloud.frame.x) / cloud.frame.width,
                                (middle.y - cloud.frame.y) / cloud.frame.height};
          };
          const scene::Point p = place(a, from), q = place(b, to);
          moves.push_back(std::hypot(p.x - q.x, p.y - q.y));
        }
    }
  std::sort(moves.begin(), moves.end());
  return moves;
}

/// The bundled model with one cluster more; counters: how far words move (median), and how many are compared.
void oneClusterMore(benchmark::State& state) {
  const Application application;
  const gui::QtTextMeasure measure;
  const gui::TextMeasureCache cache(measure);
  scene::AnalyticState analytic;
  analytic.model = RNNVIS_SOURCE_DIR "/models/kjv-lstm-128x2";
  const auto laidOut = [&](int clusters) {
    analytic = apply(analytic, scene::SetClusters{clusters});
    static scene::ComputedState computed;
    computed = compute(analytic, computed);
    return layoutMain(computed, {{1240, 980}}, cache);
  };
  const int clusters = static_cast<int>(state.range(0));
  std::vector<double> moves;
  for (auto _ : state) moves = movesBetween(laidOut(clusters), laidOut(clusters + 1));
  state.counters["moved"] = moves.empty() ? 0 : moves[moves.size() / 2];
  state.counters["words"] = static_cast<double>(moves.size());
}

}  // namespace

BENCHMARK(repaintMainView)->Unit(benchmark::kMillisecond);
BENCHMARK(zoomMainView)->Arg(2)->Arg(6)->Arg(10)->Unit(benchmark::kMillisecond);
BENCHMARK(hoverMainView)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);
BENCHMARK(firstPictureOfReclustering)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(layOutClouds)->Arg(300)->Arg(500)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(oneClusterMore)->DenseRange(6, 14)->Iterations(1)->Unit(benchmark::kMillisecond);
