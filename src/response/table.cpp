#include "table.h"

#include <sys/mman.h>

#include <new>

namespace rnnvis::response {
namespace {

double* zeroed(std::size_t bytes) {
  if (bytes == 0) return nullptr;
  void* const values = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (values == MAP_FAILED) throw std::bad_alloc();
  madvise(values, bytes, MADV_HUGEPAGE);
  return static_cast<double*>(values);
}

}  // namespace

Table::Table(std::size_t rows, std::size_t columns)
    : m_rows(rows),
      m_columns(columns),
      m_values(zeroed(rows * columns * sizeof(double)), Unmap{rows * columns * sizeof(double)}) {}

void Table::clear() {
  // Pages given back come again zeroed, where they are touched at all.
  if (m_values) madvise(m_values.get(), m_rows * m_columns * sizeof(double), MADV_DONTNEED);
}

void Table::Unmap::operator()(double* values) const {
  munmap(values, bytes);
}

}  // namespace rnnvis::response
