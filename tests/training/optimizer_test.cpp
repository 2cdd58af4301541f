#include "optimizer.h"

#include "random.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace rnnvis::training;

namespace {

struct Numbers {
  explicit Numbers(std::size_t size) : values(size), gradient(size) {
    rnnvis::test::Random random(1);
    for (float& value : values) value = static_cast<float>(random.uniform(-1, 1));
    for (float& value : gradient) value = static_cast<float>(random.uniform(-1, 1));
    parameters.push_back({"w", {static_cast<std::int64_t>(size / 3), 3}, values, gradient, nullptr});
  }
  std::vector<float> values, gradient;
  std::vector<Parameter<float>> parameters;
};

/// Three steps by the optimizer, and the same in double by the formula of one weight: next(t, w, g).
void requireFormula(Optimizer optimizer,
                    const std::function<double(int, double, double, double&, double&)>& next) {
  Numbers numbers(39);
  const std::vector<float> before = numbers.values;
  Updater updater(optimizer, numbers.parameters);
  for (int t = 1; t <= 3; ++t) updater.step(0.1, 0.5);
  for (std::size_t j = 0; j < before.size(); ++j) {
    double w = before[j], m = 0, v = 0;
    for (int t = 1; t <= 3; ++t) w = next(t, w, 0.5 * numbers.gradient[j], m, v);
    CHECK(numbers.values[j] == Approx(w).margin(1e-6));
  }
}

}  // namespace

TEST_CASE("optimizers follow their formulas") {
  requireFormula(Optimizer::sgd, [](int, double w, double g, double&, double&) { return w - 0.1 * g; });
  requireFormula(Optimizer::adam, [](int t, double w, double g, double& m, double& v) {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    return w - 0.1 * (m / (1 - std::pow(0.9, t))) / (std::sqrt(v / (1 - std::pow(0.999, t))) + 1e-8);
  });
  requireFormula(Optimizer::rmsprop, [](int, double w, double g, double&, double& v) {
    v = 0.99 * v + 0.01 * g * g;
    return w - 0.1 * g / (std::sqrt(v) + 1e-8);
  });
}

TEST_CASE("a gradient that is zero but in some rows moves only these") {
  Numbers numbers(12);
  const std::vector<std::int64_t> rows{1, 3};
  for (std::size_t j : {0, 1, 2, 6, 7, 8}) numbers.gradient[j] = 0;
  const double norm = gradientNorm(numbers.parameters);
  numbers.parameters.front().rows = &rows;
  CHECK(gradientNorm(numbers.parameters) == Approx(norm));
  const std::vector<float> before = numbers.values;
  Updater(Optimizer::sgd, numbers.parameters).step(1, 1);
  for (std::size_t j = 0; j < before.size(); ++j)
    CHECK(numbers.values[j] == Approx(before[j] - numbers.gradient[j]));
}
