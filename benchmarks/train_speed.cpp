// train_speed CELL UNITS THREADS STEPS: seconds that so many training steps take of a language model of two
// layers, vocabulary 10,000, batch 20, 20 tokens a step, dropout none, clipped gradient, SGD. train_speed.py
// runs it beside PyTorch.

#include "network.h"
#include "optimizer.h"

#include "rnnvis/base/split_mix.h"

#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

using namespace rnnvis;
using namespace rnnvis::training;

namespace {

constexpr std::size_t vocabulary = 10'000, lanes = 20, window = 20;

Batch<float> randomBatch(SplitMix64& random) {
  Batch<float> batch;
  batch.lanes.assign(window, lanes);
  batch.weights.assign(lanes * window, 1.0f / lanes);
  for (std::size_t k = 0; k < lanes * window; ++k) {
    batch.tokens.push_back(static_cast<std::int64_t>(random.below(vocabulary)));
    batch.targets.push_back(static_cast<std::int32_t>(random.below(vocabulary)));
  }
  return batch;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  mallopt(M_MMAP_THRESHOLD, 1 << 30);  // As rnnvis-train does.
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  const auto units = static_cast<std::size_t>(std::atoi(argv[2]));
  const int steps = std::atoi(argv[4]);
  NetworkShape shape;
  shape.cell = model::cellNamed(argv[1]).value_or(model::CellKind::lstm);
  shape.inputs = shape.outputs = vocabulary;
  shape.embedding = units;
  shape.hidden = {units, units};
  setThreads(static_cast<unsigned>(std::atoi(argv[3])));
  Network<float> network(shape);
  network.initialise(0.1, 1);
  Updater updater(Optimizer::sgd, network.parameters());
  SplitMix64 random(1, 0);
  std::chrono::steady_clock::time_point start;
  for (int step = -2; step < steps; ++step) {
    if (step == 0) start = std::chrono::steady_clock::now();
    network.gradients(randomBatch(random), 0);
    const double norm = gradientNorm(network.parameters());
    updater.step(1.0, norm > 5 ? 5 / norm : 1.0);
  }
  std::printf("%g\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}
