#include "rnnvis/compare/cluster_differences.h"
#include "rnnvis/compare/word_differences.h"
#include "subjects.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rnnvis;
using namespace rnnvis::test;
using namespace rnnvis::compare;

namespace {

Subjects sidesOf(const std::shared_ptr<const model::TextModel>& a,
                 const std::shared_ptr<const model::TextModel>& b) {
  return {{subjectOf(a)}, {subjectOf(b)}};
}

std::vector<std::string> tokensOf(const Subject& subject, const std::vector<LeftOutWord>& words) {
  std::vector<std::string> tokens;
  for (const LeftOutWord& word : words) tokens.push_back(subject.model->vocabulary.token(word.word));
  return tokens;
}

}  // namespace

TEST_CASE("an equivalent network answers alike and has the same clusters") {
  const TemporaryFolder folder;
  const std::string cell = GENERATE("rnn", "lstm", "gru");
  CAPTURE(cell);
  const auto model = modelWithText(folder, {.cell = cell, .hidden = 11});
  const auto other = std::make_shared<model::TextModel>(*model);
  other->network = equivalentOf(model->network);
  other->sha256 = "equivalent";
  const Subjects subjects = sidesOf(model, other);
  const JointReading joint = readJointly(subjects);
  const SharedWords shared = sharedWords(subjects, 1);
  CHECK(shared.words.size() == subjects.a->words.size());
  const WordDifferences words = compareWords(subjects, shared, &joint);
  CHECK(words.alignment == Alignment::matched);
  CHECK(words.matchedSimilarity == Approx(1).epsilon(1e-6));
  CHECK(words.rotatedSimilarity == Approx(1).epsilon(1e-4));
  for (const WordDifference& word : words.words) {
    CHECK(*word.similarity == Approx(1).epsilon(1e-5));
    CHECK(word.profile.a->sparsity == Approx(word.profile.b->sparsity).margin(1e-4));
    CHECK(word.profile.a->relativeStrength == Approx(word.profile.b->relativeStrength).margin(1e-4));
  }
  const auto clusters = compareWordClusters(subjects, shared);
  REQUIRE(clusters);
  CHECK(clusters->adjustedRand == 1);
  CHECK(clusters->moved == 0);
  CHECK(compareUnitClusters(subjects, joint).adjustedRand == 1);
  const Comparison<WordId> word = shared.words[2].b;
  const VectorD answer = responsesInOrderOfA(subjects, joint, word);
  CHECK(answer.isApprox(
      subjects.a->responses().mean.matrix().row(shared.words[2].a->value).cast<double>().transpose(), 1e-4));
}

TEST_CASE("the same units differ in nothing") {
  const TemporaryFolder folder;
  const auto model = modelWithText(folder, {.cell = "lstm"});
  const Subjects subjects = sidesOf(model, model);
  const JointReading joint = readJointly(subjects);
  const SharedWords shared = sharedWords(subjects, 1);
  const WordDifferences words = compareWords(subjects, shared, &joint);
  CHECK(words.alignment == Alignment::same);
  CHECK(words.similarity == Approx(1).epsilon(1e-12));
  CHECK(words.strength.higherInB == 0.5);
  CHECK(*words.strength.mean.a == *words.strength.mean.b);
  CHECK(compareWordClusters(subjects, shared)->moved == 0);
  CHECK(compareUnitClusters(subjects, joint).moved == 0);
}

TEST_CASE("profiles are those of their definitions") {
  const TemporaryFolder folder;
  const auto a = modelWithText(folder, {.cell = "lstm", .hidden = 6}),
             b = modelWithText(folder, {.cell = "rnn", .hidden = 4, .seed = 3});
  const Subjects subjects = sidesOf(a, b);
  const SharedWords shared = sharedWords(subjects, 1);
  const WordDifferences words = compareWords(subjects, shared, nullptr);
  CHECK(words.alignment == Alignment::rotated);
  CHECK_FALSE(words.words[0].similarity);
  const WordProfile& profile = *words.words[1].profile.b;
  const auto row = subjects.b->responses().mean.matrix().row(shared.words[1].b->value);
  const auto spread = subjects.b->responses().deviation.matrix().row(shared.words[1].b->value);
  const auto deviation =
      subjects.b->analysis->layers[1].values.at(model::Signal::h).deviation.matrix().row(0);
  double strength = 0, relative = 0, dispersion = 0;
  for (Eigen::Index u = 0; u < 4; ++u) {
    strength += std::abs(double{row[u]}) / 4;
    relative += std::abs(double{row[u]}) / double{deviation[u]} / 4;
    dispersion += double{spread[u]} / 4;
  }
  CHECK(profile.strength == Approx(strength));
  CHECK(profile.relativeStrength == Approx(relative));
  CHECK(profile.dispersion == Approx(dispersion));
  CHECK(profile.count == subjects.b->analysis->count[shared.words[1].b->index()]);
  double mean = 0;
  for (const WordDifference& word : words.words)
    mean += word.profile.b->strength / static_cast<double>(words.words.size());
  CHECK(*words.strength.mean.b == Approx(mean));

  const JointReading joint = readJointly(subjects);
  const WordDifferences rotated = compareWords(subjects, shared, &joint);
  CHECK(*rotated.words[0].similarity == *rotated.words[0].rotated);
  CHECK(std::abs(*rotated.words[0].matched) <= 1);
}

TEST_CASE("words are shared by spelling and by what they stand for; others say why not") {
  const TemporaryFolder folder;
  const auto a = modelWithText(folder, {.cell = "lstm"}, "w2 w3 w4 w5 zebra\nw2 w3 w4\n");
  const auto b = std::make_shared<model::TextModel>(
      *modelWithText(folder, {.cell = "gru", .seed = 2}, "w2 w3 w4 w5 zebra\nw2 w3 w4\n"));
  // w5 is called otherwise, and so are the unknown token and the end of a line.
  b->vocabulary =
      text::Vocabulary({"UNK", "</s>", "w4", "w3", "w2", "other", "w6", "w7", "w8", "w9", "w10", "w11"});
  b->manifest.text.unknown = "UNK";
  b->manifest.text.endOfLine = "</s>";
  b->endOfLine = WordId{1};
  b->sha256 = "b";
  const Subjects subjects = {{subjectOf(a, 2)}, {subjectOf(b, 2)}};
  const SharedWords shared = sharedWords(subjects, 1);
  std::vector<std::string> names;
  for (const SharedWord& word : shared.words) names.push_back(a->vocabulary.token(*word.a));
  std::ranges::sort(names);
  CHECK(names == std::vector<std::string>{"<eos>", "<unk>", "w2", "w3", "w4"});
  CHECK(tokensOf(*subjects.a, *shared.leftOut.a) == std::vector<std::string>{"w5"});
  CHECK(shared.leftOut.a->front().reason == LeftOut::unknown);
  CHECK(shared.leftOut.b->empty());
  CHECK(**partnerOf(subjects, Baseline<WordId>{{1}}) == WordId{1});
  CHECK(**partnerOf(subjects, Comparison<WordId>{{2}}) == WordId{4});
  CHECK_FALSE(partnerOf(subjects, Comparison<WordId>{{5}}));

  // Of one occurrence on each side, too few; nothing is left.
  const SharedWords frequent = sharedWords(subjects, 3);
  CHECK(frequent.words.empty());
  CHECK_FALSE(frequent.problem.empty());
  CHECK(frequent.leftOut.a->front().reason == LeftOut::rare);
  CHECK(compareWords(subjects, frequent, nullptr).words.empty());
  CHECK_FALSE(compareWordClusters(subjects, frequent));
}

TEST_CASE("words and characters share no word") {
  const TemporaryFolder folder;
  const auto a = modelWithText(folder, {.cell = "lstm"});
  Subjects subjects = sidesOf(a, a);
  const auto characters = std::make_shared<model::TextModel>(*a);
  characters->manifest.text.level = text::Level::character;
  characters->sha256 = "characters";
  subjects.b.value.model = characters;
  const SharedWords shared = sharedWords(subjects, 1);
  CHECK(shared.words.empty());
  CHECK_THAT(shared.problem, Catch::Contains("characters"));
}

TEST_CASE("flows count the words that keep company and those that move") {
  const TemporaryFolder folder;
  const auto model = modelWithText(folder, {.cell = "lstm"});
  Subjects subjects = sidesOf(model, model);
  auto groups = std::make_shared<cocluster::CoClustering>(*subjects.b->groups);
  // Clusters are called otherwise, and one word moves.
  for (int& label : groups->wordLabels) label = (label + 1) % 3;
  groups->wordLabels[0] = (groups->wordLabels[0] + 1) % 3;
  subjects.b.value.groups = groups;
  const SharedWords shared = sharedWords(subjects, 1);
  const auto clusters = compareWordClusters(subjects, shared);
  REQUIRE(clusters);
  CHECK(clusters->moved == 1);
  CHECK(clusters->partner == std::vector<int>{1, 2, 0});
  CHECK(clusters->common.sum() == static_cast<double>(shared.words.size()));
  std::size_t members = 0;
  for (const Flow& flow : clusters->flows) {
    members += flow.members.size();
    CHECK(static_cast<double>(flow.members.size()) == clusters->common(flow.a->value, flow.b->value));
    if (flow.moves) CHECK(flow.members == std::vector<std::size_t>{0});
  }
  CHECK(members == shared.words.size());
  CHECK(clusters->adjustedRand < 1);
}
