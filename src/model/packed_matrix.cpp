#include "packed_matrix.h"

#include "blas.h"

#include <algorithm>

#if defined(__x86_64__) && defined(__GNUC__)
#define RNNVIS_HAS_KERNELS
#endif

namespace rnnvis::model {
namespace {

#ifdef RNNVIS_HAS_KERNELS
#define RNNVIS_INLINE inline __attribute__((always_inline))

/// What an instruction set holds: vectors, and how many rows of C are computed at once, so that their sums and
/// two vectors of W fill the registers.
struct Avx512 {
  typedef float Vector __attribute__((vector_size(64), aligned(4), may_alias));
  static constexpr std::size_t lanes = 16;
  static constexpr int rows = 8;
};
struct Avx2 {
  typedef float Vector __attribute__((vector_size(32), aligned(4), may_alias));
  static constexpr std::size_t lanes = 8;
  static constexpr int rows = 6;
};

template <class Set>
constexpr std::size_t panelWidth = 2 * Set::lanes;

struct Operands {
  const float* a;
  std::size_t lda;
  const float* panel;
  std::size_t k;
  float* c;
  std::size_t ldc;
  const float* const* start;  // What each row begins with, from column `column` on; null: zeros.
  std::size_t column;
};

/// `rows` rows of one panel's columns.
template <class Set, int rows>
RNNVIS_INLINE void multiplyTile(const Operands& x) {
  using Vec = typename Set::Vector;
  constexpr std::size_t lanes = Set::lanes;
  Vec sum[rows][2];
  for (int r = 0; r < rows; ++r)
    for (int half = 0; half < 2; ++half) {
      if (!x.start) {
        sum[r][half] = Vec{};
        continue;
      }
      const float* start = x.start[r] + x.column + half * lanes;
      sum[r][half] = *reinterpret_cast<const Vec*>(start);
      __builtin_prefetch(start + 2 * lanes);  // For the next panel: rows may lie far apart.
    }
  for (std::size_t i = 0; i < x.k; ++i) {
    const Vec low = *reinterpret_cast<const Vec*>(x.panel + i * 2 * lanes);
    const Vec high = *reinterpret_cast<const Vec*>(x.panel + i * 2 * lanes + lanes);
    for (int r = 0; r < rows; ++r) {
      const float a = x.a[r * x.lda + i];
      sum[r][0] += low * a;
      sum[r][1] += high * a;
    }
  }
  for (int r = 0; r < rows; ++r)
    for (int half = 0; half < 2; ++half)
      *reinterpret_cast<Vec*>(x.c + r * x.ldc + half * lanes) = sum[r][half];
}

/// The last rows, fewer than a whole tile.
template <class Set, int rows>
RNNVIS_INLINE void multiplyRest(const Operands& x, std::size_t count) {
  if constexpr (rows > 0) {
    if (count == rows)
      multiplyTile<Set, rows>(x);
    else
      multiplyRest<Set, rows - 1>(x, count);
  }
}

template <class Set>
RNNVIS_INLINE void multiplyPanel(Operands x, std::size_t m) {
  constexpr int rows = Set::rows;
  for (; m >= rows; m -= rows) {
    multiplyTile<Set, rows>(x);
    x.a += rows * x.lda;
    x.c += rows * x.ldc;
    if (x.start) x.start += rows;
  }
  multiplyRest<Set, rows - 1>(x, m);
}

/// A panel of which only `columns` columns exist: through a buffer of whole width.
template <class Set>
RNNVIS_INLINE void multiplyNarrow(Operands x, std::size_t m, std::size_t columns) {
  constexpr int rows = Set::rows;
  float whole[rows * panelWidth<Set>] = {};
  const float* start[rows];
  for (int r = 0; r < rows; ++r) start[r] = whole + r * panelWidth<Set>;
  float* const c = x.c;
  for (std::size_t from = 0; from < m; from += rows) {
    const std::size_t count = std::min<std::size_t>(rows, m - from);
    for (std::size_t r = 0; x.start && r < count; ++r)
      std::copy_n(x.start[from + r] + x.column, columns, whole + r * panelWidth<Set>);
    multiplyPanel<Set>({x.a + from * x.lda, x.lda, x.panel, x.k, whole, panelWidth<Set>, x.start ? start : nullptr, 0},
                       count);
    for (std::size_t r = 0; r < count; ++r)
      std::copy_n(whole + r * panelWidth<Set>, columns, c + (from + r) * x.ldc);
  }
}

template <class Set>
RNNVIS_INLINE void multiplyPanels(Operands x, std::size_t m, std::size_t n) {
  for (std::size_t from = 0; from < n; from += panelWidth<Set>) {
    const std::size_t columns = std::min(panelWidth<Set>, n - from);
    if (columns == panelWidth<Set>)
      multiplyPanel<Set>(x, m);
    else
      multiplyNarrow<Set>(x, m, columns);
    x.panel += panelWidth<Set> * x.k;
    x.c += columns;
    x.column += columns;
  }
}

__attribute__((target("avx512f"))) void multiplyAvx512(const Operands& x, std::size_t m, std::size_t n) {
  multiplyPanels<Avx512>(x, m, n);
}
__attribute__((target("avx2,fma"))) void multiplyAvx2(const Operands& x, std::size_t m, std::size_t n) {
  multiplyPanels<Avx2>(x, m, n);
}

std::size_t usablePanelWidth() {
  if (__builtin_cpu_supports("avx512f")) return panelWidth<Avx512>;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return panelWidth<Avx2>;
  return 0;
}
#else
std::size_t usablePanelWidth() {
  return 0;
}
#endif

}  // namespace

PackedMatrix::PackedMatrix(const float* weights, std::size_t n, std::size_t k, Packing packing)
    : m_weights(weights),
      m_n(n),
      m_k(k),
      m_panelWidth(packing == Packing::forManyProducts ? usablePanelWidth() : 0) {
  if (m_panelWidth == 0) return;
  m_panels.assign((n + m_panelWidth - 1) / m_panelWidth * m_panelWidth * k, 0.0f);
  for (std::size_t row = 0; row < n; ++row) {
    float* to = m_panels.data() + row / m_panelWidth * m_panelWidth * k + row % m_panelWidth;
    for (std::size_t i = 0; i < k; ++i) to[i * m_panelWidth] = weights[row * k + i];
  }
}

void PackedMatrix::multiply(std::size_t m, const float* a, std::size_t lda, float* c, std::size_t ldc,
                            bool accumulate) const {
  if (m_panelWidth == 0) return multiplyTransposed(m, m_n, m_k, a, lda, m_weights, m_k, c, ldc, accumulate);
  std::vector<const float*> start(accumulate ? m : 0);
  for (std::size_t row = 0; row < start.size(); ++row) start[row] = c + row * ldc;
  multiplyPacked(m, accumulate ? start.data() : nullptr, a, lda, c, ldc);
}

void PackedMatrix::multiplyFrom(std::size_t m, const float* const* start, const float* a, std::size_t lda, float* c,
                                std::size_t ldc) const {
  if (m_panelWidth > 0) return multiplyPacked(m, start, a, lda, c, ldc);
  for (std::size_t row = 0; row < m; ++row) std::copy_n(start[row], m_n, c + row * ldc);
  multiply(m, a, lda, c, ldc, true);
}

void PackedMatrix::multiplyPacked(std::size_t m, const float* const* start, const float* a, std::size_t lda, float* c,
                                  std::size_t ldc) const {
#ifdef RNNVIS_HAS_KERNELS
  const Operands operands{a, lda, m_panels.data(), m_k, c, ldc, start, 0};
  (m_panelWidth == panelWidth<Avx512> ? multiplyAvx512 : multiplyAvx2)(operands, m, m_n);
#else
  static_cast<void>(m), static_cast<void>(start), static_cast<void>(a), static_cast<void>(lda),
      static_cast<void>(c), static_cast<void>(ldc);
#endif
}

}  // namespace rnnvis::model
