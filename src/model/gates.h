#pragma once

#include "rnnvis/model/cell.h"

#include <cstddef>

namespace rnnvis::model {

/// One LSTM step of one sequence. `gates` [4n] holds the inputs of i, f, g, o and receives their values;
/// c = f⊙c' + i⊙g, h = o⊙activation(c).
void lstmStep(std::size_t n, Activation activation, Activation gateActivation, float* gates,
              const float* previousC, float* c, float* h);

/// The outer half of one step of a nested LSTM. `gates` [4n] holds the inputs of i, f, g, o and receives
/// their values; input = i⊙g and hidden = f⊙c' are what the inner LSTM reads and holds.
void nestedOuterGates(std::size_t n, Activation activation, Activation gateActivation, float* gates,
                      const float* previousC, float* input, float* hidden);

/// b ⊙= a
void multiply(std::size_t n, const float* a, float* b);

/// One GRU step with r applied after the product. `gates` [3n] holds the input parts of r, z, n and receives
/// their values; `recurrent` [3n] holds W_hh h' + b_hh. h = (1−z)⊙n + z⊙h'.
void gruStep(std::size_t n, Activation activation, Activation gateActivation, float* gates,
             const float* recurrent, const float* previousH, float* h);

/// The two halves of a GRU step with r applied before the product. First r and z from `gates` and `recurrent`
/// [2n], and reset = r⊙h'; then n and h from `candidate` [n] = W_hn reset + b_hn.
void gruResetStep(std::size_t n, Activation gateActivation, float* gates, const float* recurrent,
                  const float* previousH, float* reset);
void gruCandidateStep(std::size_t n, Activation activation, float* gates, const float* candidate,
                      const float* previousH, float* h);

/// h = activation(input).
void rnnStep(std::size_t n, Activation activation, const float* input, float* h);

/// log Σ exp(x_i), safe against overflow; sums in double. n > 0.
double logSumExp(const float* x, std::size_t n);

}  // namespace rnnvis::model
