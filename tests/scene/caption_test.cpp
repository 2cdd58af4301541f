#include "rnnvis/scene/caption.h"

#include "small_scene.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;
using Catch::Matchers::Contains;

TEST_CASE("a caption states all that a picture was made from") {
  const test::SmallScene small;
  ComputedState computed = small.compute();
  computed.state.selection = {};
  const std::string caption = captionOf(computed);
  const response::AnalysisInfo& info = computed.workspace.analysis->info;
  CHECK_THAT(caption, Contains(info.modelName) && Contains("layer 1") && Contains("30 units"));
  CHECK_THAT(
      caption,
      Contains("words with at least 2 occurrences in 4 clusters, units in 4, method signed (split), seed 1"));
  CHECK_THAT(caption, Contains("Model " + info.modelSha256.substr(0, 12)) && !Contains("Selected"));
  CHECK(caption.find('\n') == std::string::npos);
  computed.state.selection.units = {UnitId{3}, UnitId{4}};
  computed.state.edits.list = {SplitCluster{Side::units, ClusterId{0}}};
  CHECK_THAT(captionOf(computed), Contains("Selected: unit 3, unit 4.") && Contains("edited by hand"));
  computed.state.selection = {};
  computed.state.selection.chip = ClusterId{1};
  CHECK_THAT(captionOf(computed), Contains("Selected: chip 1."));
}
