#pragma once

#include <cstddef>

namespace rnnvis::training {

// The element-wise parts of cells for `lanes` sequences at one step, forward and backward, T = float or
// double. A row is what one lane has; rows of one array follow one another. Backward, `gates` holds the
// activated gates and receives the gradient of the loss by the gates' inputs, and a state's gradient is
// handed back in time in the place where it came from.

/// gates [lanes, 4n]: inputs of i, f, g, o → their values. c = f⊙c' + i⊙g, tanhC = tanh c, h = o⊙tanhC.
template <class T>
void lstmForward(std::size_t lanes, std::size_t n, T* gates, const T* previousC, T* c, T* tanhC, T* h);
/// `dh`: by h. `dc`: by c from the step after → by c'.
template <class T>
void lstmBackward(std::size_t lanes, std::size_t n, T* gates, const T* previousC, const T* tanhC, const T* dh,
                  T* dc);

/// gates [lanes, 3n]: W_ih x + b_ih of r, z, n → their values; recurrent [lanes, 3n]: W_hh h' + b_hh.
/// n = tanh(n + r⊙recurrent_n), h = (1−z)⊙n + z⊙h'.
template <class T>
void gruForward(std::size_t lanes, std::size_t n, T* gates, const T* recurrent, const T* previousH, T* h);
/// `recurrent` receives the gradient by W_hh h' + b_hh; `dh`: by h → the part of h' that does not go through
/// W_hh.
template <class T>
void gruBackward(std::size_t lanes, std::size_t n, T* gates, T* recurrent, const T* previousH, T* dh);

/// gates [lanes, n] = W_ih x + W_hh h' + biases; h = f(gates), f = tanh or ReLU.
template <class T>
void rnnForward(std::size_t lanes, std::size_t n, bool relu, const T* gates, T* h);
template <class T>
void rnnBackward(std::size_t lanes, std::size_t n, bool relu, T* gates, const T* h, const T* dh);

/// The outer part of a Nested LSTM (Moniz and Krueger 2017) before its inner LSTM runs. gates [lanes, 4n] as
/// lstmForward(); innerInput = i⊙g, innerHidden = f⊙c'.
template <class T>
void nestedGates(std::size_t lanes, std::size_t n, T* gates, const T* previousC, T* innerInput,
                 T* innerHidden);
/// h = o⊙tanh(c), tanhC = tanh(c), c being the inner LSTM's hidden state.
template <class T>
void nestedOutput(std::size_t lanes, std::size_t n, const T* gates, const T* c, T* tanhC, T* h);
/// Adds to `dc` what reaches c through h.
template <class T>
void nestedOutputBackward(std::size_t lanes, std::size_t n, const T* gates, const T* tanhC, const T* dh,
                          T* dc);
/// From the gradients by innerInput and innerHidden: those by the outer gates' inputs, and by c' into `dc`.
template <class T>
void nestedGatesBackward(std::size_t lanes, std::size_t n, T* gates, const T* previousC, const T* tanhC,
                         const T* dh, const T* dInnerInput, const T* dInnerHidden, T* dc);

}  // namespace rnnvis::training
