#pragma once

#include "rnnvis/compare/prediction_differences.h"

#include <cstddef>
#include <vector>

namespace rnnvis::compare {

/// Sums over places that both sides have a value for, as PairedMean wants them.
class PairedSum {
 public:
  /// All places of a block come one after another.
  void add(double a, double b, std::size_t block);
  std::size_t places() const { return m_places; }
  /// Of at least one place.
  PairedMean mean() const;

 private:
  struct Block {
    std::size_t number;
    std::size_t places = 0;
    double difference = 0;
  };
  std::vector<Block> m_blocks;
  double m_sumOfA = 0, m_sumOfB = 0;
  std::size_t m_places = 0;
};

}  // namespace rnnvis::compare
