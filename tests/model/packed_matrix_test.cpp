#include "packed_matrix.h"

#include "random.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace rnnvis;
using namespace rnnvis::test;
using model::PackedMatrix;
using model::Packing;

namespace {

std::vector<float> randomValues(Random& random, std::size_t count) {
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(random.uniform(-1, 1));
  return values;
}

/// Largest difference from a product worked out in double, one element at a time.
double worst(const std::vector<float>& got, const std::vector<float>& start, const std::vector<float>& a,
             const std::vector<float>& weights, std::size_t m, std::size_t n, std::size_t k) {
  double largest = 0;
  for (std::size_t row = 0; row < m; ++row)
    for (std::size_t column = 0; column < n; ++column) {
      double sum = start.empty() ? 0.0 : double{start[row * n + column]};
      for (std::size_t i = 0; i < k; ++i) sum += double{a[row * k + i]} * double{weights[column * k + i]};
      largest = std::max(largest, std::abs(sum - double{got[row * n + column]}));
    }
  return largest;
}

}  // namespace

TEST_CASE("products of every number of rows and columns are right, packed or not") {
  Random random(17);
  const auto packing = GENERATE(Packing::forManyProducts, Packing::none);
  for (std::size_t n : {1, 15, 16, 31, 32, 33, 64, 100})
    for (std::size_t m : {1, 2, 5, 6, 7, 8, 9, 23})
      for (std::size_t k : {1, 3, 40}) {
        CAPTURE(m, n, k);
        const auto weights = randomValues(random, n * k), a = randomValues(random, m * k),
                   start = randomValues(random, m * n);
        const PackedMatrix matrix(weights.data(), n, k, packing);
        std::vector<float> c = start;
        matrix.multiply(m, a.data(), k, c.data(), n, true);
        REQUIRE(worst(c, start, a, weights, m, n, k) < 1e-5);
        matrix.multiply(m, a.data(), k, c.data(), n, false);
        REQUIRE(worst(c, {}, a, weights, m, n, k) < 1e-5);
        std::vector<const float*> rows;
        for (std::size_t row = 0; row < m; ++row) rows.push_back(start.data() + row * n);
        matrix.multiplyFrom(m, rows.data(), a.data(), k, c.data(), n);
        REQUIRE(worst(c, start, a, weights, m, n, k) < 1e-5);
      }
}

TEST_CASE("nothing is written beside the columns of a product") {
  Random random(18);
  constexpr std::size_t m = 11, n = 37, k = 9, width = 50;
  const auto weights = randomValues(random, n * k), a = randomValues(random, m * k);
  std::vector<float> c(m * width, 5.0f);
  PackedMatrix(weights.data(), n, k, Packing::forManyProducts)
      .multiply(m, a.data(), k, c.data(), width, false);
  for (std::size_t row = 0; row < m; ++row)
    for (std::size_t column = n; column < width; ++column) REQUIRE(c[row * width + column] == 5.0f);
}

TEST_CASE("a row of a packed product does not depend on how many others there are") {
  Random random(19);
  constexpr std::size_t m = 21, n = 70, k = 33;
  const auto weights = randomValues(random, n * k), a = randomValues(random, m * k);
  const PackedMatrix matrix(weights.data(), n, k, Packing::forManyProducts);
  std::vector<float> together(m * n), alone(n);
  matrix.multiply(m, a.data(), k, together.data(), n, false);
  for (std::size_t row = 0; row < m; ++row) {
    matrix.multiply(1, a.data() + row * k, k, alone.data(), n, false);
    REQUIRE(std::equal(alone.begin(), alone.end(), together.begin() + static_cast<std::ptrdiff_t>(row * n)));
  }
}
