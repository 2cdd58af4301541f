// Reading a text with two LSTMs: each alone, and jointly with all sums of CKA, matching and rotation.

#include "rnnvis/compare/joint_reading.h"

#include "small_text_model.h"

#include <benchmark/benchmark.h>

using namespace rnnvis;

namespace {

constexpr std::size_t words = 10'000;

std::shared_ptr<const model::TextModel> lstm(std::size_t units, std::uint64_t seed) {
  test::SmallModel small;
  small.tokens = words;
  small.outputs = 0;
  small.hidden = small.embedding = units;
  small.scale = 0.1;
  small.seed = seed;
  return std::make_shared<const model::TextModel>(test::textModelOf(small, model::Task::encoder));
}

struct Pair {
  Pair(std::size_t units, std::size_t tokens) {
    subjects.a.value.model = lstm(units, 1);
    subjects.b.value.model = lstm(units, 2);
    for (compare::Subject* subject : {&subjects.a.value, &subjects.b.value}) {
      subject->layer = LayerId{1};
      subject->state = model::Signal::c;
    }
    test::Random random(3);
    text.a.corpus = test::streamOf(random, tokens, words);
    for (std::size_t at = 0; at < tokens; ++at) text.a.spans.push_back({at, at + 1});
    text.b = text.a;
  }

  compare::Subjects subjects;
  model::SharedText text;
};

Pair pairOf(const benchmark::State& state) {
  return {static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1))};
}

class Nothing : public model::BlockConsumer {
 public:
  void begin() override {}
  void consume(std::span<const model::Block>, ThreadPool&) override {}
};

void each(benchmark::State& state) {
  const Pair pair = pairOf(state);
  for (auto _ : state) {
    Nothing nothing;
    for (const auto* model : {pair.subjects.a->model.get(), pair.subjects.b->model.get()})
      readCorpus(*model, pair.text.a.corpus, {}, nothing);
  }
}

void jointly(benchmark::State& state) {
  const Pair pair = pairOf(state);
  for (auto _ : state) benchmark::DoNotOptimize(readJointly(pair.subjects, pair.text));
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"units", "tokens"})->Args({200, 100'000})->Args({600, 15'000})->Args({600, 100'000});
  benchmark->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
}
/// Of the cross products of two layers of so many units.
void rotation(benchmark::State& state) {
  test::Random random(4);
  const auto units = static_cast<Eigen::Index>(state.range(0));
  const MatrixD products = MatrixD::NullaryExpr(units, units, [&] { return random.normal(); });
  for (auto _ : state) benchmark::DoNotOptimize(compare::procrustes(products, 1, 1));
}

BENCHMARK(rotation)->ArgName("units")->Arg(600)->Arg(2'000)->Unit(benchmark::kMillisecond);
BENCHMARK(each)->Apply(sizes);
BENCHMARK(jointly)->Apply(sizes);

}  // namespace
