#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <memory>

namespace rnnvis::cocluster {

/// A row-major matrix in single precision whose memory asks the system for large pages: otherwise touching
/// tens of megabytes for the first time takes longer than filling them. Not initialised.
class LargeMatrix {
 public:
  LargeMatrix() = default;
  LargeMatrix(Eigen::Index rows, Eigen::Index columns);

  Eigen::Index rows() const { return m_rows; }
  Eigen::Index columns() const { return m_columns; }
  float* row(Eigen::Index i) { return m_values.get() + i * m_columns; }
  const float* data() const { return m_values.get(); }

 private:
  struct Free {
    void operator()(float* values) const;
  };

  std::unique_ptr<float, Free> m_values;
  Eigen::Index m_rows = 0;
  Eigen::Index m_columns = 0;
};

}  // namespace rnnvis::cocluster
