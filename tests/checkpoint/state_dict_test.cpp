#include "rnnvis/checkpoint/state_dict.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"

#include "python.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using test::TemporaryFolder;

namespace {

/// Arrays of several types and shapes and what holds their elements.
struct Arrays {
  Arrays() : floats(6), integers{3, -4} {
    std::iota(floats.begin(), floats.end(), -2.5f);
    arrays = {{"b.weight", DType::float32, {2, 3}, std::as_bytes(std::span(floats))},
              {"a", DType::int64, {2}, std::as_bytes(std::span(integers))},
              {"scalar", DType::float32, {}, std::as_bytes(std::span(floats).first(1))}};
  }
  std::vector<float> floats;
  std::vector<std::int64_t> integers;
  std::vector<OutputArray> arrays;
};

}  // namespace

TEST_CASE("a state dict reads back in order, with types, shapes and elements") {
  const TemporaryFolder folder;
  const Arrays written;
  writeStateDict(folder / "w.pt", written.arrays);
  const Checkpoint read = readCheckpoint(folder / "w.pt");
  REQUIRE(read.arrays.size() == 3);
  for (std::size_t k = 0; k < 3; ++k) {
    const Array& array = read.arrays[k].array;
    CHECK(read.arrays[k].name == written.arrays[k].name);
    CHECK(array.type() == written.arrays[k].type);
    CHECK(array.shape() == written.arrays[k].shape);
    CHECK(std::equal(array.bytes().begin(), array.bytes().end(), written.arrays[k].bytes.begin(),
                     written.arrays[k].bytes.end()));
  }
  const std::string bytes = readFile(folder / "w.pt");
  writeStateDict(folder / "again.pt", written.arrays);
  CHECK(readFile(folder / "again.pt") == bytes);
}

TEST_CASE("arrays that make no state dict are refused") {
  const TemporaryFolder folder;
  Arrays arrays;
  CHECK_THROWS_AS(writeStateDict(folder / "w.pt", {}), Error);
  arrays.arrays[1].name = arrays.arrays[0].name;
  CHECK_THROWS_AS(writeStateDict(folder / "w.pt", arrays.arrays), Error);
  arrays.arrays[1] = {"a", DType::int64, {3}, std::as_bytes(std::span(arrays.integers))};
  CHECK_THROWS_AS(writeStateDict(folder / "w.pt", arrays.arrays), Error);
  CHECK_FALSE(std::filesystem::exists(folder / "w.pt"));
}

TEST_CASE("torch.load reads a plain dictionary of tensors") {
  if (!test::hasPython("torch")) {
    WARN("skipped: /usr/bin/python3 has no torch");
    return;
  }
  const TemporaryFolder folder;
  writeStateDict(folder / "w.pt", Arrays().arrays);
  CHECK(test::runPython(folder, R"(
import torch
state = torch.load("w.pt")
assert type(state) is dict and list(state) == ["b.weight", "a", "scalar"]
assert state["b.weight"].tolist() == [[-2.5, -1.5, -0.5], [0.5, 1.5, 2.5]]
assert state["a"].tolist() == [3, -4] and state["a"].dtype == torch.int64
assert state["scalar"].item() == -2.5 and state["scalar"].dim() == 0
)"));
}
