// The window of a comparison, drawn offscreen: two models of 2 × 600 units with 1,000 words each.

#include "window_models.h"

#include "main_view.h"

#include <benchmark/benchmark.h>

#include <QImage>
#include <QMouseEvent>

using namespace rnnvis;
using benchmarks::Application;
using benchmarks::Models;
using benchmarks::settle;
using scene::Half;

namespace {

void pointAt(gui::MainView& view, scene::Point place) {
  const scene::Rect box = view.transform().toView(scene::Rect{place.x, place.y, 0, 0});
  const QPointF position(box.x, box.y);
  QMouseEvent move(QEvent::MouseMove, position, position, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&view, &move);
}

/// The pointer moves from word to word on one side; both sides find and mark it and are drawn.
void linkedHover(benchmark::State& state) {
  const Application application;
  const Models& models = Models::get();
  gui::CompareWindow window;
  window.resize(1680, 1020);
  window.setAttribute(Qt::WA_DontShowOnScreen);
  window.show();
  window.showPicture(models.comparison(),
                     {{std::make_shared<const scene::ComputedState>(models.a.compute())},
                      {std::make_shared<const scene::ComputedState>(models.b.compute())}});
  QCoreApplication::processEvents();
  gui::MainView &from = window.half(Half::baseline).view(), &to = window.half(Half::comparison).view();
  std::vector<scene::Point> stops;
  for (const scene::Cloud& cloud : from.scene()->clouds)
    if (!cloud.words.empty()) stops.push_back(cloud.words.back().box.center());
  QImage a(from.size(), QImage::Format_RGB32), b(to.size(), QImage::Format_RGB32);
  std::size_t next = 0;
  for (auto _ : state) {
    pointAt(from, stops[next++ % stops.size()]);
    from.render(&a);
    to.render(&b);
  }
}

/// From the command to both pictures, analyses in the cache.
void openComparison(benchmark::State& state) {
  const Application application;
  const Models& models = Models::get();
  for (auto _ : state) {
    gui::CompareWindow window;
    window.resize(1680, 1020);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.show();
    window.compare(models.comparison());
    settle(window);
    window.grab();
  }
}

/// From the command to the picture of one of them in a window of its own; `range`: which.
void openOne(benchmark::State& state) {
  const Application application;
  const Models& models = Models::get();
  for (auto _ : state) {
    gui::CompareWindow window;
    window.resize(1680, 1020);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.show();
    scene::ComparisonState one = models.comparison();
    if (state.range(0) == 1) std::swap(one.sides.a.value, one.sides.b.value);
    one.sides.b.value.model.clear();
    window.compare(one);
    while (!window.half(Half::baseline).shown() || window.half(Half::baseline).computation().isRunning())
      QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    window.grab();
  }
}

}  // namespace

BENCHMARK(linkedHover)->Unit(benchmark::kMillisecond);
BENCHMARK(openOne)->DenseRange(0, 1)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(openComparison)->Unit(benchmark::kMillisecond)->UseRealTime();
