#include "rnnvis/base/error.h"
#include "rnnvis/model/network.h"

#include "small_model.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis;
using namespace rnnvis::test;
using Catch::Contains;

namespace {

std::string problemOf(const Weights& weights, const std::map<std::string, std::string>& names = {},
                      const model::NetworkSettings& settings = {}) {
  const auto arrays = weights.arrays();
  try {
    buildNetwork(arrays, model::inferArchitecture({"test", arrays, {}, {}}, names, settings));
  } catch (const Error& error) {
    CHECK_THAT(error.what(), !Contains("\n"));
    return error.what();
  }
  return "nothing was thrown";
}

/// Random values of a shape instead of a tensor's own.
Weights reshaped(const std::string& tensor, const Weights::Shape& shape) {
  Weights weights = weightsOf({});
  weights.remove(tensor);
  Random random(3);
  weights.add(tensor, shape, random, 1);
  return weights;
}

}  // namespace

TEST_CASE("files without recurrent weights are refused with what they hold") {
  CHECK_THAT(problemOf(Weights()), Contains("no tensors"));
  Weights dense;
  Random random(1);
  dense.add("fc.weight", {2, 3}, random, 1);
  CHECK_THAT(problemOf(dense),
             Contains("no recurrent layer") && Contains("fc.weight [2, 3]") && Contains("[weights.keys]"));
  Weights gap;
  gap.add("rnn.weight_hh_l1", {24, 6}, random, 1);
  CHECK_THAT(problemOf(gap), Contains("no recurrent layer"));
}

TEST_CASE("a network of another kind is named, and so is a tensor that was left out") {
  Random random(1);
  Weights transformer, convolutional;
  transformer.add("h.0.attn.c_attn.weight", {12, 4}, random, 1);
  convolutional.add("features.0.weight", {8, 3, 3, 3}, random, 1);
  CHECK_THAT(problemOf(transformer), Contains("transformer"));
  CHECK_THAT(problemOf(convolutional), Contains("convolutional"));
  const checkpoint::Checkpoint quantised{
      "test",
      convolutional.arrays(),
      {{"unsupported", "rnn.weight_hh_l0: quantised; save it as float\nother: x"}},
      {}};
  CHECK_THROWS_WITH(model::inferArchitecture(quantised),
                    Contains("left out was rnn.weight_hh_l0: quantised; save it as float"));
}

TEST_CASE("layers that cannot be run are refused by name") {
  Random random(1);
  Weights bidirectional = weightsOf({}), projected = bidirectional;
  bidirectional.add("rnn.weight_ih_l0_reverse", {24, 5}, random, 1);
  bidirectional.add("rnn.weight_hh_l0_reverse", {24, 6}, random, 1);
  projected.add("rnn.weight_hr_l1", {3, 6}, random, 1);
  CHECK_THAT(problemOf(bidirectional), Contains("layer 1 reads") || Contains("in one direction"));
  CHECK_THAT(problemOf(projected), Contains("layer 1: the projection [3, 6] does not fit"));
}

TEST_CASE("shapes that do not fit are refused with their numbers") {
  CHECK_THAT(problemOf(reshaped("rnn.weight_hh_l0", {12, 6})),
             Contains("layer 0") && Contains("[12, 6]") && Contains("no known cell"));
  CHECK_THAT(problemOf(reshaped("rnn.weight_hh_l1", {18, 6})),
             Contains("layer 1 is of another cell (gru) than layer 0 (lstm)"));
  CHECK_THAT(problemOf(reshaped("rnn.weight_ih_l0", {20, 5})), Contains("[20, 5]") && Contains("[24, 6]"));
  CHECK_THAT(problemOf(reshaped("rnn.weight_ih_l1", {24, 7})),
             Contains("layer 1 reads 7 values but layer 0 has 6 units"));
  CHECK_THAT(problemOf(reshaped("rnn.bias_hh_l1", {6})),
             Contains("rnn.bias_hh_l1 has shape [6], expected [24]"));
  CHECK_THAT(problemOf(reshaped("rnn.weight_hh_l0", {24})), Contains("[24]") && Contains("matrices"));
  CHECK_THAT(problemOf(reshaped("rnn.weight_hh_l0", {0, std::int64_t{1} << 62})),
             Contains("layer 0") && Contains("matrices"));
  CHECK_THAT(problemOf(reshaped("rnn.weight_hh_l0", {24, 0})), Contains("layer 0"));
}

TEST_CASE("input weights that are absent are asked for") {
  Weights weights = weightsOf({});
  weights.remove("rnn.weight_ih_l1");
  CHECK_THAT(problemOf(weights), Contains("layer 1") && Contains("layer1.weight_ih"));
}

TEST_CASE("a cell that the manifest names otherwise is refused") {
  model::NetworkSettings settings;
  settings.cell = model::CellKind::gru;
  CHECK_THAT(problemOf(weightsOf({}), {}, settings), Contains("of a lstm") && Contains("cell says gru"));
}

TEST_CASE("names given by hand must name parts, tensors and fitting shapes") {
  CHECK_THAT(problemOf(weightsOf({}), {{"embeding", "encoder.weight"}}),
             Contains("embeding is not a part") && Contains("layer0.weight_ih"));
  for (const std::string part : {"layer.weight_ih", "layer1000.weight_ih", "layer0.weight_hx",
                                 "layer0.reverse", "dense.weight", "layer0"})
    CHECK_THAT(problemOf(weightsOf({}), {{part, "x"}}), Contains(part + " is not a part"));
  CHECK_THAT(problemOf(weightsOf({}), {{"head.weight", "linear.weight"}}),
             Contains("linear.weight, which the file lacks") && Contains("encoder.weight [12, 5]"));
  CHECK_THAT(problemOf(weightsOf({}), {{"embedding", "decoder.weight"}}),
             Contains("decoder.weight has shape [12, 6], but layer 0 reads 5 values"));
  CHECK_THAT(problemOf(weightsOf({}), {{"head.weight", "encoder.weight"}}),
             Contains("encoder.weight has shape [12, 5], but the top layer gives 6 values"));
}

TEST_CASE("a value that is not finite is named with tensor and element") {
  const std::string tensor =
      GENERATE("encoder.weight", "rnn.weight_hh_l1", "rnn.bias_ih_l0", "decoder.weight", "decoder.bias");
  const float value = GENERATE(NAN, INFINITY);
  Weights weights = weightsOf({});
  weights.values(tensor)[7] = value;
  CHECK_THAT(problemOf(weights), Contains("tensor " + tensor) && Contains("at element 7") &&
                                     Contains(std::isnan(value) ? "nan" : "inf"));
}

TEST_CASE("an order of gates must name each once") {
  model::NetworkSettings settings;
  settings.gateOrder = GENERATE("ifg", "ifgg", "ifgoo", "rzno", "");
  CHECK_THAT(problemOf(weightsOf({}), {}, settings),
             Contains("gate-order = \"" + *settings.gateOrder + "\"") && Contains("lstm"));
}
