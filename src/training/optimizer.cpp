#include "optimizer.h"

#include "rnnvis/base/vector_clones.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::training {
namespace {

RNNVIS_VECTOR_CLONES double sumOfSquares(std::size_t n, const float* x) {
  constexpr std::size_t lanes = 16;  // Independent sums, so that the compiler may use vectors.
  double total = 0;
  for (std::size_t start = 0; start < n; start += 4096) {
    const std::size_t end = std::min(n, start + 4096);
    float sums[lanes] = {};
    std::size_t j = start;
    for (; j + lanes <= end; j += lanes)
      for (std::size_t k = 0; k < lanes; ++k) sums[k] += x[j + k] * x[j + k];
    for (; j < end; ++j) sums[0] += x[j] * x[j];
    for (float sum : sums) total += static_cast<double>(sum);
  }
  return total;
}

RNNVIS_VECTOR_CLONES void sgd(std::size_t n, float* __restrict w, const float* __restrict g, float rate) {
  for (std::size_t j = 0; j < n; ++j) w[j] -= rate * g[j];
}

RNNVIS_VECTOR_CLONES void adam(std::size_t n, float* __restrict w, const float* __restrict g,
                               float* __restrict m, float* __restrict v, float scale, float rate,
                               float correction) {
  for (std::size_t j = 0; j < n; ++j) {
    const float gradient = scale * g[j];
    m[j] = 0.9f * m[j] + 0.1f * gradient;
    v[j] = 0.999f * v[j] + 0.001f * gradient * gradient;
    w[j] -= rate * m[j] / (std::sqrt(v[j]) * correction + 1e-8f);
  }
}

RNNVIS_VECTOR_CLONES void rmsprop(std::size_t n, float* __restrict w, const float* __restrict g,
                                  float* __restrict v, float scale, float rate) {
  for (std::size_t j = 0; j < n; ++j) {
    const float gradient = scale * g[j];
    v[j] = 0.99f * v[j] + 0.01f * gradient * gradient;
    w[j] -= rate * gradient / (std::sqrt(v[j]) + 1e-8f);
  }
}

/// Calls visit(offset, size) for each run of values whose gradient may differ from zero.
template <class Visit>
void visitGradient(const Parameter<float>& parameter, const Visit& visit) {
  if (!parameter.rows) return visit(0, parameter.values.size());
  const std::size_t size = parameter.rowSize();
  for (std::int64_t row : *parameter.rows) visit(static_cast<std::size_t>(row) * size, size);
}

}  // namespace

double gradientNorm(const std::vector<Parameter<float>>& parameters) {
  double squares = 0;
  for (const Parameter<float>& parameter : parameters)
    visitGradient(parameter, [&](std::size_t offset, std::size_t size) {
      squares += sumOfSquares(size, parameter.gradient.data() + offset);
    });
  return std::sqrt(squares);
}

Updater::Updater(Optimizer optimizer, const std::vector<Parameter<float>>& parameters)
    : m_optimizer(optimizer), m_parameters(parameters) {
  const std::size_t moments = optimizer == Optimizer::adam ? 2 : optimizer == Optimizer::rmsprop ? 1 : 0;
  for (std::size_t k = 0; k < moments; ++k)
    for (const Parameter<float>& parameter : parameters) m_moments.emplace_back(parameter.values.size());
}

void Updater::step(double learningRate, double scale) {
  ++m_steps;
  const auto rate = static_cast<float>(learningRate), factor = static_cast<float>(scale);
  const auto t = static_cast<double>(m_steps);
  const auto adamRate = static_cast<float>(learningRate / (1 - std::pow(0.9, t)));
  const auto correction = static_cast<float>(1 / std::sqrt(1 - std::pow(0.999, t)));
  for (std::size_t k = 0; k < m_parameters.size(); ++k) {
    const Parameter<float>& parameter = m_parameters[k];
    float* const w = parameter.values.data();
    const float* const g = parameter.gradient.data();
    const std::size_t n = parameter.values.size();
    if (m_optimizer == Optimizer::sgd)
      visitGradient(parameter, [&](std::size_t offset, std::size_t size) {
        sgd(size, w + offset, g + offset, rate * factor);
      });
    else if (m_optimizer == Optimizer::adam)
      adam(n, w, g, m_moments[k].data(), m_moments[m_parameters.size() + k].data(), factor, adamRate,
           correction);
    else
      rmsprop(n, w, g, m_moments[k].data(), factor, rate);
  }
}

}  // namespace rnnvis::training
