#pragma once

#include <cstddef>
#include <memory>

namespace rnnvis::response {

/// Zeroed doubles, in large pages where the system has them: rows are visited at random.
class Table {
 public:
  Table(std::size_t rows, std::size_t columns);

  double* row(std::size_t row) { return m_values.get() + row * m_columns; }
  const double* row(std::size_t row) const { return m_values.get() + row * m_columns; }
  std::size_t rows() const { return m_rows; }
  std::size_t columns() const { return m_columns; }
  void clear();

 private:
  struct Unmap {
    std::size_t bytes = 0;
    void operator()(double* values) const;
  };

  std::size_t m_rows;
  std::size_t m_columns;
  std::unique_ptr<double, Unmap> m_values;
};

}  // namespace rnnvis::response
