#include "small_scene.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;

namespace {

std::string repeated(const std::string& words, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += words + " ";
  return text;
}

/// A text that does not fit the column.
ComputedState longText(test::SmallScene& small, int tokens = 200) {
  small.state.sentences = {repeated("w2 w9 w5 w31", tokens / 4)};
  return small.compute();
}

MainScene layout(const ComputedState& computed, const MainOptions& options) {
  return layoutMain(computed, options, test::FixedMeasure());
}

std::size_t shownTokens(const MainScene& scene) {
  std::size_t shown = 0;
  for (const Glyph& glyph : scene.glyphs) shown += !glyph.isStart;
  return shown;
}

}  // namespace

TEST_CASE("the bars of contributions sum to the logit on one scale") {
  test::SmallScene small;
  small.state.target = "w7";
  const ComputedState computed = small.compute();
  const MainScene scene = test::SmallScene::layout(computed, {1400, 1200});
  REQUIRE(scene.contributionSubject == "w7");
  const auto& model = *computed.workspace.model;
  for (std::size_t s = 0; s < 2; ++s) {
    const auto& text = computed.state.sentences[s];
    const auto logits = sequence::readSentence(model, text).trace.logits;
    double sum = computed.workspace.sentences[s].contributions->bias;
    for (const Glyph& glyph : scene.glyphs) {
      if (glyph.place.sentence != s) continue;
      REQUIRE(glyph.contribution);
      const GlyphContribution& part = *glyph.contribution;
      const double zero = part.axis.center().x, end = part.value < 0 ? part.bar.x : part.bar.right();
      CHECK((end - zero) / (part.axis.width / 2) * scene.contributionRange ==
            Approx(part.value).margin(1e-9));
      CHECK(part.axis.grown(1e-6).contains(part.bar));
      sum += (end - zero) / (part.axis.width / 2) * scene.contributionRange;
    }
    CHECK(sum == Approx(logits(logits.rows() - 1, 7)).epsilon(1e-4));
  }
  CHECK(scene.sums.size() == 2);
}

TEST_CASE(
    "tokens contribute to what is likeliest after the first sentence unless another output is asked for") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const Workspace& workspace = first.workspace;
  CHECK(workspace.target.output == workspace.sentences[0].predictions.back().front().output);
  for (const SentenceReading& reading : workspace.sentences)
    CHECK(reading.contributions->target == *workspace.target.output);

  const ComputedState chosen = compute(apply(first.state, SetTarget{"w11"}), first);
  CHECK(chosen.workspace.target.name == "w11");
  CHECK(chosen.workspace.sentences[1].contributions->target == 11);
  CHECK(chosen.workspace.sentences[1].sentence == workspace.sentences[1].sentence);

  const ComputedState unknown = compute(apply(first.state, SetTarget{"nowhere"}), first);
  const MainScene scene = test::SmallScene::layout(unknown);
  CHECK(scene.contributionProblem.find("“nowhere”") != std::string::npos);
  CHECK(scene.sums.empty());
  for (const Glyph& glyph : scene.glyphs) CHECK_FALSE(glyph.contribution);
}

TEST_CASE(
    "the forecast is that of the token asked for, of the selected one, or of the first sentence's last") {
  const test::SmallScene small;
  ComputedState computed = small.compute();
  const auto& sentences = computed.workspace.sentences;
  const auto percent = [](double probability) { return std::stod(fmt::format("{:.1f}", 100 * probability)); };
  const auto check = [&](const MainScene& scene, TokenPlace place) {
    REQUIRE(scene.forecast);
    const auto& wanted = sentences[place.sentence].predictions[place.token];
    REQUIRE(scene.forecast->lines.size() == 5);
    double perPixel = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      const Forecast::Line& line = scene.forecast->lines[i];
      CHECK(line.text == computed.workspace.model->outputName(wanted[i].output));
      CHECK(std::stod(line.percent) == Approx(percent(wanted[i].probability)));
      if (i == 0) perPixel = wanted[i].probability / line.bar.width;
      CHECK(line.bar.width * perPixel == Approx(wanted[i].probability));
      CHECK(scene.forecast->box.contains(line.box));
    }
  };
  MainScene scene = test::SmallScene::layout(computed);
  check(scene, {0, 2});
  showForecast(computed, TokenPlace{1, 1}, test::FixedMeasure(), scene);
  check(scene, {1, 1});
  showForecast(computed, {}, test::FixedMeasure(), scene);
  check(scene, {0, 2});
  computed.state.selection.token = TokenPlace{1, 0};
  check(test::SmallScene::layout(computed), {1, 0});
  for (const Glyph& glyph : scene.glyphs) CHECK_FALSE(glyph.box.overlaps(scene.forecast->box));
}

TEST_CASE("an overview stands beside texts that do not fit, and only there") {
  test::SmallScene small;
  CHECK_FALSE(small.layout().overview);
  const ComputedState computed = longText(small);
  const MainScene scene = layout(computed, {{1400, 900}, 40});
  REQUIRE(scene.overview);
  const Overview& overview = *scene.overview;
  CHECK(scene.firstRow == 40);
  CHECK(overview.rows == 202);  // The start, the tokens and their sum.
  CHECK(overview.strip.grown(1e-6).contains(overview.window));
  CHECK(overview.window.y == Approx(overview.strip.y + overview.strip.height * 40 / 202));
  CHECK(overview.marks.size() <= 202);
  CHECK(overview.marks.size() > 150);
  for (const Overview::Mark& mark : overview.marks) {
    CHECK(overview.strip.grown(1).contains(mark.box));
    CHECK(mark.sign != 0);
  }
  for (const Glyph& glyph : scene.glyphs) CHECK_FALSE(glyph.box.overlaps(overview.strip));
}

TEST_CASE("the brush is taken hold of at its edges, inside and beside it") {
  test::SmallScene small;
  const MainScene scene = layout(longText(small), {{1400, 900}, 40});
  const Overview& overview = *scene.overview;
  const Rect& window = overview.window;
  const double x = window.center().x;
  CHECK(brushPartAt(overview, {x, window.y - 1}) == BrushPart::top);
  CHECK(brushPartAt(overview, {x, window.bottom() + 1}) == BrushPart::bottom);
  CHECK(brushPartAt(overview, window.center()) == BrushPart::window);
  CHECK(brushPartAt(overview, {x, overview.strip.bottom() - 20}) == BrushPart::strip);
  CHECK(brushPartAt(overview, {x + 100, window.center().y}) == BrushPart::none);
}

TEST_CASE("dragging the brush scrolls, dragging its edges resizes the glyphs") {
  test::SmallScene small;
  const ComputedState computed = longText(small);
  const MainOptions options{{1400, 900}, 40};
  const MainScene scene = layout(computed, options);
  const Overview& overview = *scene.overview;
  const double row = overview.strip.height / static_cast<double>(overview.rows);

  const MainOptions moved = dragBrush(overview, BrushPart::window, 300, 300 + 25 * row, options);
  CHECK(layout(computed, moved).firstRow == 65);
  CHECK(dragBrush(overview, BrushPart::window, 300, -9000, options).firstGlyph == 0);
  const MainScene end = layout(computed, dragBrush(overview, BrushPart::window, 300, 9000, options));
  CHECK(end.tokensBelow == 0);

  const MainOptions wider = dragBrush(overview, BrushPart::bottom, 300, 300 + 10 * row, options);
  const MainScene smaller = layout(computed, wider);
  CHECK(smaller.firstRow == 40);
  CHECK(shownTokens(smaller) == Approx(shownTokens(scene) + 10).margin(1));
  CHECK(smaller.glyphs[0].box.height < scene.glyphs[0].box.height);

  const MainOptions upward = dragBrush(overview, BrushPart::top, 300, 300 - 8 * row, options);
  CHECK(upward.firstGlyph == Approx(32).margin(1));
  CHECK(upward.glyphHeight < scene.glyphs[0].box.height);

  const MainOptions least = dragBrush(overview, BrushPart::bottom, 300, 9000, options);
  CHECK(least.glyphHeight == Approx(MainOptions::smallestGlyph));
  const MainOptions most = dragBrush(overview, BrushPart::bottom, 300, -9000, options);
  CHECK(most.glyphHeight == Approx(MainOptions::largestGlyph));

  const double middle = overview.strip.y + 100 * row;
  const MainScene centred = layout(computed, dragBrush(overview, BrushPart::strip, middle, middle, options));
  CHECK(static_cast<double>(centred.firstRow) + centred.overview->shownRows / 2 == Approx(100).margin(1));
}

TEST_CASE("glyphs of every height stay in their rows") {
  test::SmallScene small;
  const ComputedState computed = longText(small);
  for (const double height : {14.0, 22.0, 30.0, 41.0, 60.0, 120.0}) {
    const MainScene scene = layout(computed, {{1400, 900}, 3, height});
    REQUIRE_FALSE(scene.glyphs.empty());
    for (const Glyph& glyph : scene.glyphs) {
      CHECK(glyph.box.height == Approx(height));
      CHECK(glyph.box.grown(0.5).contains(glyph.labelBox));
      if (!glyph.prediction.empty()) CHECK(glyph.box.grown(0.5).contains(glyph.predictionBox));
      if (glyph.contribution) CHECK(glyph.box.grown(0.5).contains(glyph.contribution->axis));
      for (const GlyphBar& bar : glyph.clusters) {
        CHECK(glyph.bars.grown(1e-6).contains(bar.box));
        CHECK(bar.track.bottom() <= glyph.bars.y);
      }
    }
  }
}

TEST_CASE("a few extreme tokens of a long text are cut, and said to be") {
  test::SmallScene small;
  small.state.sentences = {repeated("w2", 150) + "w3 w9 w30 " + repeated("w2", 50)};
  const ComputedState computed = small.compute();
  const MainScene whole = layout(computed, {{1400, 900}, 140});
  CHECK(whole.hasCutGlyphs);
  const sequence::Measures& m = computed.workspace.sentences[0].measures;
  const double pixels = whole.glyphPixels / whole.glyphRange;
  for (const Glyph& glyph : whole.glyphs)
    for (const GlyphBar& bar : glyph.clusters) {
      if (glyph.isStart) continue;
      const auto t = static_cast<Eigen::Index>(glyph.place.token), p = Eigen::Index{bar.cluster.value};
      const double full = (m.aggregatePositive(t, p) - m.aggregateNegative(t, p)) * pixels;
      if (bar.isCutAbove || bar.isCutBelow)
        CHECK(bar.box.height < full);
      else
        CHECK(bar.box.height == Approx(full).margin(1e-6));
    }
}

TEST_CASE("the sentence column laid out alone is that of the whole view") {
  test::SmallScene small;
  const ComputedState computed = longText(small);
  MainScene scene = layout(computed, {{1400, 900}, 0});
  const MainOptions options{{1400, 900}, 77, 30};
  layoutSentences(computed, options, test::FixedMeasure(), scene);
  const MainScene anew = layout(computed, options);
  CHECK(scene.firstRow == anew.firstRow);
  REQUIRE(scene.glyphs.size() == anew.glyphs.size());
  for (std::size_t i = 0; i < anew.glyphs.size(); ++i) {
    CHECK(scene.glyphs[i].place == anew.glyphs[i].place);
    CHECK(scene.glyphs[i].box.y == anew.glyphs[i].box.y);
    CHECK(scene.glyphs[i].label == anew.glyphs[i].label);
  }
  CHECK(scene.tokensAbove == anew.tokensAbove);
  CHECK(scene.tokensBelow == anew.tokensBelow);
  CHECK(scene.overview->window.y == anew.overview->window.y);
  CHECK(scene.chips.size() == anew.chips.size());
}

TEST_CASE("more tokens than can be shown are refused by name and number") {
  test::SmallScene small;
  small.state.sentences = {repeated("w2 w3", 20'000), "w2"};
  const ComputedState computed = small.compute();
  CHECK(computed.workspace.sentences[0].problem.find("40000 tokens") != std::string::npos);
  const MainScene scene = test::SmallScene::layout(computed);
  CHECK(scene.headings[0].isProblem);
  CHECK(shownTokens(scene) == 1);
}

TEST_CASE("words longer than the view, of other scripts and of nothing but marks have labels that fit") {
  test::SmallScene small;
  std::string marks = "e";
  for (int i = 0; i < 3000; ++i) marks += "\u0301";
  small.state.sentences = {
      std::string(100'000, 'x') + " w2",
      "שלום עולם " + std::string("مرحبا") + " 👩🏽‍🚀🧑‍🤝‍🧑 न्यू " + marks};
  const MainScene scene = small.layout();
  CHECK(shownTokens(scene) == 8);
  const test::FixedMeasure measure;
  for (const Glyph& glyph : scene.glyphs)
    CHECK(glyph.label.size() <= static_cast<std::size_t>(glyph.box.width));
  for (const SentenceHeading& heading : scene.headings)
    CHECK(measure.size(heading.text, 11.5, false).width <= heading.box.width + 20);
}
