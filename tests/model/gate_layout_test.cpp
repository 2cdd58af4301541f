#include "rnnvis/model/trace.h"

#include "small_text_model.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;

namespace {

/// The same weights with the blocks of gate rows in another order.
Weights reordered(const SmallModel& small, const std::string& from, const std::string& to) {
  Weights weights = weightsOf(small);
  for (std::size_t layer = 0; layer < small.layers; ++layer)
    for (const std::string part : {"weight_ih", "weight_hh", "bias_ih", "bias_hh"}) {
      auto& values = weights.values("rnn." + part + "_l" + std::to_string(layer));
      const auto stored = values;
      const std::size_t block = values.size() / from.size();
      for (std::size_t gate = 0; gate < to.size(); ++gate)
        std::copy_n(stored.begin() + static_cast<std::ptrdiff_t>(from.find(to[gate]) * block), block,
                    values.begin() + static_cast<std::ptrdiff_t>(gate * block));
    }
  return weights;
}

bool sameLayers(const model::Network& a, const model::Network& b) {
  for (std::size_t l = 0; l < a.layers.size(); ++l)
    if (a.layers[l].weightIh != b.layers[l].weightIh || a.layers[l].weightHh != b.layers[l].weightHh ||
        a.layers[l].biasIh != b.layers[l].biasIh || a.layers[l].biasHh != b.layers[l].biasHh)
      return false;
  return a.layers.size() == b.layers.size();
}

}  // namespace

TEST_CASE("gates in any order are brought into PyTorch's") {
  SmallModel small;
  const auto [cell, order, stored] =
      GENERATE(table<std::string, std::string, std::string>({{"lstm", "ifgo", "ifog"},
                                                             {"lstm", "ifgo", "gofi"},
                                                             {"lstm", "ifgo", "ifgo"},
                                                             {"gru", "rzn", "zrn"},
                                                             {"gru", "rzn", "nzr"}}));
  small.cell = cell;
  CAPTURE(stored);
  model::NetworkSettings settings;
  settings.gateOrder = stored;
  const Weights weights = reordered(small, order, stored);
  CHECK(sameLayers(networkOf(weights, settings), networkOf(small)));
  CHECK(sameLayers(networkOf(weights), networkOf(small)) == (order == stored));
}

TEST_CASE("the forget bias is added to the forget gate of every layer") {
  SmallModel small;
  small.bias = GENERATE(true, false);
  model::NetworkSettings settings;
  settings.forgetBias = 1.5;
  settings.gateOrder = "ifgo";
  const model::Network plain = networkOf(small), shifted = networkOf(small, settings);
  for (std::size_t l = 0; l < 2; ++l) {
    const Vector difference =
        shifted.layers[l].biasIh + shifted.layers[l].biasHh - plain.layers[l].biasIh - plain.layers[l].biasHh;
    CHECK(difference.segment(0, 6).isZero());
    CHECK(difference.segment(6, 6).isApproxToConstant(1.5f));
    CHECK(difference.segment(12, 12).isZero());
  }
}

TEST_CASE("missing biases are zero") {
  SmallModel small;
  small.bias = false;
  const model::Network network = networkOf(small);
  CHECK(network.layers[1].biasIh == Vector::Zero(24));
  CHECK(network.head->bias == Vector::Zero(12));
}

TEST_CASE("the network holds the file's numbers") {
  Weights weights = weightsOf({});
  const model::Network network = networkOf(weights);
  CHECK(network.embedding(3, 4) == weights.values("encoder.weight")[3 * 5 + 4]);
  CHECK(network.layers[1].weightHh(23, 5) == weights.values("rnn.weight_hh_l1")[23 * 6 + 5]);
  CHECK(network.head->weight(11, 0) == weights.values("decoder.weight")[11 * 6]);
  CHECK(network.head->bias[11] == weights.values("decoder.bias")[11]);
}
