#include "rnnvis/scene/comparison_scene.h"
#include "rnnvis/scene/joint_detail.h"
#include "rnnvis/scene/walk.h"

#include "small_scene.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rnnvis;
using namespace rnnvis::scene;
using test::SmallScene;

namespace {

MainScene layoutAs(const ComputedState& computed, const MainOptions& options) {
  return layoutMain(computed, options, test::FixedMeasure());
}

MainScene mirrored(const ComputedState& computed) {
  MainOptions options;
  options.mirrored = true;
  return layoutAs(computed, options);
}

double reflected(const Rect& box, const MainScene& scene) {
  return scene.size.width - box.right();
}

ComputedSides sidesOf(ComputedState a, ComputedState b) {
  return {{std::make_shared<const ComputedState>(std::move(a))},
          {std::make_shared<const ComputedState>(std::move(b))}};
}

}  // namespace

TEST_CASE("a mirrored scene has the columns the other way round and all else as it is") {
  SmallScene small;
  small.state.selection.token = TokenPlace{0, 1};
  const ComputedState computed = small.compute();
  const MainScene plain = layoutAs(computed, {}), mirror = mirrored(computed);
  CHECK(mirror.cloudColumn.area.x == Approx(reflected(plain.cloudColumn.area, plain)));
  CHECK(mirror.sentenceColumn->area.x == Approx(reflected(plain.sentenceColumn->area, plain)));
  REQUIRE(mirror.clouds.size() == plain.clouds.size());
  for (std::size_t i = 0; i < plain.clouds.size(); ++i) {
    CHECK(mirror.clouds[i].frame.x == Approx(reflected(plain.clouds[i].frame, plain)).margin(1));
    const CloudWord &there = mirror.clouds[i].words.front(), &here = plain.clouds[i].words.front();
    CHECK(there.box.x - mirror.clouds[i].frame.x == Approx(here.box.x - plain.clouds[i].frame.x));
    CHECK(there.origin.x - there.box.x == Approx(here.origin.x - here.box.x));
  }
  for (std::size_t i = 0; i < plain.chips.size(); ++i) {
    CHECK(mirror.chips[i].frame.x == Approx(reflected(plain.chips[i].frame, plain)));
    CHECK(mirror.chips[i].frame.y == plain.chips[i].frame.y);
  }
  for (std::size_t i = 0; i < plain.glyphs.size(); ++i) {
    CHECK(mirror.glyphs[i].bars.x == Approx(reflected(plain.glyphs[i].bars, plain)));
    CHECK(mirror.glyphs[i].labelBox.right() <= mirror.glyphs[i].bars.x);
  }
}

TEST_CASE("links of a mirrored scene run from chips to clouds and from tokens to chips") {
  SmallScene small;
  small.state.selection.token = TokenPlace{0, 1};
  const MainScene scene = mirrored(small.compute());
  REQUIRE_FALSE(scene.edges.empty());
  for (const Link& edge : scene.edges) {
    CHECK(edge.from.x == Approx(scene.chips[edge.chip.index()].frame.x));
    CHECK(edge.to.x == Approx(scene.clouds[edge.cloud.index()].frame.right()));
    CHECK(edge.to.x < edge.from.x);
  }
  REQUIRE_FALSE(scene.tokenLinks.empty());
  for (const Link& link : scene.tokenLinks) CHECK(link.to.x < link.from.x);
}

TEST_CASE("in a mirrored scene a click meets what is drawn, and the keyboard walks as it looks") {
  const MainScene scene = mirrored(SmallScene().compute());
  const Chip& chip = scene.chips.front();
  CHECK(hitTest(scene, chip.cells.front().box.center()).item == Hit{chip.cells.front().unit, {}, {}}.item);
  const CloudWord& word = scene.clouds.front().words.front();
  CHECK(std::get<WordId>(hitTest(scene, word.box.center()).item) == word.word);
  const Glyph& glyph =
      *std::find_if(scene.glyphs.begin(), scene.glyphs.end(), [](const Glyph& g) { return !g.isStart; });
  const Hit token{glyph.place, {}, {}};
  CHECK(std::get<TokenPlace>(hitTest(scene, glyph.labelBox.center()).item) == glyph.place);
  CHECK_FALSE(walk(scene, token, Step::right));
  const auto toChip = walk(scene, token, Step::left);
  REQUIRE(toChip);
  REQUIRE(toChip->chip);
  CHECK(walk(scene, *toChip, Step::left)->cloud.has_value());
  CHECK(std::holds_alternative<TokenPlace>(walk(scene, *toChip, Step::right)->item));
}

TEST_CASE("a joint scale measures both sides by the larger one") {
  SmallScene weak({.tokens = 40, .hidden = 30, .outputs = 40, .scale = 0.2}), strong;
  const ComputedState a = weak.compute(), b = strong.compute();
  const SceneScale joint = joined(scaleOf(a), scaleOf(b));
  MainOptions options;
  options.scale = joint;
  const MainScene ofA = layoutAs(a, options), ofB = layoutAs(b, options);
  CHECK(ofA.edgeRange == ofB.edgeRange);
  CHECK(ofA.cellRange == ofB.cellRange);
  CHECK(ofA.glyphRange == ofB.glyphRange);
  CHECK(ofB.edgeRange == layoutAs(b, {}).edgeRange);
  CHECK(ofA.edgeRange > layoutAs(a, {}).edgeRange);
  for (const Link& edge : ofA.edges)
    CHECK(edge.width == Approx(0.75 + 9.25 * std::abs(edge.value) / joint.edges));
}

TEST_CASE("cells that mean something else have their own scale") {
  SmallScene small;
  const SceneScale explained = scaleOf(small.compute());
  small.state.selection.words = {WordId{3}};
  const SceneScale response = scaleOf(small.compute());
  CHECK(joined(explained, response).cells == explained.cells);
  CHECK(joined(response, explained).cells == response.cells);
}

TEST_CASE("aligned columns have rows of the same heights, with room for what one side alone has") {
  SmallScene small;
  const ComputedState a = small.compute();
  small.state.sentences = {"w2 w3 w4", "w5 w2"};
  const ComputedState b = small.compute();
  const Sides<SentenceGrid> grids = alignedGrids(sidesOf(a, b));
  REQUIRE(grids.a->rows.size() == grids.b->rows.size());
  for (std::size_t r = 0; r < grids.a->rows.size(); ++r)
    CHECK(grids.a->rows[r].kind == grids.b->rows[r].kind);
  CHECK(std::count_if(grids.b->rows.begin(), grids.b->rows.end(),
                      [](const auto& row) { return row.isFree; }) == 1);
  MainOptions options;
  options.grid = std::make_shared<const SentenceGrid>(*grids.a);
  const MainScene ofA = layoutAs(a, options);
  options.grid = std::make_shared<const SentenceGrid>(*grids.b);
  const MainScene ofB = layoutAs(b, options);
  for (const Glyph& glyph : ofA.glyphs)
    for (const Glyph& other : ofB.glyphs)
      if (glyph.place == other.place && glyph.isStart == other.isStart && glyph.place.sentence == 0)
        CHECK(glyph.box.y == other.box.y);
}

TEST_CASE("words have counterparts by their text, units within a layer of a model") {
  SmallScene small;
  const ComputedState a = small.compute();
  SmallScene larger({.tokens = 60, .hidden = 20, .outputs = 60, .seed = 9});
  const ComputedState b = larger.compute();
  const Counterparts counterparts = counterpartsOf(sidesOf(a, b), nullptr);
  CHECK(counterparts.find(Half::baseline, WordId{7}) == WordId{7});
  CHECK_FALSE(counterparts.find(Half::comparison, WordId{50}));
  CHECK_FALSE(counterparts.find(Half::baseline, UnitId{1}));
  CHECK(counterparts.find(Half::baseline, TokenPlace{0, 1}) == TokenPlace{0, 1});
  const Counterparts same = counterpartsOf(sidesOf(a, a), nullptr);
  CHECK(same.find(Half::baseline, UnitId{1}) == UnitId{1});

  ComputedState selected = b;
  selected.state.selection.words = {WordId{50}};
  const ComputedSides sides = sidesOf(a, selected);
  CHECK(linkNote(Half::baseline, sides, counterparts) == "“w50” is not in this vocabulary");
  CHECK(linkNote(Half::comparison, sides, counterparts).empty());
}

namespace {

/// As if B had been read with A: units shuffled, some turned.
compare::JointReading shuffled(std::size_t units) {
  compare::JointReading joint;
  const auto size = static_cast<Eigen::Index>(units);
  joint.correlation = MatrixD::Zero(size, size);
  for (std::size_t unit = 0; unit < units; ++unit) {
    joint.matching.partner.push_back(static_cast<int>((unit * 7 + 3) % units));
    joint.matching.sign.push_back(unit % 3 == 0 ? -1 : 1);
    joint.correlation(static_cast<Eigen::Index>(unit), joint.matching.partner.back()) =
        joint.matching.sign.back() * 0.5;
  }
  return joint;
}

}  // namespace

TEST_CASE("units that a joint reading has matched are counterparts, with their correlation") {
  SmallScene small({.tokens = 40, .hidden = 30, .outputs = 40}),
      other({.cell = "rnn", .tokens = 40, .hidden = 30, .outputs = 40, .seed = 9});
  const ComputedSides sides = sidesOf(small.compute(), other.compute());
  const compare::JointReading joint = shuffled(30);
  const Counterparts counterparts = counterpartsOf(sides, &joint);
  REQUIRE(counterparts.areUnitsKnown());
  for (std::int32_t unit = 0; unit < 30; ++unit) {
    const auto partner = counterparts.find(Half::baseline, UnitId{unit});
    REQUIRE(partner);
    CHECK(partner->value == joint.matching.partner[static_cast<std::size_t>(unit)]);
    CHECK(counterparts.find(Half::comparison, *partner) == UnitId{unit});
  }
  CHECK(partnerNote(Half::baseline, UnitId{0}, counterparts) ==
        "goes with unit 3 of the comparison, |r| = 0.50");
  ComparisonState state{{{(*sides.a)->state}, {(*sides.b)->state}}};
  state = apply(std::move(state), OnSide{Half::comparison, SelectUnit{UnitId{3}}}, counterparts);
  CHECK(state.sides.a->selection.units == std::vector{UnitId{0}});
}

TEST_CASE("the words of both sides stand over the units of the baseline, in the order of either") {
  SmallScene small({.tokens = 40, .hidden = 30, .outputs = 40}),
      other({.cell = "rnn", .tokens = 40, .hidden = 30, .outputs = 40, .seed = 9});
  small.state.selection.words = other.state.selection.words = {WordId{5}, WordId{7}};
  const ComputedSides sides = sidesOf(small.compute(), other.compute());
  const compare::JointReading joint = shuffled(30);
  const Counterparts counterparts = counterpartsOf(sides, &joint);
  for (const Half half : halves) {
    const JointDetail detail = jointDetail(sides, joint, counterparts, half);
    REQUIRE(detail.words.size() == 2);
    const VectorD& leader = of(detail.words[0].sides, half).mean;
    CHECK(std::is_sorted(leader.data(), leader.data() + leader.size(), std::greater<>()));
    const auto &ofA = (*sides.a)->workspace.analysis->responses(subjectOf(**sides.a).layer,
                                                                subjectOf(**sides.a).state),
               &ofB = (*sides.b)->workspace.analysis->responses(subjectOf(**sides.b).layer,
                                                                subjectOf(**sides.b).state);
    for (std::size_t place = 0; place < 30; ++place) {
      const std::size_t unit = detail.row.units[place].index();
      const auto at = static_cast<Eigen::Index>(place);
      CHECK(detail.words[1].sides.a->mean[at] ==
            Approx(ofA.mean.matrix()(7, static_cast<Eigen::Index>(unit))));
      CHECK(detail.words[1].sides.b->mean[at] ==
            Approx(joint.matching.sign[unit] * ofB.mean.matrix()(7, joint.matching.partner[unit])));
      for (const auto& word : detail.words)
        for (Eigen::Index q = 1; q < 5; ++q)
          CHECK(word.sides.b->quantiles(q, at) >= word.sides.b->quantiles(q - 1, at));
    }
    CHECK(detail.range >= leader.cwiseAbs().maxCoeff());
  }
}
