#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/model/trace.h"

#include "reference.h"
#include "reference_cell.h"

#include "rnnvis/checkpoint/safetensors.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace rnnvis;
using namespace rnnvis::test;

namespace {

std::vector<WordId> readIds(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::vector<WordId> ids;
  for (std::int32_t id = 0; file >> id;) ids.push_back(WordId{id});
  return ids;
}

MatrixD matrixOf(const checkpoint::Array& array) {
  REQUIRE(array.type() == checkpoint::DType::float64);
  return Eigen::Map<const MatrixD>(reinterpret_cast<const double*>(array.bytes().data()), array.shape()[0],
                                   array.shape()[1]);
}

}  // namespace

TEST_CASE("traces agree with the exact ones of PyTorch's models, whatever container they came in") {
  REQUIRE_REFERENCE("golden/cells");
  const std::string name = GENERATE("gru", "lstm", "lstm-no-bias", "rnn-relu", "rnn-tanh");
  const std::string container = GENERATE("state_dict.pt", "checkpoint.pt", "legacy.pt", "module.pt",
                                         "script.pt", "weights.safetensors");
  CAPTURE(container);
  const auto folder = reference("golden/cells") / name;
  model::NetworkSettings settings;
  if (name == "rnn-relu") settings.activation = model::Activation::relu;
  const checkpoint::Checkpoint weights = checkpoint::readCheckpoint(folder / container);
  const model::Network network =
      buildNetwork(weights.arrays, model::inferArchitecture(weights, {}, settings));
  const auto expected = checkpoint::readSafetensors(folder / "expected.safetensors");
  const auto got = trace(network, readIds(folder / "ids.txt"), zeroState(network));

  // rnn-tanh amplifies rounding: PyTorch itself is off by 1e-5.
  const double tolerance = name == "rnn-tanh" ? 1e-4 : 2e-5;
  std::size_t compared = 0;
  for (const auto& [tensor, array] : expected.arrays) {
    CAPTURE(name, tensor);
    const Matrix* values = &got.logits;
    if (tensor != "logits") {
      REQUIRE(tensor.size() == 8);  // layer0.h
      values =
          &got.layers.at(static_cast<std::size_t>(tensor[5] - '0')).at(*model::signalNamed(tensor.substr(7)));
    }
    CHECK(relativeError(*values, matrixOf(array)) < tolerance);
    ++compared;
  }
  CHECK(compared == got.layers.size() * signalsOf(network.cell).size() + 1);
}
