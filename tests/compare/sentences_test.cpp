#include "rnnvis/compare/sentence_differences.h"
#include "subjects.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>

using namespace rnnvis;
using namespace rnnvis::test;
using namespace rnnvis::compare;
using sequence::readSentence;
using sequence::Sentence;

namespace {

Subjects sidesOf(const std::shared_ptr<const model::TextModel>& a,
                 const std::shared_ptr<const model::TextModel>& b) {
  return {{subjectOf(a)}, {subjectOf(b)}};
}

std::vector<AlignedTokens> align(const Subjects& subjects, const std::string& a, const std::string& b) {
  return alignTokens(subjects, {readSentence(*subjects.a->model, a)}, {readSentence(*subjects.b->model, b)});
}

/// "k" kept, "c" changed, "d" deleted, "i" inserted.
std::string editsOf(const std::vector<AlignedTokens>& columns) {
  std::string edits;
  for (const AlignedTokens& column : columns) edits += "kcdi"[static_cast<int>(column.edit)];
  return edits;
}

/// Wagner and Fischer's distance, row by row.
std::size_t distance(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row.back();
}

/// Whether the columns hold every token of a side once, in order.
bool coverAll(const std::vector<AlignedTokens>& columns, std::size_t ofA, std::size_t ofB) {
  std::size_t a = 0, b = 0;
  for (const AlignedTokens& column : columns) {
    if (column.tokens.a->first != a || column.tokens.b->first != b) return false;
    a += column.tokens.a->count;
    b += column.tokens.b->count;
  }
  return a == ofA && b == ofB;
}

Eigen::RowVectorXd probabilities(const Eigen::RowVectorXf& logits) {
  const Eigen::ArrayXd p = (logits.cast<double>().array() - double{logits.maxCoeff()}).exp().transpose();
  return (p / p.sum()).matrix().transpose();
}

double sumOf(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

TEST_CASE("sentences are aligned with the fewest edits") {
  const TemporaryFolder folder;
  const auto model = modelWithText(folder, {.cell = "lstm"});
  const Subjects subjects = sidesOf(model, model);
  CHECK(editsOf(align(subjects, "w2 w3 w4", "w2 w3 w4")) == "kkk");
  CHECK(editsOf(align(subjects, "w2 w3 w4", "w2 w5 w4")) == "kck");
  CHECK(editsOf(align(subjects, "w2 w3 w4", "w2 w4")) == "kdk");
  CHECK(editsOf(align(subjects, "w2 w4", "w2 w3 w4 w5")) == "kiki");
  // Words that the vocabulary lacks are told apart by how they are written.
  CHECK(editsOf(align(subjects, "zebra w2", "horse w2")) == "ck");
  Random random(3);
  for (int time = 0; time < 100; ++time) {
    const auto sentence = [&] {
      std::string text = "w2";
      for (std::size_t words = random.below(9); words > 0; --words) text += " " + wordOf(2 + random.below(3));
      return text;
    };
    const Sentence a = readSentence(*model, sentence()), b = readSentence(*model, sentence());
    const auto columns = alignTokens(subjects, {a}, {b});
    CAPTURE(a.text, b.text, editsOf(columns));
    CHECK(coverAll(columns, a.tokens.size(), b.tokens.size()));
    const auto edits = static_cast<std::size_t>(
        std::ranges::count_if(columns, [](const AlignedTokens& of) { return of.edit != Edit::kept; }));
    CHECK(edits == distance(a.tokens, b.tokens));
  }
}

TEST_CASE("characters are aligned with the words that they spell") {
  const TemporaryFolder folder;
  const auto words = modelWithText(folder, {.cell = "lstm"});
  const auto characters = std::make_shared<model::TextModel>(*words);
  characters->manifest.text = {};
  characters->manifest.text.level = text::Level::character;
  characters->manifest.text.outOfVocabulary = text::OutOfVocabulary::skip;
  characters->vocabulary = text::Vocabulary({"w", "2", "3", "4", "5", " "});
  characters->endOfLine.reset();
  characters->sha256 = "characters";
  Subjects subjects = sidesOf(words, words);
  subjects.b.value.model = characters;
  const auto columns = align(subjects, "w2 w34 w5", " w2  w34 w5 ");
  CHECK(editsOf(columns) == "kkk");
  CHECK(*columns[0].tokens.b == TokenSpan{0, 3});
  CHECK(*columns[1].tokens.b == TokenSpan{3, 5});
  CHECK(*columns[2].tokens.b == TokenSpan{8, 4});
  CHECK(*columns[1].tokens.a == TokenSpan{1, 1});
  // Of zz only the white space before it is read.
  const auto skipped = align(subjects, "w2 zz w5", "w2 zz w5");
  CHECK(editsOf(skipped) == "kkk");
  CHECK(*skipped[1].tokens.b == TokenSpan{2, 1});
  CHECK(editsOf(align(subjects, "w2 w5", "w2 w3 w5")) == "kik");
  const auto all = align(subjects, "w2", "   ");
  CHECK(coverAll(all, 1, 3));
}

TEST_CASE("the same sentence in the same model differs in nothing") {
  const TemporaryFolder folder;
  const auto model = modelWithText(folder, {.cell = "gru"});
  const Subjects subjects = sidesOf(model, model);
  const Sentence sentence = readSentence(*model, "w2 w3 w4 w5");
  const auto found = compareSentences(subjects, {sentence}, {sentence}, {0, 1, 2});
  CHECK(found.edits == 0);
  CHECK(found.aggregatePositive.isZero());
  CHECK(found.updatedNegative.isZero());
  for (const auto& divergence : found.divergences) {
    REQUIRE(divergence);
    CHECK(divergence->nats == 0);
    CHECK(divergence->outputs.empty());
  }
  CHECK_FALSE(found.cause);
}

TEST_CASE("differences of measures are those of the sentences, by partner") {
  const TemporaryFolder folder;
  const auto model = modelWithText(folder, {.cell = "lstm"});
  const Subjects subjects = sidesOf(model, model);
  const Sentence a = readSentence(*model, "w2 w3 w5"), b = readSentence(*model, "w2 w4 w3 w5");
  const auto found = compareSentences(subjects, {a}, {b}, {2, -1, 0});
  REQUIRE(editsOf(found.columns) == "kikk");
  const auto measures = [&](const Sentence& sentence) {
    return sequence::measure(sentence.trace, subjects.a->layer, subjects.a->state,
                             subjects.a->groups->unitLabels, 3);
  };
  const auto ofA = measures(a), ofB = measures(b);
  CHECK(found.aggregatePositive(2, 0) == ofB.aggregatePositive(2, 2) - ofA.aggregatePositive(1, 0));
  CHECK(found.updatedNegative(3, 2) == ofB.updatedNegative(3, 0) - ofA.updatedNegative(2, 2));
  CHECK(found.aggregateNegative.col(1).isZero());
  CHECK(found.aggregateNegative.row(1).isZero());
  CHECK_FALSE(found.divergences[1]);
}

TEST_CASE("divergence is Kullback and Leibler's, and its causes add up") {
  const TemporaryFolder folder;
  const auto a = modelWithText(folder, {.cell = "rnn", .hidden = 5}),
             b = modelWithText(folder, {.cell = "gru", .hidden = 7, .seed = 4});
  const Subjects subjects = sidesOf(a, b);
  const Sentence ofA = readSentence(*a, "w2 w3 w4"), ofB = readSentence(*b, "w2 w3 w4");
  const auto found = compareSentences(subjects, {ofA}, {ofB}, {0, 1, 2});
  for (Eigen::Index t = 0; t < 3; ++t) {
    const Eigen::RowVectorXd p = probabilities(ofA.trace.logits.row(t)),
                             q = probabilities(ofB.trace.logits.row(t));
    double forward = 0, backward = 0;
    for (Eigen::Index k = 0; k < p.size(); ++k) {
      forward += p[k] * std::log(p[k] / q[k]);
      backward += q[k] * std::log(q[k] / p[k]);
    }
    const Divergence& divergence = *found.divergences[static_cast<std::size_t>(t)];
    CHECK(divergence.nats == Approx(forward));
    CHECK(divergence.backward == Approx(backward));
    CHECK(*divergence.sharedMass.a == Approx(1));
    CHECK(divergence.outputs.size() == 3);
    CHECK(*divergence.outputs[0].probability.b ==
          Approx(q[static_cast<Eigen::Index>(*divergence.outputs[0].outputB)]));
  }
  for (std::size_t column = 0; column < 3; ++column) {
    const auto cause = causeAt(subjects, {ofA}, {ofB}, found, column);
    REQUIRE(cause);
    const auto logits = ofB.trace.logits.row(static_cast<Eigen::Index>(column)).cast<double>().eval();
    const double logit = logits[static_cast<Eigen::Index>(*cause->output.outputB)] - logits.mean();
    CHECK(*cause->logit.b == Approx(logit).margin(1e-5));
    CHECK(cause->tokens.b->size() == column + 1);
    CHECK(sumOf(*cause->tokens.b) + *cause->start.b + *cause->bias.b == Approx(logit).margin(1e-5));
    CHECK(sumOf(*cause->clusters.b) + *cause->bias.b == Approx(logit).margin(1e-5));
  }
  REQUIRE(found.widest);
  CHECK(found.cause->column == *found.widest);

  // Sentences are kept without logits in the window.
  Sentence withoutLogits = ofA;
  withoutLogits.trace.logits.resize(0, 0);
  CHECK(compareSentences(subjects, {withoutLogits}, {ofB}, {0, 1, 2}).divergences[1]->nats ==
        Approx(found.divergences[1]->nats).epsilon(1e-5));
}

TEST_CASE("outputs that only one model has are left out of a divergence") {
  const TemporaryFolder folder;
  const auto a = modelWithText(folder, {.cell = "rnn"});
  const auto b = std::make_shared<model::TextModel>(*modelWithText(folder, {.cell = "gru", .seed = 4}));
  b->vocabulary = text::Vocabulary({"<unk>", "<eos>", "w3", "w2", "x", "y"});
  const Subjects subjects = sidesOf(a, b);
  const Sentence ofA = readSentence(*a, "w2 w3"), ofB = readSentence(*b, "w2 w3");
  const auto found = compareSentences(subjects, {ofA}, {ofB}, {-1, -1, -1});
  const Eigen::RowVectorXd p = probabilities(ofA.trace.logits.row(1)),
                           q = probabilities(ofB.trace.logits.row(1));
  const double massOfA = p.head(4).sum(), massOfB = q.head(4).sum();
  const std::pair<int, int> shared[] = {{0, 0}, {1, 1}, {2, 3}, {3, 2}};
  double nats = 0;
  for (const auto& [k, l] : shared) nats += p[k] / massOfA * std::log(p[k] / massOfA / (q[l] / massOfB));
  CHECK(found.divergences[1]->nats == Approx(nats));
  CHECK(*found.divergences[1]->sharedMass.a == Approx(massOfA));
  CHECK(*found.divergences[1]->sharedMass.b == Approx(massOfB));
}

TEST_CASE("predictions of different tasks do not part, and it says why") {
  const TemporaryFolder folder;
  const auto a = modelWithText(folder, {.cell = "rnn"});
  Subjects subjects = sidesOf(a, a);
  const auto classifier = std::make_shared<model::TextModel>(*a);
  classifier->manifest.task = model::Task::classifier;
  classifier->sha256 = "classifier";
  subjects.b.value.model = classifier;
  const Sentence sentence = readSentence(*a, "w2 w3");
  const auto found = compareSentences(subjects, {sentence}, {sentence}, {0, 1, 2});
  CHECK_THAT(found.problem, Catch::Contains("a class"));
  CHECK(found.divergences.empty());
  CHECK(found.columns.size() == 2);
}
