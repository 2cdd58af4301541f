#include "network.h"

#include "random.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis::training;
using rnnvis::model::CellKind;
using rnnvis::test::Random;

namespace {

NetworkShape smallShape(CellKind cell) {
  NetworkShape shape;
  shape.cell = cell;
  shape.inputs = 7;
  shape.embedding = 4;
  shape.hidden = {3, 5};
  shape.outputs = 6;
  return shape;
}

/// Random tokens and targets in lanes of the given number a step.
Batch<double> randomBatch(const NetworkShape& shape, std::vector<std::int64_t> lanes, std::uint64_t seed) {
  Random random(seed);
  Batch<double> batch;
  batch.lanes = std::move(lanes);
  for (std::int64_t count : batch.lanes)
    for (std::int64_t lane = 0; lane < count; ++lane)
      batch.tokens.push_back(static_cast<std::int64_t>(random.below(shape.inputs)));
  const std::size_t targets =
      shape.readsLastStep ? static_cast<std::size_t>(batch.lanes.front()) : batch.tokens.size();
  for (std::size_t k = 0; k < targets; ++k) {
    batch.targets.push_back(static_cast<std::int32_t>(random.below(shape.outputs)));
    batch.weights.push_back(random.uniform(0.1, 1));
  }
  return batch;
}

constexpr std::uint64_t key = 42;

double lossOf(Network<double>& network, const Batch<double>& batch) {
  network.clearState();
  return network.gradients(batch, key);
}

/// ‖g − d‖ / ‖d‖ of the gradient g by one parameter and its central differences d.
double relativeError(Network<double>& network, const Batch<double>& batch, std::size_t place) {
  constexpr double h = 1e-5;
  lossOf(network, batch);
  const Parameter<double>& parameter = network.parameters()[place];
  const std::vector<double> gradient(parameter.gradient.begin(), parameter.gradient.end());
  double squares = 0, difference = 0;
  for (std::size_t j = 0; j < gradient.size(); ++j) {
    double& value = parameter.values[j];
    const double before = value;
    value = before + h;
    const double above = lossOf(network, batch);
    value = before - h;
    const double below = lossOf(network, batch);
    value = before;
    const double central = (above - below) / (2 * h);
    squares += central * central;
    difference += (gradient[j] - central) * (gradient[j] - central);
  }
  return std::sqrt(difference / squares);
}

void requireGradients(const NetworkShape& shape, const std::vector<std::int64_t>& lanes) {
  Network<double> network(shape);
  network.initialise(0.8, 3);
  const Batch<double> batch = randomBatch(shape, lanes, 5);
  for (std::size_t place = 0; place < network.parameters().size(); ++place) {
    INFO(nameOf(shape.cell) << " " << network.parameters()[place].name);
    CHECK(relativeError(network, batch, place) < 1e-6);
  }
}

}  // namespace

TEST_CASE("gradients of a language model of each cell agree with central differences") {
  for (CellKind cell : {CellKind::rnn, CellKind::lstm, CellKind::gru, CellKind::nestedLstm})
    requireGradients(smallShape(cell), {3, 3, 3, 3});
}

TEST_CASE("gradients of a classifier over documents of different lengths agree with central differences") {
  for (CellKind cell : {CellKind::rnn, CellKind::lstm, CellKind::gru, CellKind::nestedLstm}) {
    NetworkShape shape = smallShape(cell);
    shape.readsLastStep = true;
    shape.outputs = 3;
    requireGradients(shape, {4, 4, 3, 3, 1});
  }
}

TEST_CASE("gradients with units dropped out agree with central differences") {
  for (bool readsLastStep : {false, true}) {
    NetworkShape shape = smallShape(CellKind::lstm);
    shape.hidden = {6, 6};
    shape.dropout = 0.4;
    shape.readsLastStep = readsLastStep;
    requireGradients(shape, {3, 3, 3});
  }
}

TEST_CASE("gradients of tied weights agree with central differences") {
  NetworkShape shape = smallShape(CellKind::gru);
  shape.embedding = shape.hidden.back();
  shape.outputs = shape.inputs;
  shape.tied = true;
  requireGradients(shape, {2, 2, 2});
}

TEST_CASE("gradients of an RNN of rectified linear units agree with central differences") {
  NetworkShape shape = smallShape(CellKind::rnn);
  shape.relu = true;
  requireGradients(shape, {3, 3, 3});
}

TEST_CASE("a batch goes on from where the one before ended") {
  for (CellKind cell : {CellKind::rnn, CellKind::lstm, CellKind::gru, CellKind::nestedLstm}) {
    const NetworkShape shape = smallShape(cell);
    Network<double> network(shape);
    network.initialise(0.8, 3);
    const Batch<double> whole = randomBatch(shape, {2, 2, 2, 2, 2}, 9);
    const auto part = [&](std::size_t from, std::size_t to) {
      Batch<double> batch;
      batch.lanes.assign(to - from, 2);
      const auto cut = [&](auto& into, const auto& of) {
        into.assign(of.begin() + static_cast<std::ptrdiff_t>(2 * from),
                    of.begin() + static_cast<std::ptrdiff_t>(2 * to));
      };
      cut(batch.tokens, whole.tokens);
      cut(batch.targets, whole.targets);
      cut(batch.weights, whole.weights);
      return batch;
    };
    const double together = lossOf(network, whole);
    const double apart = lossOf(network, part(0, 3)) + network.gradients(part(3, 5), key);
    CHECK(apart == Approx(together).epsilon(1e-12));
    CHECK(lossOf(network, whole) == together);
  }
}

TEST_CASE("documents start from zero whatever was read before") {
  NetworkShape shape = smallShape(CellKind::lstm);
  shape.readsLastStep = true;
  Network<double> network(shape);
  network.initialise(0.8, 3);
  const Batch<double> batch = randomBatch(shape, {3, 3, 3}, 1);
  const double first = network.gradients(batch, key);
  CHECK(network.gradients(batch, key) == first);
  CHECK(network.loss(batch) == first);
  network.gradients(randomBatch(shape, {2, 2}, 2), key);
  CHECK(network.loss(batch) == first);
}

TEST_CASE("what is dropped out depends on the key alone and keeps the mean") {
  NetworkShape shape = smallShape(CellKind::lstm);
  shape.dropout = 0.5;
  Network<double> network(shape);
  network.initialise(0.8, 3);
  const Batch<double> batch = randomBatch(shape, {3, 3}, 1);
  const double first = lossOf(network, batch);
  network.clearState();
  CHECK(network.gradients(batch, key + 1) != first);
  CHECK(lossOf(network, batch) == first);
}
