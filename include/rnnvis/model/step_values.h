#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/model/cell.h"

#include <cstddef>

namespace rnnvis::model {

/// The signals of every layer over some steps of some sequences, whether computed or recorded: row r is one
/// token of one sequence. Layers are indexed as Network::layers.
class StepValues {
 public:
  virtual ~StepValues() = default;

  virtual std::size_t rows() const = 0;
  /// [rows, n]
  virtual MatrixView signal(std::size_t layer, Signal signal) const = 0;
  /// [at least rows, n]: the values of h or c among which previousRow() finds the one that a row's token
  /// changed.
  virtual MatrixView withPrevious(std::size_t layer, Signal state) const = 0;
  /// Row of withPrevious() that holds the state before row `row` was read: of the token before it or, in a
  /// layer that reads in reverse, after it; the start state at the sequence's end.
  virtual std::size_t previousRow(std::size_t layer, std::size_t row) const = 0;
};

}  // namespace rnnvis::model
