#pragma once

#include "network.h"

#include <cstddef>
#include <span>
#include <vector>

namespace rnnvis::training {

/// Euclidean norm of all gradients together.
double gradientNorm(const std::vector<Parameter<float>>& parameters);

/// Moves weights w against their gradient g:
/// - sgd: w −= η g.
/// - adam (Kingma and Ba 2015): m = 0.9 m + 0.1 g, v = 0.999 v + 0.001 g², w −= η m̂ / (√v̂ + 10⁻⁸), with
///   m̂ = m / (1 − 0.9^t), v̂ = v / (1 − 0.999^t) at step t.
/// - rmsprop (Tieleman and Hinton 2012): v = 0.99 v + 0.01 g², w −= η g / (√v + 10⁻⁸).
/// As PyTorch's optimizers with their defaults.
class Updater {
 public:
  Updater(Optimizer optimizer, const std::vector<Parameter<float>>& parameters);

  /// One step with learning rate η, every gradient multiplied by `scale` first.
  void step(double learningRate, double scale);

  /// What is carried from step to step: for each moment and parameter an array as large as the parameter.
  std::vector<std::vector<float>>& moments() { return m_moments; }
  std::size_t steps() const { return m_steps; }
  void setSteps(std::size_t steps) { m_steps = steps; }

 private:
  Optimizer m_optimizer;
  const std::vector<Parameter<float>>& m_parameters;
  std::vector<std::vector<float>> m_moments;
  std::size_t m_steps = 0;
};

}  // namespace rnnvis::training
