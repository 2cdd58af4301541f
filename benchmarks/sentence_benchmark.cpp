#include "fonts.h"
#include "main_view.h"

#include "small_scene.h"

#include <QApplication>
#include <QWheelEvent>

#include <benchmark/benchmark.h>

using namespace rnnvis;

namespace {

/// A sentence of 1,000 tokens beside 20 chips of 400 units and 20 clouds of 300 words.
gui::Computed longSentence() {
  test::SmallScene small({.tokens = 500, .hidden = 400, .layers = 1, .outputs = 500});
  test::Random random(3);
  small.state.sentences = {""};
  for (int i = 0; i < 1000; ++i) small.state.sentences[0] += test::wordOf(2 + random.below(490)) + " ";
  small.state.clustering.options.wordClusters = small.state.clustering.options.unitClusters = 20;
  small.state.clustering.words = 300;
  return std::make_shared<const scene::ComputedState>(small.compute());
}

const gui::Computed& computed() {
  static const gui::Computed computed = longSentence();
  return computed;
}

/// The sentence column alone, as it is laid out for each step of the wheel.
void layoutSentenceColumn(benchmark::State& state) {
  const test::FixedMeasure measure;
  scene::MainScene scene = layoutMain(*computed(), {}, measure);
  std::size_t first = 0;
  for (auto _ : state) layoutSentences(*computed(), {{1680, 1020}, first++ % 900}, measure, scene);
}

/// A step of the wheel until it is on the screen, raster, 1,080 × 960.
void scrollSentence(benchmark::State& state) {
  gui::MainView view;
  view.resize(view.sizeHint());
  view.showComputed(computed());
  view.show();
  QApplication::processEvents();
  const QPointF position(100, 300);
  for (auto _ : state) {
    const int delta = view.scene()->tokensBelow > 0 ? -120 : 120 * 2000;
    QWheelEvent wheel(position, position, {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&view, &wheel);
    QApplication::processEvents();
  }
}

BENCHMARK(layoutSentenceColumn)->Unit(benchmark::kMillisecond);
BENCHMARK(scrollSentence)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
  QApplication application(argc, argv);
  gui::loadFonts();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
