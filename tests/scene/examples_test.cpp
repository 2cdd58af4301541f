#include "rnnvis/scene/examples.h"

#include "rnnvis/scene/detail_table.h"
#include "small_scene.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rnnvis;
using namespace rnnvis::scene;
using test::FixedMeasure;
using test::SmallScene;

namespace {

ExamplesDetail examplesOf(const SmallScene& scene) {
  ComputedState computed = scene.compute();
  computed.state.selection.units = {UnitId{4}};
  const auto requests = exampleRequests(computed, std::get<UnitDetail>(detailOf(computed)));
  REQUIRE(requests.size() == 1);
  return findExamples(requests).front();
}

}  // namespace

TEST_CASE("examples are of the words that the unit answers to, in their order") {
  const SmallScene scene;
  ComputedState computed = scene.compute();
  computed.state.selection.units = {UnitId{4}, UnitId{9}};
  const auto units = std::get<UnitDetail>(detailOf(computed));
  const auto requests = exampleRequests(computed, units);
  REQUIRE(requests.size() == 2);
  CHECK(requests == exampleRequests(computed, units));
  const ExamplesDetail examples = findExamples({requests[1]}).front();
  const auto both = findExamples(requests);
  REQUIRE(both.size() == 2);
  CHECK(both[0].stateRange == both[1].stateRange);
  CHECK(both[1].stateRange >= examples.stateRange);
  CHECK(both[1].responseRange >= examples.responseRange);
  CHECK(examples.unit == UnitId{9});
  CHECK(examples.state == 'c');
  CHECK(examples.note.find("1,024 tokens") != std::string::npos);
  std::vector<std::string> words;
  std::size_t pale = 0, tokens = 0;
  for (const ShownExample& example : examples.examples) {
    CHECK(example.tokens[example.at].text == example.word);
    if (words.empty() || words.back() != example.word) words.push_back(example.word);
    for (const ShownToken& token : example.tokens) {
      pale += std::abs(token.state) <= examples.stateRange;
      ++tokens;
    }
  }
  CHECK(static_cast<double>(pale) == Approx(0.95 * static_cast<double>(tokens)).margin(1));
  REQUIRE(words.size() == units.units[1].answers.size());
  for (std::size_t i = 0; i < words.size(); ++i) CHECK(words[i] == units.units[1].answers[i].text);
  CHECK(tableOf(std::vector{examples}).rows() == tokens);
}

TEST_CASE("the text of examples flows within its width, every token in a box of its own") {
  const ExamplesDetail examples = examplesOf(SmallScene());
  const double width = GENERATE(120., 330., 2000.);
  const bool responses = GENERATE(false, true);
  const ExampleScene scene = layoutExamples(examples, responses, width, FixedMeasure());
  std::size_t tokens = 0;
  for (const ShownExample& example : examples.examples) tokens += example.tokens.size();
  REQUIRE(scene.boxes.size() == tokens);
  const Rect all{0, 0, width, scene.size.height};
  for (std::size_t i = 0; i < tokens; ++i) {
    const ExampleBox& box = scene.boxes[i];
    const ShownToken& token = examples.examples[box.example].tokens[box.token];
    CHECK(all.contains(box.box));
    const double share =
        responses ? token.response / examples.responseRange : token.state / examples.stateRange;
    CHECK(box.value == Approx(std::clamp(share, -1.0, 1.0)));
    CHECK(box.isWord == (box.token == examples.examples[box.example].at));
    for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(box.box.overlaps(scene.boxes[j].box));
    for (const ExampleHeading& heading : scene.headings) CHECK_FALSE(box.box.overlaps(heading.box));
  }
  double largest = 0;
  for (const ExampleBox& box : scene.boxes) largest = std::max(largest, std::abs(box.value));
  CHECK(largest == Approx(1));
}

TEST_CASE("a token wider than the view is cut to it") {
  ExamplesDetail examples;
  examples.stateRange = 1;
  examples.examples.push_back({"w", "", 0, 0, 0, {{WordId{0}, std::string(500, 'w'), 1, 1}}});
  const ExampleScene scene = layoutExamples(examples, false, 200, FixedMeasure());
  CHECK(scene.boxes[0].box.width == 200);
}
