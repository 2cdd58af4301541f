#include "rnnvis/base/error.h"
#include "rnnvis/compare/matching.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace rnnvis::compare {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// Assigns each of the rows, of which there are at most as many as columns, at the least cost −gain.
class Assignment {
 public:
  explicit Assignment(const MatrixD& gain)
      : m_gain(gain),
        m_rows(static_cast<std::size_t>(gain.rows())),
        m_columns(static_cast<std::size_t>(gain.cols())),
        m_priceOfRow(m_rows, 0.0),
        m_priceOfColumn(m_columns, 0.0),
        m_rowOf(m_columns, none),
        m_columnOf(m_rows, none) {}

  std::vector<int> solve(const RunControl& control) {
    for (std::size_t row = 0; row < m_rows; ++row) {
      control.report(static_cast<double>(row) / static_cast<double>(m_rows));
      augmentFrom(row);
    }
    std::vector<int> result;
    for (const std::size_t column : m_columnOf) result.push_back(static_cast<int>(column));
    return result;
  }

 private:
  double reducedCost(std::size_t row, std::size_t column) const {
    return -m_gain(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) - m_priceOfRow[row] -
           m_priceOfColumn[column];
  }

  /// Dijkstra's algorithm on reduced costs, which are never negative, from a row to the nearest free column.
  void augmentFrom(std::size_t start) {
    m_distance.assign(m_columns, std::numeric_limits<double>::infinity());
    m_before.assign(m_columns, none);
    m_isReached.assign(m_columns, false);
    double length = 0;
    std::size_t row = start, last = none;
    while (last == none) {
      relaxFrom(row, length);
      const std::size_t nearest = nearestColumn();
      length = m_distance[nearest];
      m_isReached[nearest] = true;
      if (m_rowOf[nearest] == none)
        last = nearest;
      else
        row = m_rowOf[nearest];
    }
    updatePrices(start, length);
    while (last != none) {
      const std::size_t from = m_before[last];
      m_rowOf[last] = from;
      std::swap(last, m_columnOf[from]);
    }
  }

  void relaxFrom(std::size_t row, double length) {
    for (std::size_t column = 0; column < m_columns; ++column) {
      if (m_isReached[column]) continue;
      const double through = length + reducedCost(row, column);
      if (through >= m_distance[column]) continue;
      m_distance[column] = through;
      m_before[column] = row;
    }
  }

  std::size_t nearestColumn() const {
    std::size_t nearest = none;
    for (std::size_t column = 0; column < m_columns; ++column)
      if (!m_isReached[column] && (nearest == none || m_distance[column] < m_distance[nearest]))
        nearest = column;
    return nearest;
  }

  /// Keeps reduced costs from becoming negative, and 0 along the path.
  void updatePrices(std::size_t start, double length) {
    m_priceOfRow[start] += length;
    for (std::size_t column = 0; column < m_columns; ++column) {
      if (!m_isReached[column]) continue;
      const double gained = length - m_distance[column];
      m_priceOfColumn[column] -= gained;
      if (m_rowOf[column] != none) m_priceOfRow[m_rowOf[column]] += gained;
    }
  }

  const MatrixD& m_gain;
  std::size_t m_rows, m_columns;
  std::vector<double> m_priceOfRow, m_priceOfColumn;
  std::vector<std::size_t> m_rowOf, m_columnOf;
  std::vector<double> m_distance;     // From the start to each column …
  std::vector<std::size_t> m_before;  // … and the row before it on the way.
  std::vector<bool> m_isReached;
};

}  // namespace

std::vector<int> assign(const MatrixD& gain, const RunControl& control) {
  if (!gain.allFinite()) fail("what is gained by a pair is not finite; there is no best assignment");
  if (gain.rows() <= gain.cols()) return Assignment(gain).solve(control);
  const MatrixD transposed = gain.transpose();
  std::vector<int> columnOf(static_cast<std::size_t>(gain.rows()), -1);
  const std::vector<int> rowOf = Assignment(transposed).solve(control);
  for (std::size_t column = 0; column < rowOf.size(); ++column)
    columnOf[static_cast<std::size_t>(rowOf[column])] = static_cast<int>(column);
  return columnOf;
}

}  // namespace rnnvis::compare
