#include "rnnvis/response/analyze.h"

#include "reference.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/response/explain.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;

namespace {

struct Golden {
  explicit Golden(const std::string& name)
      : file(checkpoint::readSafetensors(reference("golden/responses/" + name + ".safetensors"))),
        ids(file.at("ids").toIntegers()),
        counts(file.at("counts").toIntegers()) {}

  checkpoint::Safetensors file;
  std::vector<std::int64_t> ids, counts;
};

/// Errors of one state relative to the largest mean of a word with 20 occurrences.
struct Errors {
  double means = 0, quantiles = 0;
};

Errors errorsOf(const response::Analysis& analysis, const Golden& golden, const std::string& prefix,
                std::int64_t minimumCount) {
  const LayerId layer{prefix[5] - '0'};
  const model::Signal state = *model::signalNamed(prefix.substr(7));
  const std::vector<float> mean = golden.file.at(prefix + ".mean").toFloats();
  const auto got = analysis.responses(layer, state).mean.matrix();
  const auto units = static_cast<std::size_t>(got.cols());
  double scale = 0;
  Errors errors;
  for (std::size_t i = 0; i < golden.ids.size(); ++i)
    for (std::size_t unit = 0; unit < units; ++unit) {
      const double expected = mean[i * units + unit];
      if (golden.counts[i] >= 20) scale = std::max(scale, std::abs(expected));
      if (golden.counts[i] < minimumCount) continue;
      errors.means = std::max(
          errors.means, std::abs(double{got(golden.ids[i], static_cast<Eigen::Index>(unit))} - expected));
    }
  const auto words = golden.file.at("quantile_ids").toIntegers();
  const std::vector<float> quantiles = golden.file.at(prefix + ".quantiles").toFloats();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const MatrixD levels =
        responseQuantiles(analysis, layer, state, WordId{static_cast<std::int32_t>(words[i])});
    for (std::size_t k = 0; k < 5 * units; ++k)
      errors.quantiles =
          std::max(errors.quantiles, std::abs(levels.data()[k] - quantiles[i * 5 * units + k]));
  }
  return {errors.means / scale, errors.quantiles / scale};
}

void compare(const std::string& name, const response::AnalyzeOptions& options, double meanTolerance,
             double quantileTolerance, std::int64_t minimumCount) {
  const auto model = model::openModel(reference("models/" + name));
  const auto analysis = analyze(*model, openCorpus(*model, "test"), "test", options);
  const Golden golden(name);
  std::int64_t total = 0;
  for (std::size_t i = 0; i < golden.ids.size(); ++i) {
    REQUIRE(analysis->count[static_cast<std::size_t>(golden.ids[i])] == golden.counts[i]);
    total += golden.counts[i];
  }
  CHECK(static_cast<std::int64_t>(analysis->info.tokens) == total);
  std::size_t compared = 0;
  for (const auto& [tensor, array] : golden.file.arrays) {
    if (!tensor.ends_with(".mean")) continue;
    CAPTURE(name, tensor);
    const Errors errors = errorsOf(*analysis, golden, tensor.substr(0, tensor.size() - 5), minimumCount);
    CHECK(errors.means < meanTolerance);
    CHECK(errors.quantiles < quantileTolerance);
    ++compared;
  }
  CHECK(compared == analysis->layers.size() * analysis->layers[0].responses.size());
}

response::AnalyzeOptions exact() {
  response::AnalyzeOptions options;
  options.reading = {std::nullopt, 1, 0, 0};
  options.sampleLimit = 0;
  return options;
}

}  // namespace

TEST_CASE("responses of the Yelp classifiers are the exact ones") {
  REQUIRE_REFERENCE("golden/responses");
  const std::string name = GENERATE("yelp-gru-50-balanced", "yelp-gru-50-unbalanced");
  compare(name, exact(), 1e-4, 1e-3, 1);
}

#ifndef RNNVIS_SANITIZED
TEST_CASE("responses of the Penn Treebank model are the exact ones") {
  REQUIRE_REFERENCE("golden/responses");
  compare("ptb-lstm-200x2", exact(), 1e-4, 1e-3, 1);
}

TEST_CASE("with default options, means of frequent words are close to the exact ones") {
  REQUIRE_REFERENCE("golden/responses");
  compare("ptb-lstm-200x2", {}, 1e-2, INFINITY, 20);
}
#endif
