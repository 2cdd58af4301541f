#include "rnnvis/base/error.h"
#include "rnnvis/response/analysis_file.h"

#include "rnnvis/response/analyze.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace rnnvis;
using namespace rnnvis::test;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

}  // namespace

TEST_CASE("counts and samples that contradict one another are refused, however large") {
  Random random(83);
  const auto good = response::analyze(textModelOf({.cell = "rnn"}), streamOf(random, 50, 4), "test", {});
  const TemporaryFolder folder;
  response::writeAnalysis(folder / "good.rnnvis", *good);
  REQUIRE(response::readAnalysis(folder / "good.rnnvis")->count == good->count);
  REQUIRE(good->count[1] > 0);

  const auto refuses = [&](auto tamper) {
    response::Analysis bad = *good;
    tamper(bad);
    writeAnalysis(folder / "bad.rnnvis", bad);
    CHECK_THROWS_AS(response::readAnalysis(folder / "bad.rnnvis"), Error);
  };
  for (const std::int64_t value : {most, least, std::int64_t{-1}, std::int64_t{0}}) {
    CAPTURE(value);
    refuses([&](response::Analysis& bad) { bad.count[1] = value; });
    refuses([&](response::Analysis& bad) { bad.count[1] = bad.count[2] = value; });
    refuses([&](response::Analysis& bad) { bad.sampleOffsets[2] = value; });
    refuses([&](response::Analysis& bad) { bad.sampleOffsets.back() = value; });
  }
  for (const std::int64_t value : {most, least, std::int64_t{1}})
    refuses([&](response::Analysis& bad) { bad.sampleOffsets[0] = value; });
  refuses([&](response::Analysis& bad) { bad.info.tokens = std::numeric_limits<std::size_t>::max(); });
  REQUIRE(good->pairs[1] > 0);
  for (const std::int64_t value : {most, least, std::int64_t{-1}, std::int64_t{0}, good->count[1] + 1}) {
    refuses([&](response::Analysis& bad) { bad.blocks[1] = value; });
    if (value != good->count[1] + 1) refuses([&](response::Analysis& bad) { bad.pairs[1] = value; });
  }
  refuses([&](response::Analysis& bad) { bad.pairs[1] = 255 * bad.count[1] + 1; });
}

TEST_CASE("histograms that could not be of the text are refused") {
  Random random(84);
  const auto good = response::analyze(textModelOf({.cell = "rnn"}), streamOf(random, 50, 4), "test", {});
  const TemporaryFolder folder;
  const auto refuses = [&](auto tamper) {
    response::Analysis bad = *good;
    response::ValueDistribution& values = bad.layers[1].values.at(model::Signal::h);
    tamper(values);
    writeAnalysis(folder / "bad.rnnvis", bad);
    CHECK_THROWS_AS(response::readAnalysis(folder / "bad.rnnvis"), Error);
  };
  for (const float range : {0.0f, -1.0f, 3.0f, std::numeric_limits<float>::infinity(), std::nanf("")})
    refuses([&](response::ValueDistribution& values) {
      Matrix changed = values.range.matrix();
      changed(0, 2) = range;
      values.range = response::Rows(changed);
    });
  for (const std::int64_t count : {most, least, std::int64_t{-1}, std::int64_t{51}})
    refuses([&](response::ValueDistribution& values) {
      auto changed = *values.histogram;
      changed[64 + 5] = count;
      changed[64 + 9] += 1 - count % 2;
      values.histogram = std::make_shared<std::vector<std::int64_t>>(changed);
    });
}
