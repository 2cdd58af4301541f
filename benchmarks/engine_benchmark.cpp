#include "packed_matrix.h"

#include "rnnvis/model/forward.h"
#include "rnnvis/response/analyze.h"
#include "rnnvis/response/quantiles.h"
#include "rnnvis/sequence/measures.h"
#include "rnnvis/sequence/sentence.h"

#include "small_text_model.h"

#include <benchmark/benchmark.h>

using namespace rnnvis;
using namespace rnnvis::test;

namespace {

/// A word model with weights of the usual size: hidden = embedding.
model::TextModel lstm(std::size_t hidden, std::size_t tokens) {
  SmallModel model;
  model.cell = "lstm";
  model.hidden = model.embedding = hidden;
  model.layers = 2;
  model.tokens = model.outputs = tokens;
  model.scale = 0.1;
  return textModelOf(model);
}

void countFlops(benchmark::State& state, double each) {
  state.counters["flops"] =
      benchmark::Counter(each * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

/// Rows times W [4n, n], packed once or laid out anew by OpenBLAS.
void product(benchmark::State& state, model::Packing packing) {
  const auto rows = static_cast<std::size_t>(state.range(0)), n = static_cast<std::size_t>(state.range(1));
  const Matrix weights = Matrix::Random(static_cast<Eigen::Index>(4 * n), static_cast<Eigen::Index>(n));
  const Matrix a = Matrix::Random(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(n));
  Matrix c = Matrix::Zero(a.rows(), weights.rows());
  const model::PackedMatrix matrix(weights.data(), 4 * n, n, packing);
  for (auto _ : state) matrix.multiply(rows, a.data(), n, c.data(), 4 * n, true);
  countFlops(state, 2.0 * static_cast<double>(rows * 4 * n * n));
}

/// 64 sequences side by side, all states and gates kept.
void forwardPass(benchmark::State& state) {
  const model::TextModel model = lstm(static_cast<std::size_t>(state.range(0)), 1000);
  constexpr std::size_t lanes = 64, steps = 4;
  Random random(1);
  const auto ids = randomIds(random, lanes * steps, 1000);
  const std::vector<std::size_t> active(steps, lanes);
  model::Forward forward(model.network, lanes);
  for (auto _ : state) forward.run(ids, active);
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * ids.size()));
}

/// Everything that `rnnvis analyze` does but the file, one thread.
void analysis(benchmark::State& state) {
  const model::TextModel model = lstm(static_cast<std::size_t>(state.range(0)), 10'000);
  Random random(2);
  const text::Corpus corpus = corpusOf(random, std::vector<std::size_t>(2000, 25), 10'000);
  response::AnalyzeOptions options;
  options.reading.context = model::Context::sentence;
  options.reading.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(analyze(model, corpus, "benchmark", options));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * corpus.ids.size()));
}

/// A typed sentence of 30 words and all that its glyphs need, against reading the recurrent weights of both
/// layers once a word: bytes per second of that.
void typedSentence(benchmark::State& state) {
  const auto hidden = static_cast<std::size_t>(state.range(0));
  const model::TextModel model = lstm(hidden, 10'000);
  std::string text;
  for (int word = 0; word < 30; ++word) text += "w" + std::to_string(7 * word + 2) + " ";
  std::vector<int> labels(hidden);
  for (std::size_t unit = 0; unit < hidden; ++unit) labels[unit] = static_cast<int>(unit % 10);
  for (auto _ : state) {
    const auto sentence = sequence::readSentence(model, text);
    benchmark::DoNotOptimize(sequence::measure(sentence.trace, LayerId{1}, model::Signal::c, labels, 10));
  }
  const double weights = 2 * 4.0 * static_cast<double>(hidden * hidden) * sizeof(float);
  state.counters["bytes"] =
      benchmark::Counter(30 * weights * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

/// Reads 64 MB.
void memoryTraffic(benchmark::State& state) {
  const Vector values = Vector::Ones(16 << 20);
  for (auto _ : state) benchmark::DoNotOptimize(values.sum());
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * 64 * (1 << 20));
}

void quantiles(benchmark::State& state) {
  Random random(3);
  std::vector<float> values(4096);
  for (float& value : values) value = static_cast<float>(random.uniform(0, 1));
  for (auto _ : state) benchmark::DoNotOptimize(response::quantilesOf(values));
}

}  // namespace

BENCHMARK_CAPTURE(product, packed, model::Packing::forManyProducts)
    ->Args({1, 200})
    ->Args({64, 200})
    ->Args({64, 600})
    ->Args({64, 1500});
BENCHMARK_CAPTURE(product, openblas, model::Packing::none)
    ->Args({1, 200})
    ->Args({64, 200})
    ->Args({64, 600})
    ->Args({64, 1500});
BENCHMARK(forwardPass)->Arg(200)->Arg(600);
BENCHMARK(analysis)->Arg(200)->Unit(benchmark::kMillisecond);
BENCHMARK(typedSentence)->Arg(200)->Arg(600)->Unit(benchmark::kMillisecond);
BENCHMARK(memoryTraffic)->Unit(benchmark::kMillisecond);
BENCHMARK(quantiles);
