#include "rnnvis/model/trace.h"
#include "rnnvis/checkpoint/safetensors.h"

#include "rnnvis/model/text_model.h"
#include "workspace.h"

#include <catch2/catch.hpp>

using namespace rnnvis::test;
using Catch::Contains;
namespace checkpoint = rnnvis::checkpoint;
namespace model = rnnvis::model;

namespace {

bool equals(const checkpoint::Array& array, const rnnvis::Matrix& expected) {
  const std::vector<float> values = array.toFloats();
  return array.shape() == std::vector<std::int64_t>{expected.rows(), expected.cols()} &&
         std::equal(values.begin(), values.end(), expected.data());
}

}  // namespace

TEST_CASE("trace writes every signal and the logits of a text or of ids") {
  const Workspace work;
  const std::string out = work.path("deep/trace.safetensors");
  const bool byIds = GENERATE(true, false);
  const Outcome outcome =
      byIds
          ? execute({"trace", work.languageModel, "--ids", work.write("ids.txt", "3 0\n7\t2 "), "--out", out})
          : execute({"trace", work.languageModel, "--text", "w3 zebra w7 w2", "--out", out});
  REQUIRE(outcome.status == 0);
  CHECK(outcome.err.empty());
  const auto opened = model::openModel(work.languageModel);
  const std::vector<rnnvis::WordId> ids{{3}, {0}, {7}, {2}};
  const auto expected = trace(opened->network, ids, zeroState(opened->network));
  const auto file = checkpoint::readSafetensors(out);
  CHECK(file.arrays.size() == 2 * 6 + 1 + 2);
  CHECK(file.at("tokens").toIntegers() == std::vector<std::int64_t>{3, 0, 7, 2});
  CHECK(file.at("starts").toIntegers() == std::vector<std::int64_t>{0, 4});
  CHECK(equals(file.at("logits"), expected.logits));
  for (std::size_t layer = 0; layer < 2; ++layer)
    for (const auto& [signal, values] : expected.layers[layer])
      CHECK(equals(file.at("layer" + std::to_string(layer) + "." + nameOf(signal)), values));
}

TEST_CASE("input that cannot be traced fails in one line and writes nothing") {
  const Workspace work;
  const auto files = work.files();
  const auto fails = [&](std::vector<std::string> arguments, const std::string& reason) {
    arguments.insert(arguments.begin(), {"trace", work.languageModel, "--out", work.path("t.safetensors")});
    const Outcome outcome = execute(arguments);
    CAPTURE(arguments, outcome.err);
    CHECK(failedInOneLine(outcome));
    CHECK_THAT(outcome.err, Contains(reason));
    CHECK(work.files() == files);
  };
  fails({"--text", ""}, "no token");
  fails({"--text", " \t"}, "no token");
  fails({"--text", "w3 \xFF"}, "UTF-8");
  const std::string ids = work.languageModel + "/ids.txt";
  work.write("lm/ids.txt", "1 12");
  fails({"--ids", ids}, "token 2 has the id 12");
  work.write("lm/ids.txt", "1 -2");
  fails({"--ids", ids}, "id -2");
  work.write("lm/ids.txt", "1 two");
  fails({"--ids", ids}, "byte 3");
  work.write("lm/ids.txt", "1 99999999999");
  fails({"--ids", ids}, "byte 3");
  fails({"--ids", work.path("absent.txt")}, "absent.txt");
}
