#include "paired_sum.h"
#include "rnnvis/compare/prediction_differences.h"

#include "python.h"
#include "subjects.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis;
using namespace rnnvis::test;
using namespace rnnvis::compare;

namespace {

Subjects sidesOf(const std::shared_ptr<const model::TextModel>& a,
                 const std::shared_ptr<const model::TextModel>& b) {
  return {{subjectOf(a)}, {subjectOf(b)}};
}

std::shared_ptr<model::TextModel> classifierWithText(const TemporaryFolder& folder, const std::string& text,
                                                     std::uint64_t seed) {
  SmallModel small{.cell = "gru", .outputs = 2, .seed = seed};
  auto model = std::make_shared<model::TextModel>(textModelOf(small, model::Task::classifier));
  model->manifest.classNames = {"bad", "good"};
  model->manifest.corpora["test"] = folder.write("test.tsv", text);
  model->endOfLine.reset();
  model->sha256 = "classifier" + std::to_string(seed);
  return model;
}

}  // namespace

TEST_CASE("the test is Student's where every block is one place, and scipy's") {
  PairedSum sum;
  Random random(5);
  std::string numbers;
  for (std::size_t i = 0; i < 40; ++i) {
    const double a = random.normal(), b = a + 0.4 + random.normal();
    sum.add(a, b, i);
    numbers += fmt::format("{:.17g} {:.17g}\n", a, b);
  }
  const PairedMean mean = sum.mean();
  CHECK(mean.places == 40);
  CHECK(mean.difference == Approx(*mean.mean.b - *mean.mean.a));
  if (!hasPython("scipy.stats")) {
    WARN("skipped: python3-scipy is not installed");
    return;
  }
  const TemporaryFolder folder;
  folder.write("numbers.txt", numbers);
  folder.write("p.txt",
               fmt::format("{:.17g} {:.17g} {:.17g}", mean.pValue, mean.bounds.low, mean.bounds.high));
  CHECK(runPython(folder, R"(
import numpy, scipy.stats
a, b = numpy.loadtxt("numbers.txt").T
p, low, high = numpy.loadtxt("p.txt")
assert abs(scipy.stats.ttest_rel(b, a).pvalue - p) < 1e-9
d = b - a
error = d.std(ddof=1) / 40 ** 0.5
margin = scipy.stats.t.ppf(0.975, 39) * error
assert abs(d.mean() - margin - low) < 1e-7 and abs(d.mean() + margin - high) < 1e-7
)"));
}

TEST_CASE("places of a block that say the same count as little as one") {
  PairedSum apart, together;
  Random random(6);
  for (std::size_t block = 0; block < 30; ++block) {
    const double d = 0.3 + random.normal();
    apart.add(0, d, block);
    for (int place = 0; place < 10; ++place) together.add(0, d, block);
  }
  CHECK(together.mean().pValue == Approx(apart.mean().pValue));
  PairedSum single;
  single.add(1, 2, 0);
  CHECK(single.mean().pValue == 1);
  CHECK(std::isinf(single.mean().bounds.high));
}

TEST_CASE("losses of language models add up over words and parts of speech") {
  const TemporaryFolder folder;
  const auto a = modelWithText(folder, {.cell = "lstm"}),
             b = modelWithText(folder, {.cell = "gru", .seed = 2});
  const Subjects subjects = sidesOf(a, b);
  const auto found = comparePredictions(subjects, {}, 1);
  REQUIRE(found);
  const auto corpus = openCorpus(*a, "test");
  const auto alone = evaluate(*a, corpus, {});
  CHECK(found->alone.a->loss == alone.loss);
  CHECK(*found->loss.mean.a == Approx(alone.loss));
  CHECK(*found->loss.mean.b == Approx(evaluate(*b, corpus, {}).loss));
  CHECK(*found->accuracy.mean.a == Approx(alone.accuracy));
  CHECK(found->loss.places == corpus.ids.size() - 1);
  CHECK(found->leftOut == 0);
  double byWord = 0, byTag = 0;
  std::size_t places = 0;
  for (const WordLoss& word : found->words) {
    byWord += *word.loss.mean.b * static_cast<double>(word.loss.places);
    places += word.loss.places;
    CHECK(word.loss.qValue >= word.loss.pValue);
  }
  for (const TagLoss& tag : found->tags) byTag += *tag.loss.mean.b * static_cast<double>(tag.loss.places);
  CHECK(places == found->loss.places);
  CHECK(byWord == Approx(*found->loss.mean.b * static_cast<double>(places)));
  CHECK(byTag == Approx(byWord));
  CHECK(std::abs(found->words.front().loss.difference) >= std::abs(found->words.back().loss.difference));
}

TEST_CASE("a model does not differ from itself, nor from an equivalent network") {
  const TemporaryFolder folder;
  const auto model = modelWithText(folder, {.cell = "lstm"});
  const auto same = comparePredictions(sidesOf(model, model), {}, 1);
  REQUIRE(same);
  CHECK(same->loss.difference == 0);
  CHECK(same->loss.pValue == 1);
  const auto other = std::make_shared<model::TextModel>(*model);
  other->network = equivalentOf(model->network);
  other->sha256 = "equivalent";
  CHECK(comparePredictions(sidesOf(model, other), {}, 1)->loss.difference == Approx(0).margin(1e-5));
}

TEST_CASE("of different vocabularies the words that both know are compared") {
  const TemporaryFolder folder;
  const std::string lines = "w2 w3 w5 zebra w4\nw5 w2\nw3 w4 w2\n";
  const auto a = modelWithText(folder, {.cell = "lstm"}, lines);
  const auto b =
      std::make_shared<model::TextModel>(*modelWithText(folder, {.cell = "gru", .seed = 2}, lines));
  b->vocabulary =
      text::Vocabulary({"<unk>", "<eos>", "w4", "w3", "w2", "x5", "w6", "w7", "w8", "w9", "w10", "w11"});
  const auto found = comparePredictions(sidesOf(a, b), {}, 1);
  REQUIRE(found);
  // Of 13 tokens the first is not predicted; zebra and w5 twice are not known to both.
  CHECK(found->loss.places == 9);
  CHECK(found->leftOut == 6);
}

TEST_CASE("classifiers are compared by document, classes by name") {
  const TemporaryFolder folder;
  Random random(9);
  std::string text;
  for (int d = 0; d < 60; ++d) {
    text += d % 3 == 0 ? "bad\tw2 " : "good\tw3 ";
    for (std::size_t words = random.below(5); words > 0; --words) text += wordOf(2 + random.below(8)) + " ";
    text += "\n";
  }
  const auto a = classifierWithText(folder, text, 1), b = classifierWithText(folder, text, 2);
  b->manifest.classNames = {"good", "bad"};
  const Subjects subjects = sidesOf(a, b);
  const auto found = comparePredictions(subjects, {}, 1);
  REQUIRE(found);
  CHECK(found->loss.places == 60);
  CHECK(found->loss.blocks == 60);
  CHECK(*found->loss.mean.b == Approx(evaluate(*b, openCorpus(*b, "test"), {}).loss));
  REQUIRE(found->words.size() == 2);
  CHECK(*found->words[0].word.a != *found->words[0].word.b);
  CHECK(found->tags.empty());

  // One that knows only one of the classes.
  const auto c = classifierWithText(folder, text, 3);
  c->manifest.classNames = {"good", "neutral"};
  const auto some = comparePredictions({subjects.a, {subjectOf(classifierWithText(folder, text, 3))}}, {}, 1);
  CHECK(some);
  Subjects other = subjects;
  other.b.value.model = c;
  const auto half = comparePredictions(other, {}, 1);
  REQUIRE(half);
  CHECK(half->loss.places == 40);
  CHECK(half->leftOut == 20);
}

TEST_CASE("predictions of different things are not compared, and it says why") {
  const TemporaryFolder folder;
  const auto languageModel = modelWithText(folder, {.cell = "lstm"});
  const auto classifier = classifierWithText(folder, "good\tw2\nbad\tw3\n", 2);
  Subjects subjects = sidesOf(languageModel, languageModel);
  subjects.b.value.model = classifier;
  CHECK_THAT(comparePredictions(subjects, {}, 1).problem, Catch::Contains("a class"));
  const auto encoder = std::make_shared<model::TextModel>(*languageModel);
  encoder->manifest.task = model::Task::encoder;
  encoder->sha256 = "encoder";
  subjects.b.value.model = encoder;
  CHECK_THAT(comparePredictions(subjects, {}, 1).problem, Catch::Contains("predicts nothing"));
  const auto characters = std::make_shared<model::TextModel>(*languageModel);
  characters->manifest.text.level = text::Level::character;
  characters->sha256 = "characters";
  subjects.b.value.model = characters;
  CHECK_THAT(comparePredictions(subjects, {}, 1).problem, Catch::Contains("characters"));
  subjects.a.value.corpus = "absent";
  CHECK_THAT(comparePredictions(subjects, {}, 1).problem, Catch::Contains("no corpus \"absent\""));
}
