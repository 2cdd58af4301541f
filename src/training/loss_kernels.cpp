#include "loss_kernels.h"

#include "rnnvis/base/split_mix.h"
#include "rnnvis/base/vector_clones.h"
#include "rnnvis/base/vector_math.h"

#include <algorithm>

namespace rnnvis::training {
namespace {

// Independent partial results, so that the compiler may use vectors.
constexpr std::size_t lanes = 16;

RNNVIS_INLINE float expOf(float x) {
  return fastExp(x);
}
RNNVIS_INLINE double expOf(double x) {
  return std::exp(x);
}

template <class T>
RNNVIS_INLINE T greatest(std::size_t n, const T* x) {
  T parts[lanes];
  std::fill(parts, parts + lanes, x[0]);
  std::size_t j = 0;
  for (; j + lanes <= n; j += lanes)
    for (std::size_t k = 0; k < lanes; ++k) parts[k] = x[j + k] > parts[k] ? x[j + k] : parts[k];
  for (; j < n; ++j) parts[0] = x[j] > parts[0] ? x[j] : parts[0];
  return *std::max_element(parts, parts + lanes);
}

/// x = exp(x − shift); returns the sum.
template <class T>
RNNVIS_INLINE T exponentiate(std::size_t n, T* x, T shift) {
  T parts[lanes] = {};
  std::size_t j = 0;
  for (; j + lanes <= n; j += lanes)
    for (std::size_t k = 0; k < lanes; ++k) parts[k] += x[j + k] = expOf(x[j + k] - shift);
  for (; j < n; ++j) parts[0] += x[j] = expOf(x[j] - shift);
  T sum = 0;
  for (T part : parts) sum += part;
  return sum;
}

template <class T>
RNNVIS_INLINE double softmaxLossOf(std::size_t rows, std::size_t outputs, T* logits,
                                   const std::int32_t* targets, const T* weights, T* __restrict biasGradient,
                                   std::size_t& correct) {
  double loss = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    T* const __restrict row = logits + r * outputs;
    const auto target = static_cast<std::size_t>(targets[r]);
    const T most = greatest(outputs, row);
    const T atTarget = row[target];
    correct += atTarget >= most;
    const T sum = exponentiate(outputs, row, most);
    loss += weights[r] * (std::log(static_cast<double>(sum)) + most - atTarget);
    const T scale = weights[r] / sum;
    biasGradient[target] -= weights[r];
    for (std::size_t j = 0; j < outputs; ++j) {
      row[j] *= scale;
      biasGradient[j] += row[j];
    }
    row[target] -= weights[r];
  }
  return loss;
}

/// One hash serves two values.
template <class T>
RNNVIS_INLINE void dropOutOf(std::size_t size, T* __restrict values, double rate, std::uint64_t key) {
  const auto limit = static_cast<std::uint32_t>(rate * 0x1p32);
  const T kept = static_cast<T>(1 / (1 - rate));
  const std::size_t half = size / 2;
  for (std::size_t j = 0; j < half; ++j) {
    const std::uint64_t bits = SplitMix64::hash(key + j);
    values[j] *= static_cast<std::uint32_t>(bits) < limit ? T(0) : kept;
    values[half + j] *= static_cast<std::uint32_t>(bits >> 32) < limit ? T(0) : kept;
  }
  if (size % 2 != 0)
    values[size - 1] *= static_cast<std::uint32_t>(SplitMix64::hash(key + half)) < limit ? T(0) : kept;
}

template <class T>
RNNVIS_INLINE void columnSumsOf(std::size_t rows, std::size_t columns, const T* __restrict values,
                                T* __restrict sums) {
  std::fill(sums, sums + columns, T(0));
  for (std::size_t r = 0; r < rows; ++r, values += columns)
    for (std::size_t j = 0; j < columns; ++j) sums[j] += values[j];
}

}  // namespace

// Clones are made of functions, not of templates: one for each type.
#define RNNVIS_KERNELS(T)                                                                                 \
  template <>                                                                                             \
  RNNVIS_VECTOR_CLONES double softmaxLoss(std::size_t rows, std::size_t outputs, T* logits,               \
                                          const std::int32_t* targets, const T* weights, T* biasGradient, \
                                          std::size_t& correct) {                                         \
    return softmaxLossOf(rows, outputs, logits, targets, weights, biasGradient, correct);                 \
  }                                                                                                       \
  template <>                                                                                             \
  RNNVIS_VECTOR_CLONES void dropOut(std::size_t size, T* values, double rate, std::uint64_t key) {        \
    dropOutOf(size, values, rate, key);                                                                   \
  }                                                                                                       \
  template <>                                                                                             \
  RNNVIS_VECTOR_CLONES void columnSums(std::size_t rows, std::size_t columns, const T* values, T* sums) { \
    columnSumsOf(rows, columns, values, sums);                                                            \
  }

RNNVIS_KERNELS(float)
RNNVIS_KERNELS(double)

}  // namespace rnnvis::training
