#include "rnnvis/sequence/measures.h"

#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Signal;
using sequence::Measures;

namespace {

constexpr LayerId top{1};
constexpr int clusters = 4;  // The last one is empty.
const std::vector<int> labels{0, 1, 2, 0, 1, 0};

model::Trace randomTrace(const std::string& cell, bool fromZero) {
  SmallModel small;
  small.cell = cell;
  const model::Network network = networkOf(small);
  Random random(101);
  const auto before = randomIds(random, fromZero ? 0 : 3, small.tokens);
  return trace(network, randomIds(random, 20, small.tokens), stateAfter(network, before));
}

/// A trace of one layer with these states.
model::Trace madeUp(const Matrix& h, const Vector& start) {
  model::Trace result;
  result.start = {{start, {}, {}}};
  result.layers = {{{Signal::h, h}}};
  return result;
}

/// The state of a unit at step t, −1 being the start.
double stateAt(const model::Trace& trace, LayerId layer, Signal state, Eigen::Index t, Eigen::Index unit) {
  if (t >= 0) return trace.layers[layer.index()].at(state)(t, unit);
  const model::LayerState& start = trace.start[layer.index()];
  return (state == Signal::c ? start.c : start.h)[unit];
}

/// Mean over the units of a cluster of `value(now, before)`; 0 for an empty one.
template <class Value>
double clusterSum(const model::Trace& trace, Signal state, Eigen::Index t, int cluster, Value value) {
  double sum = 0;
  for (std::size_t unit = 0; unit < labels.size(); ++unit) {
    const auto j = static_cast<Eigen::Index>(unit);
    if (labels[unit] == cluster)
      sum += value(stateAt(trace, top, state, t, j), stateAt(trace, top, state, t - 1, j));
  }
  return sum;
}

double sizeOf(int cluster) {
  return std::max(1.0, static_cast<double>(std::count(labels.begin(), labels.end(), cluster)));
}

}  // namespace

TEST_CASE("measures are the sums of the definitions") {
  const std::string cell = GENERATE("rnn", "lstm", "gru");
  const Signal state = cell == "lstm" ? GENERATE(Signal::c, Signal::h) : Signal::h;
  const bool fromZero = GENERATE(true, false);
  const model::Trace trace = randomTrace(cell, fromZero);
  const Measures got = sequence::measure(trace, top, state, labels, clusters);
  REQUIRE(got.aggregatePositive.rows() == 20);
  REQUIRE(got.aggregatePositive.cols() == clusters);
  const auto positive = [](double now, double) { return std::max(0.0, now); };
  const auto negative = [](double now, double) { return std::min(0.0, now); };
  const auto kept = [](double now, double before) {
    return before == 0 ? 0 : std::abs(before) * std::clamp(now / before, 0.0, 1.0);
  };
  for (Eigen::Index t = 0; t < 20; ++t)
    for (int p = 0; p < clusters; ++p) {
      CAPTURE(cell, nameOf(state), t, p);
      const double up = clusterSum(trace, state, t, p, positive),
                   upBefore = clusterSum(trace, state, t - 1, p, positive);
      const double down = clusterSum(trace, state, t, p, negative),
                   downBefore = clusterSum(trace, state, t - 1, p, negative);
      const double total = up - down, beta = clusterSum(trace, state, t, p, kept);
      REQUIRE(got.aggregatePositive(t, p) == Approx(up / sizeOf(p)).margin(1e-12));
      REQUIRE(got.aggregateNegative(t, p) == Approx(down / sizeOf(p)).margin(1e-12));
      REQUIRE(got.updatedPositive(t, p) == Approx((up - upBefore) / sizeOf(p)).margin(1e-12));
      REQUIRE(got.updatedNegative(t, p) == Approx((down - downBefore) / sizeOf(p)).margin(1e-12));
      REQUIRE(got.preserved(t, p) == Approx(total > 0 ? beta / total : 0).margin(1e-12));
      REQUIRE(got.link(t, p) == Approx(got.updatedPositive(t, p) + got.updatedNegative(t, p)));
    }
}

TEST_CASE("updates telescope from the start to the last aggregate") {
  const model::Trace trace = randomTrace("lstm", false);
  const Measures got = sequence::measure(trace, top, Signal::c, labels, clusters);
  for (int p = 0; p < clusters; ++p) {
    double start = 0;
    for (std::size_t unit = 0; unit < labels.size(); ++unit)
      if (labels[unit] == p) start += std::max(0.0f, trace.start[1].c[static_cast<Eigen::Index>(unit)]);
    CHECK(got.updatedPositive.col(p).sum() ==
          Approx(got.aggregatePositive(19, p) - start / sizeOf(p)).margin(1e-9));
  }
}

TEST_CASE("the preserved share lies between 0 and 1, and an empty cluster measures 0") {
  const Measures got = sequence::measure(randomTrace("gru", true), top, Signal::h, labels, clusters);
  CHECK(got.preserved.minCoeff() >= 0);
  CHECK(got.preserved.maxCoeff() <= 1);
  CHECK(got.preserved.maxCoeff() > 0);
  CHECK(got.preserved.row(0).isZero());  // Every unit was 0 before the first token.
  CHECK(got.aggregatePositive.col(3).isZero());
  CHECK(got.updatedNegative.col(3).isZero());
  CHECK(got.preserved.col(3).isZero());
}

TEST_CASE("a unit keeps what it does not exceed, and nothing once its sign turns") {
  Matrix h(2, 4);
  h << 0.5f, 0.5f, 0.5f, 0.0f,  //
      0.25f, 1.0f, -0.5f, 0.5f;
  const Measures got = sequence::measure(madeUp(h, Vector::Zero(4)), LayerId{0}, Signal::h, {0, 1, 2, 3}, 4);
  CHECK(got.preserved(1, 0) == 1);    // What is left of 0.5 is all old.
  CHECK(got.preserved(1, 1) == 0.5);  // Half of 1.0 was there before.
  CHECK(got.preserved(1, 2) == 0);
  CHECK(got.preserved(1, 3) == 0);
  CHECK(got.updatedPositive(1, 2) == -0.5);
  CHECK(got.updatedNegative(1, 2) == -0.5);
  CHECK(got.link(1, 2) == -1);
}

TEST_CASE("where nothing is held nothing is preserved") {
  Matrix h(2, 2);
  h << 0.5f, -0.5f, 0.0f, 0.0f;
  const Measures got = sequence::measure(madeUp(h, Vector::Zero(2)), LayerId{0}, Signal::h, {0, 0}, 1);
  CHECK(got.preserved(1, 0) == 0);
  CHECK(got.aggregatePositive(0, 0) == 0.25);
  CHECK(got.aggregateNegative(0, 0) == -0.25);
  CHECK(got.aggregatePositive(1, 0) == 0);
}

TEST_CASE("tiny states before do not break the share") {
  Matrix h(1, 1);
  h << 1.0f;
  Vector start(1);
  start << std::numeric_limits<float>::denorm_min();
  const Measures got = sequence::measure(madeUp(h, start), LayerId{0}, Signal::h, {0}, 1);
  CHECK(got.preserved(0, 0) == Approx(0).margin(1e-30));
}
