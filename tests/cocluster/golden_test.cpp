#include "adjusted_rand.h"
#include "reference.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/cocluster/cocluster.h"

#include <algorithm>

using namespace rnnvis;
using namespace rnnvis::cocluster;

namespace {

std::vector<int> labelsOf(const checkpoint::Safetensors& file, const std::string& name) {
  const std::vector<std::int64_t> labels = file.at(name).toIntegers();
  return {labels.begin(), labels.end()};
}

}  // namespace

TEST_CASE("planted matrices of the reference material are recovered") {
  REQUIRE_REFERENCE("golden/cocluster");
  for (const std::string name : {"signed-k4", "signed-k10", "noisy-k4", "opposed-3", "positive-k5"}) {
    CAPTURE(name);
    const auto file =
        checkpoint::readSafetensors(test::reference("golden/cocluster/" + name + ".safetensors"));
    const checkpoint::Array& array = file.at("matrix");
    const std::vector<float> values = array.toFloats();
    const MatrixD weights = viewOf(values.data(), array.shape()[0], array.shape()[1]).cast<double>();
    const std::vector<int> words = labelsOf(file, "word_labels");
    const std::vector<int> units = labelsOf(file, "unit_labels");

    Options options;
    options.polarity = Polarity::merge;
    options.wordClusters = *std::max_element(words.begin(), words.end()) + 1;
    options.unitClusters = *std::max_element(units.begin(), units.end()) + 1;
    const CoClustering found = cocluster::cocluster(weights, options);
    CHECK(test::adjustedRand(words, found.wordLabels) >= 0.95);
    CHECK(test::adjustedRand(units, found.unitLabels) >= 0.95);
  }
}
