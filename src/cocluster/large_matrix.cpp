#include "large_matrix.h"

#include <sys/mman.h>

#include <cstdlib>
#include <new>

namespace rnnvis::cocluster {

LargeMatrix::LargeMatrix(Eigen::Index rows, Eigen::Index columns) : m_rows(rows), m_columns(columns) {
  constexpr std::size_t page = std::size_t{2} << 20;
  const std::size_t bytes =
      static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns) * sizeof(float);
  const std::size_t whole = (bytes + page - 1) / page * page;
  m_values.reset(static_cast<float*>(std::aligned_alloc(page, whole)));
  if (!m_values) throw std::bad_alloc();
  // Advice only; without it everything works, more slowly.
  static_cast<void>(madvise(m_values.get(), whole, MADV_HUGEPAGE));
}

void LargeMatrix::Free::operator()(float* values) const {
  std::free(values);
}

}  // namespace rnnvis::cocluster
