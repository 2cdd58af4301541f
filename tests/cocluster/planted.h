#pragma once

#include "rnnvis/base/matrix.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

namespace rnnvis::test {

/// A matrix with known clusters.
struct Planted {
  MatrixD weights;
  std::vector<int> words;
  std::vector<int> units;
};

inline std::vector<int> randomLabels(int count, int clusters, std::mt19937& random) {
  std::vector<int> labels;
  for (int i = 0; i < count; ++i) labels.push_back(i % clusters);
  for (std::size_t i = labels.size(); i-- > 1;) std::swap(labels[i], labels[random() % (i + 1)]);
  return labels;
}

inline int randomSign(std::mt19937& random) {
  return random() % 2 == 0 ? 1 : -1;
}

/// Standard normal numbers of the same sum-of-twelve kind everywhere, as <random>'s distributions are not.
inline double roughlyNormal(std::mt19937& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += static_cast<double>(random()) / 4294967296.0;
  return sum;
}

/// weights(w, u) = response(cluster of w, cluster of u) + noise · a normal number.
inline Planted planted(int words, int units, const MatrixD& response, double noise, unsigned seed = 1) {
  std::mt19937 random(seed);
  Planted result{MatrixD(words, units), randomLabels(words, static_cast<int>(response.rows()), random),
                 randomLabels(units, static_cast<int>(response.cols()), random)};
  for (int word = 0; word < words; ++word)
    for (int unit = 0; unit < units; ++unit)
      result.weights(word, unit) = response(result.words[static_cast<std::size_t>(word)],
                                            result.units[static_cast<std::size_t>(unit)]) +
                                   noise * roughlyNormal(random);
  return result;
}

/// Every cluster of units has words of its own that it answers to.
inline Planted plantedBlocks(int words, int units, int clusters, double noise, unsigned seed = 1) {
  return planted(words, units, MatrixD::Identity(clusters, clusters), noise, seed);
}

/// Flips random columns; the signs.
inline std::vector<int> flipRandomUnits(MatrixD& weights, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::vector<int> signs;
  for (Eigen::Index unit = 0; unit < weights.cols(); ++unit) {
    signs.push_back(randomSign(random));
    weights.col(unit) *= signs.back();
  }
  return signs;
}

inline MatrixD randomMatrix(Eigen::Index rows, Eigen::Index columns, unsigned seed = 1) {
  std::mt19937 random(seed);
  return MatrixD::NullaryExpr(rows, columns,
                              [&](Eigen::Index, Eigen::Index) { return roughlyNormal(random); });
}

}  // namespace rnnvis::test
