#include "rnnvis/cocluster/cocluster.h"

#include "embedding.h"
#include "kmeans.h"
#include "triplets.h"

#include <benchmark/benchmark.h>

#include <random>

using namespace rnnvis;
using namespace rnnvis::cocluster;

namespace {

/// Blocks and noise of 0.8, as the check against scikit-learn has them; `smear` spreads the response of each
/// word over all units, so that groups overlap as in real networks.
MatrixD planted(int words, int units, int clusters, double smear) {
  std::mt19937 random(1);
  std::normal_distribution<double> normal;
  const auto pick = [&] { return static_cast<int>(random() % static_cast<unsigned>(clusters)); };
  std::vector<int> ofWord(static_cast<std::size_t>(words)), ofUnit(static_cast<std::size_t>(units));
  for (int& label : ofWord) label = pick();
  for (int& label : ofUnit) label = pick();
  MatrixD response = MatrixD::NullaryExpr(clusters, clusters, [&] { return smear * normal(random); });
  response.diagonal().array() += 1;
  MatrixD result(words, units);
  for (int word = 0; word < words; ++word)
    for (int unit = 0; unit < units; ++unit)
      result(word, unit) =
          response(ofWord[static_cast<std::size_t>(word)], ofUnit[static_cast<std::size_t>(unit)]) +
          0.8 * normal(random);
  return result;
}

const MatrixD& large() {
  static const MatrixD weights = planted(10'000, 2'000, 20, 0);
  return weights;
}

const MatrixD& windowed() {
  static const MatrixD weights = planted(1'000, 600, 10, 0.3);
  return weights;
}

/// Where nothing is to be found, k-means takes the most rounds.
const MatrixD& noise() {
  static const MatrixD weights = planted(1'000, 600, 1, 0) - MatrixD::Ones(1'000, 600);
  return weights;
}

Options options(int clusters, int restarts, Polarity polarity = Polarity::split) {
  Options result;
  result.wordClusters = result.unitClusters = clusters;
  result.restarts = restarts;
  result.polarity = polarity;
  result.threads = 1;
  return result;
}

void decomposition(benchmark::State& state, const MatrixD& weights) {
  for (auto _ : state) benchmark::DoNotOptimize(decompose(weights, options(20, 10)));
}

void kmeansOfWords(benchmark::State& state) {
  const auto found = decompose(large(), options(20, 10));
  const PointSet points = PointSet::ofRows(spectralPoints(found->wordScale, found->left, found->values, 20));
  ThreadPool pool(1);
  for (auto _ : state)
    benchmark::DoNotOptimize(kmeans(points, {.clusters = 20, .restarts = 10, .seed = 1}, pool, {}));
}

void wholeCall(benchmark::State& state) {
  const MatrixD& weights = large();  // Made before the clock runs.
  for (auto _ : state) benchmark::DoNotOptimize(cocluster::cocluster(weights, options(20, 10)));
}

/// From 10 to 11 clusters, with what is kept of the clustering before; arguments: threads, 0 for all, and
/// restarts.
void reclustering(benchmark::State& state, const MatrixD& weights, Polarity polarity) {
  Options changed = options(11, static_cast<int>(state.range(1)), polarity);
  changed.threads = static_cast<unsigned>(state.range(0));
  const auto kept = decompose(weights, options(10, 100, polarity));
  for (auto _ : state) benchmark::DoNotOptimize(cocluster::cocluster(weights, *kept, changed));
}

}  // namespace

BENCHMARK_CAPTURE(decomposition, 10000x2000, large())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(decomposition, 1000x600, windowed())->Unit(benchmark::kMillisecond);
BENCHMARK(kmeansOfWords)->Unit(benchmark::kMillisecond);
BENCHMARK(wholeCall)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(reclustering, groups_split, windowed(), Polarity::split)
    ->ArgsProduct({{1, 0}, {1, 2, 100}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(reclustering, groups_merge, windowed(), Polarity::merge)
    ->ArgsProduct({{1, 0}, {1, 2, 100}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(reclustering, noise_split, noise(), Polarity::split)
    ->ArgsProduct({{1, 0}, {1, 2, 100}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(reclustering, noise_merge, noise(), Polarity::merge)
    ->ArgsProduct({{1, 0}, {1, 2, 100}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
