#pragma once

#include <cstddef>
#include <cstdint>

namespace rnnvis::training {

/// Softmax and cross-entropy of a matrix of logits [rows, outputs], in place. Row r counts `weights[r]`; its
/// logits become weights[r]·(softmax − one-hot of targets[r]), and these are added to `biasGradient`
/// [outputs]. Returns Σ weights[r] · −log softmax(row r)[targets[r]]; counts in `correct` the rows whose most
/// likely output is the target.
template <class T>
double softmaxLoss(std::size_t rows, std::size_t outputs, T* logits, const std::int32_t* targets,
                   const T* weights, T* biasGradient, std::size_t& correct);

/// Drops each of `size` values with probability `rate` and multiplies the others by 1/(1−rate). The choice is
/// a function of `key` alone, so that the same call again, on the gradient, drops the same.
template <class T>
void dropOut(std::size_t size, T* values, double rate, std::uint64_t key);

/// sums[j] = Σ_r rows[r, j].
template <class T>
void columnSums(std::size_t rows, std::size_t columns, const T* values, T* sums);

}  // namespace rnnvis::training
