#include "rnnvis/model/forward.h"

#include "gates.h"
#include "rnnvis/model/trace.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Signal;

namespace {

/// Lanes of different lengths, longest first, as Forward takes them.
struct Lanes {
  std::vector<std::vector<WordId>> ids;
  std::vector<WordId> tokens;
  std::vector<std::size_t> active;
  std::vector<std::pair<std::size_t, std::size_t>> place;  ///< Lane and step of each row.

  void layOut(std::size_t from, std::size_t to) {
    tokens.clear(), active.clear(), place.clear();
    for (std::size_t t = from; t < std::min(to, ids.front().size()); ++t) {
      std::size_t lane = 0;
      for (; lane < ids.size() && t < ids[lane].size(); ++lane) {
        tokens.push_back(ids[lane][t]);
        place.emplace_back(lane, t);
      }
      active.push_back(lane);
    }
  }
};

Lanes randomLanes(const std::vector<std::size_t>& lengths, std::size_t tokens) {
  Random random(11);
  Lanes lanes;
  for (std::size_t length : lengths) lanes.ids.push_back(randomIds(random, length, tokens));
  return lanes;
}

double largest(const Eigen::Ref<const Eigen::RowVectorXf>& difference) {
  return double{difference.cwiseAbs().maxCoeff()};
}

}  // namespace

TEST_CASE("lanes of different lengths, read in pieces, equal traces of their own") {
  SmallModel small;
  small.cell = GENERATE("rnn", "lstm", "gru", "nested-lstm");
  const model::Network network = networkOf(small);
  Lanes lanes = randomLanes({23, 23, 14, 9, 9, 1}, small.tokens);
  model::Forward forward(network, lanes.ids.size());
  std::vector<model::Trace> alone;
  for (const auto& ids : lanes.ids) alone.push_back(trace(network, ids, zeroState(network)));

  const std::size_t piece = GENERATE(1, 5, 100);
  double worst = 0;
  for (std::size_t from = 0; from < 23; from += piece) {
    lanes.layOut(from, from + piece);
    forward.run(lanes.tokens, lanes.active);
    REQUIRE(forward.rows() == lanes.tokens.size());
    for (std::size_t layer = 0; layer < network.layers.size(); ++layer)
      for (Signal signal : signalsOf(network.cell))
        for (std::size_t row = 0; row < forward.rows(); ++row) {
          const auto [lane, step] = lanes.place[row];
          const auto values = forward.signal(layer, signal).row(static_cast<Eigen::Index>(row));
          const auto expected = alone[lane].layers[layer].at(signal).row(static_cast<Eigen::Index>(step));
          worst = std::max(worst, largest(values - expected));
        }
  }
  CHECK(worst < 1e-6);
  for (std::size_t lane = 0; lane < lanes.ids.size(); ++lane) {
    const model::State end = forward.state(lane);
    CHECK(largest((end[1].h - alone[lane].layers[1].at(Signal::h).bottomRows(1).transpose()).transpose()) <
          1e-6);
  }
}

TEST_CASE("the value a step before is found for every row") {
  const model::Network network = networkOf(SmallModel{});
  Lanes lanes = randomLanes({7, 7, 4, 2}, 12);
  model::Forward forward(network, 4);
  std::vector<Eigen::RowVectorXf> last(4, Eigen::RowVectorXf::Zero(6));
  for (std::size_t from = 0; from < 7; from += 3) {
    lanes.layOut(from, from + 3);
    forward.run(lanes.tokens, lanes.active);
    const MatrixView before = forward.withPrevious(1, Signal::c);
    const MatrixView now = forward.signal(1, Signal::c);
    REQUIRE(before.rows() == now.rows() + static_cast<Eigen::Index>(lanes.active[0]));
    for (std::size_t row = 0; row < forward.rows(); ++row) {
      const std::size_t lane = lanes.place[row].first;
      CHECK(before.row(static_cast<Eigen::Index>(forward.previousRow(1, row))) == last[lane]);
      last[lane] = now.row(static_cast<Eigen::Index>(row));
    }
  }
}

TEST_CASE("a lane starts from the state it is given") {
  const model::Network network = networkOf(SmallModel{});
  Random random(2);
  const auto ids = randomIds(random, 10, 12);
  model::Forward forward(network, 2);
  forward.setState(1, stateAfter(network, std::span(ids).first(9)));
  const std::vector<WordId> tokens{ids[0], ids[9]};
  forward.run(tokens, std::vector<std::size_t>{2});
  const auto whole = trace(network, ids, zeroState(network));
  CHECK(largest(forward.signal(1, Signal::c).row(1) - whole.layers[1].at(Signal::c).row(9)) < 1e-6);
  CHECK(forward.stateAt(1)[1].c == forward.state(1)[1].c);
}

TEST_CASE("gate functions keep single precision over their whole range") {
  double worst = 0;
  for (double x = -20; x <= 20; x += 0.00137) {
    const auto input = static_cast<float>(x);
    float h = 0;
    model::rnnStep(1, model::Activation::tanh, &input, &h);
    worst = std::max(worst, std::abs(double{h} - std::tanh(double{input})) / std::abs(std::tanh(x) + 1e-30));
    model::rnnStep(1, model::Activation::sigmoid, &input, &h);
    const double sigmoid = 1 / (1 + std::exp(-double{input}));
    worst = std::max(worst, std::abs(double{h} - sigmoid) / sigmoid);
  }
  CHECK(worst < 1e-6);
}

TEST_CASE("gate functions pass NaN on and take infinities") {
  const std::vector<float> input{NAN, INFINITY, -INFINITY};
  std::vector<float> h(3);
  model::rnnStep(3, model::Activation::tanh, input.data(), h.data());
  CHECK(std::isnan(h[0]));
  CHECK(h[1] == 1.0f);
  CHECK(h[2] == -1.0f);
}

TEST_CASE("the logarithm of a sum of exponentials neither overflows nor loses small terms") {
  Random random(3);
  std::vector<float> x;
  for (int i = 0; i < 1000; ++i) x.push_back(static_cast<float>(random.uniform(-8, 8)));
  double sum = 0;
  for (float value : x) sum += std::exp(double{value});
  CHECK(model::logSumExp(x.data(), x.size()) == Approx(std::log(sum)).epsilon(1e-7));
  for (float& value : x) value += 500;
  CHECK(model::logSumExp(x.data(), x.size()) == Approx(500 + std::log(sum)).epsilon(1e-6));
  CHECK(model::logSumExp(x.data(), 1) == Approx(x[0]));
}
