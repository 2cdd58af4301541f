#include "cell_kernels.h"

#include "rnnvis/base/vector_clones.h"
#include "rnnvis/base/vector_math.h"

namespace rnnvis::training {
namespace {

RNNVIS_INLINE float sigmoid(float x) {
  return fastSigmoid(x);
}
RNNVIS_INLINE double sigmoid(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}
RNNVIS_INLINE float tanhOf(float x) {
  return fastTanh(x);
}
RNNVIS_INLINE double tanhOf(double x) {
  return std::tanh(x);
}

/// The derivative of a sigmoid and of tanh by its input, from its value.
template <class T>
RNNVIS_INLINE T slopeOfSigmoid(T y) {
  return y * (T(1) - y);
}
template <class T>
RNNVIS_INLINE T slopeOfTanh(T y) {
  return T(1) - y * y;
}

template <class T>
RNNVIS_INLINE void lstmForwardRow(std::size_t n, T* __restrict i, T* __restrict f, T* __restrict g,
                                  T* __restrict o, const T* __restrict previousC, T* __restrict c,
                                  T* __restrict tanhC, T* __restrict h) {
  for (std::size_t j = 0; j < n; ++j) {
    i[j] = sigmoid(i[j]);
    f[j] = sigmoid(f[j]);
    g[j] = tanhOf(g[j]);
    o[j] = sigmoid(o[j]);
    c[j] = f[j] * previousC[j] + i[j] * g[j];
    tanhC[j] = tanhOf(c[j]);
    h[j] = o[j] * tanhC[j];
  }
}

template <class T>
RNNVIS_INLINE void lstmBackwardRow(std::size_t n, T* __restrict i, T* __restrict f, T* __restrict g,
                                   T* __restrict o, const T* __restrict previousC, const T* __restrict tanhC,
                                   const T* __restrict dh, T* __restrict dc) {
  for (std::size_t j = 0; j < n; ++j) {
    const T d = dc[j] + dh[j] * o[j] * slopeOfTanh(tanhC[j]);
    const T di = d * g[j] * slopeOfSigmoid(i[j]);
    const T dg = d * i[j] * slopeOfTanh(g[j]);
    dc[j] = d * f[j];
    f[j] = d * previousC[j] * slopeOfSigmoid(f[j]);
    o[j] = dh[j] * tanhC[j] * slopeOfSigmoid(o[j]);
    i[j] = di;
    g[j] = dg;
  }
}

template <class T>
RNNVIS_INLINE void gruForwardRow(std::size_t n, T* __restrict r, T* __restrict z, T* __restrict candidate,
                                 const T* __restrict recurrent, const T* __restrict previousH,
                                 T* __restrict h) {
  for (std::size_t j = 0; j < n; ++j) {
    r[j] = sigmoid(r[j] + recurrent[j]);
    z[j] = sigmoid(z[j] + recurrent[n + j]);
    candidate[j] = tanhOf(candidate[j] + r[j] * recurrent[2 * n + j]);
    h[j] = (T(1) - z[j]) * candidate[j] + z[j] * previousH[j];
  }
}

template <class T>
RNNVIS_INLINE void gruBackwardRow(std::size_t n, T* __restrict r, T* __restrict z, T* __restrict candidate,
                                  T* __restrict recurrent, const T* __restrict previousH, T* __restrict dh) {
  for (std::size_t j = 0; j < n; ++j) {
    const T dCandidate = dh[j] * (T(1) - z[j]) * slopeOfTanh(candidate[j]);
    const T dz = dh[j] * (previousH[j] - candidate[j]) * slopeOfSigmoid(z[j]);
    const T dr = dCandidate * recurrent[2 * n + j] * slopeOfSigmoid(r[j]);
    dh[j] *= z[j];
    recurrent[j] = dr;
    recurrent[n + j] = dz;
    recurrent[2 * n + j] = dCandidate * r[j];
    r[j] = dr;
    z[j] = dz;
    candidate[j] = dCandidate;
  }
}

template <class T>
RNNVIS_INLINE void nestedGatesRow(std::size_t n, T* __restrict i, T* __restrict f, T* __restrict g,
                                  T* __restrict o, const T* __restrict previousC, T* __restrict innerInput,
                                  T* __restrict innerHidden) {
  for (std::size_t j = 0; j < n; ++j) {
    i[j] = sigmoid(i[j]);
    f[j] = sigmoid(f[j]);
    g[j] = tanhOf(g[j]);
    o[j] = sigmoid(o[j]);
    innerInput[j] = i[j] * g[j];
    innerHidden[j] = f[j] * previousC[j];
  }
}

template <class T>
RNNVIS_INLINE void nestedGatesBackwardRow(std::size_t n, T* __restrict i, T* __restrict f, T* __restrict g,
                                          T* __restrict o, const T* __restrict previousC,
                                          const T* __restrict tanhC, const T* __restrict dh,
                                          const T* __restrict dInnerInput, const T* __restrict dInnerHidden,
                                          T* __restrict dc) {
  for (std::size_t j = 0; j < n; ++j) {
    const T di = dInnerInput[j] * g[j] * slopeOfSigmoid(i[j]);
    const T dg = dInnerInput[j] * i[j] * slopeOfTanh(g[j]);
    dc[j] = dInnerHidden[j] * f[j];
    f[j] = dInnerHidden[j] * previousC[j] * slopeOfSigmoid(f[j]);
    o[j] = dh[j] * tanhC[j] * slopeOfSigmoid(o[j]);
    i[j] = di;
    g[j] = dg;
  }
}

template <class T>
RNNVIS_INLINE void nestedOutputRow(std::size_t n, const T* __restrict o, const T* __restrict c,
                                   T* __restrict tanhC, T* __restrict h) {
  for (std::size_t j = 0; j < n; ++j) {
    tanhC[j] = tanhOf(c[j]);
    h[j] = o[j] * tanhC[j];
  }
}

template <class T>
RNNVIS_INLINE void nestedOutputBackwardRow(std::size_t n, const T* __restrict o, const T* __restrict tanhC,
                                           const T* __restrict dh, T* __restrict dc) {
  for (std::size_t j = 0; j < n; ++j) dc[j] += dh[j] * o[j] * slopeOfTanh(tanhC[j]);
}

template <class T>
RNNVIS_INLINE void rnnForwardAll(std::size_t size, bool relu, const T* __restrict gates, T* __restrict h) {
  if (relu)
    for (std::size_t j = 0; j < size; ++j) h[j] = gates[j] < T(0) ? T(0) : gates[j];
  else
    for (std::size_t j = 0; j < size; ++j) h[j] = tanhOf(gates[j]);
}

template <class T>
RNNVIS_INLINE void rnnBackwardAll(std::size_t size, bool relu, T* __restrict gates, const T* __restrict h,
                                  const T* __restrict dh) {
  if (relu)
    for (std::size_t j = 0; j < size; ++j) gates[j] = h[j] > T(0) ? dh[j] : T(0);
  else
    for (std::size_t j = 0; j < size; ++j) gates[j] = dh[j] * slopeOfTanh(h[j]);
}

}  // namespace

// Clones are made of functions, not of templates: one for each type.
#define RNNVIS_KERNELS(T)                                                                                   \
  template <>                                                                                               \
  RNNVIS_VECTOR_CLONES void lstmForward(std::size_t lanes, std::size_t n, T* gates, const T* previousC,     \
                                        T* c, T* tanhC, T* h) {                                             \
    for (std::size_t k = 0; k < lanes * n; k += n, gates += 4 * n)                                          \
      lstmForwardRow(n, gates, gates + n, gates + 2 * n, gates + 3 * n, previousC + k, c + k, tanhC + k,    \
                     h + k);                                                                                \
  }                                                                                                         \
  template <>                                                                                               \
  RNNVIS_VECTOR_CLONES void lstmBackward(std::size_t lanes, std::size_t n, T* gates, const T* previousC,    \
                                         const T* tanhC, const T* dh, T* dc) {                              \
    for (std::size_t k = 0; k < lanes * n; k += n, gates += 4 * n)                                          \
      lstmBackwardRow(n, gates, gates + n, gates + 2 * n, gates + 3 * n, previousC + k, tanhC + k, dh + k,  \
                      dc + k);                                                                              \
  }                                                                                                         \
  template <>                                                                                               \
  RNNVIS_VECTOR_CLONES void gruForward(std::size_t lanes, std::size_t n, T* gates, const T* recurrent,      \
                                       const T* previousH, T* h) {                                          \
    for (std::size_t k = 0; k < lanes * n; k += n, gates += 3 * n, recurrent += 3 * n)                      \
      gruForwardRow(n, gates, gates + n, gates + 2 * n, recurrent, previousH + k, h + k);                   \
  }                                                                                                         \
  template <>                                                                                               \
  RNNVIS_VECTOR_CLONES void gruBackward(std::size_t lanes, std::size_t n, T* gates, T* recurrent,           \
                                        const T* previousH, T* dh) {                                        \
    for (std::size_t k = 0; k < lanes * n; k += n, gates += 3 * n, recurrent += 3 * n)                      \
      gruBackwardRow(n, gates, gates + n, gates + 2 * n, recurrent, previousH + k, dh + k);                 \
  }                                                                                                         \
  template <>                                                                                               \
  RNNVIS_VECTOR_CLONES void rnnForward(std::size_t lanes, std::size_t n, bool relu, const T* gates, T* h) { \
    rnnForwardAll(lanes* n, relu, gates, h);                                                                \
  }                                                                                                         \
  template <>                                                                                               \
  RNNVIS_VECTOR_CLONES void rnnBackward(std::size_t lanes, std::size_t n, bool relu, T* gates, const T* h,  \
                                        const T* dh) {                                                      \
    rnnBackwardAll(lanes* n, relu, gates, h, dh);                                                           \
  }                                                                                                         \
  template <>                                                                                               \
  RNNVIS_VECTOR_CLONES void nestedGates(std::size_t lanes, std::size_t n, T* gates, const T* previousC,     \
                                        T* innerInput, T* innerHidden) {                                    \
    for (std::size_t k = 0; k < lanes * n; k += n, gates += 4 * n)                                          \
      nestedGatesRow(n, gates, gates + n, gates + 2 * n, gates + 3 * n, previousC + k, innerInput + k,      \
                     innerHidden + k);                                                                      \
  }                                                                                                         \
  template <>                                                                                               \
  RNNVIS_VECTOR_CLONES void nestedOutput(std::size_t lanes, std::size_t n, const T* gates, const T* c,      \
                                         T* tanhC, T* h) {                                                  \
    for (std::size_t k = 0; k < lanes * n; k += n, gates += 4 * n)                                          \
      nestedOutputRow(n, gates + 3 * n, c + k, tanhC + k, h + k);                                           \
  }                                                                                                         \
  template <>                                                                                               \
  RNNVIS_VECTOR_CLONES void nestedOutputBackward(std::size_t lanes, std::size_t n, const T* gates,          \
                                                 const T* tanhC, const T* dh, T* dc) {                      \
    for (std::size_t k = 0; k < lanes * n; k += n, gates += 4 * n)                                          \
      nestedOutputBackwardRow(n, gates + 3 * n, tanhC + k, dh + k, dc + k);                                 \
  }                                                                                                         \
  template <>                                                                                               \
  RNNVIS_VECTOR_CLONES void nestedGatesBackward(std::size_t lanes, std::size_t n, T* gates,                 \
                                                const T* previousC, const T* tanhC, const T* dh,            \
                                                const T* dInnerInput, const T* dInnerHidden, T* dc) {       \
    for (std::size_t k = 0; k < lanes * n; k += n, gates += 4 * n)                                          \
      nestedGatesBackwardRow(n, gates, gates + n, gates + 2 * n, gates + 3 * n, previousC + k, tanhC + k,   \
                             dh + k, dInnerInput + k, dInnerHidden + k, dc + k);                            \
  }

RNNVIS_KERNELS(float)
RNNVIS_KERNELS(double)

}  // namespace rnnvis::training
