#pragma once

#include "compare/compare_window.h"
#include "fonts.h"
#include "offscreen_application.h"
#include "small_scene.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QStandardPaths>

/// What benchmarks of whole windows have in common.
namespace rnnvis::benchmarks {

/// What drawing needs, with sessions of its own; the first variable of whatever draws.
struct Application {
  Application() {
    static const auto* const application = new gui::OffscreenApplication;  // Qt's statics end before others.
    benchmark::DoNotOptimize(application);
    QStandardPaths::setTestModeEnabled(true);
    gui::loadFonts();
  }
};

/// Two model folders of 2 × 600 units with 1,000 words each, whose analyses are in the cache.
struct Models {
  Models() {
    for (test::SmallScene* side : {&a, &b}) {
      side->state.clustering = {};
      side->state.clustering.words = 1'000;
      side->state.clustering.minimumCount = 1;
      side->compute();
    }
  }
  static const Models& get() {
    static const Models models;
    return models;
  }
  static test::SmallModel model(const char* cell, std::uint64_t seed) {
    return {.cell = cell, .tokens = 1'002, .hidden = 600, .outputs = 1'002, .scale = 0.1, .seed = seed};
  }
  scene::ComparisonState comparison() const { return {{{a.state}, {b.state}}}; }

  test::SmallScene a{model("lstm", 1), 4'000}, b{model("rnn", 2), 4'000};
};

/// Until both sides are shown and nothing runs.
inline void settle(const gui::CompareWindow& window) {
  const auto isThere = [&](scene::Half half) {
    return window.half(half).shown() && !window.half(half).computation().isRunning();
  };
  while (!isThere(scene::Half::baseline) || !isThere(scene::Half::comparison))
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

}  // namespace rnnvis::benchmarks
