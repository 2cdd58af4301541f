#include "rnnvis/compare/joint_reading.h"

#include "rnnvis/base/error.h"
#include "subjects.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis;
using namespace rnnvis::test;
using compare::JointReading;
using compare::Subjects;
using model::Signal;

namespace {

/// Straight from the definition, on the kernels (Song et al. 2012, Eq. 5).
double hsic(const Matrix& a, const Matrix& b) {
  const auto kernel = [](const Matrix& x) {
    const MatrixD centred = x.cast<double>().rowwise() - x.cast<double>().colwise().mean();
    MatrixD k = centred * centred.transpose();
    k.diagonal().setZero();
    return k;
  };
  const MatrixD k = kernel(a), l = kernel(b);
  const auto n = static_cast<double>(a.rows());
  return ((k * l).trace() + k.sum() * l.sum() / ((n - 1) * (n - 2)) - 2 / (n - 2) * (k * l).sum()) /
         (n * (n - 3));
}

double ckaOf(const Matrix& a, const Matrix& b) {
  return hsic(a, b) / std::sqrt(hsic(a, a) * hsic(b, b));
}

MatrixD correlationOf(const Matrix& a, const Matrix& b) {
  const auto standardised = [](const Matrix& x) {
    MatrixD result = x.cast<double>().rowwise() - x.cast<double>().colwise().mean();
    for (Eigen::Index column = 0; column < x.cols(); ++column) result.col(column).normalize();
    return result;
  };
  return standardised(a).transpose() * standardised(b);
}

Subjects sidesOf(std::shared_ptr<const model::TextModel> a, std::shared_ptr<const model::TextModel> b) {
  Subjects subjects;
  for (auto& [subject, model] : {std::pair{&subjects.a.value, a}, {&subjects.b.value, b}}) {
    subject->model = model;
    subject->corpus = "test";
    subject->layer = LayerId{1};
    subject->state = model::analysedState(model->network.cell);
  }
  return subjects;
}

Matrix responsesOf(const model::Trace& trace, std::size_t layer, Signal state) {
  Matrix result = trace.layers[layer].at(state);
  for (Eigen::Index t = 0; t < result.rows(); ++t) result.row(t) = trace.response(layer, state, t);
  return result;
}

}  // namespace

TEST_CASE("CKA, correlations and rotation are those of the traces of both models") {
  const TemporaryFolder folder;
  const auto a = modelWithText(folder, {.cell = "lstm", .hidden = 6}),
             b = modelWithText(folder, {.cell = "gru", .hidden = 4, .seed = 2});
  const JointReading joint = readJointly(sidesOf(a, b));
  const auto ids = openCorpus(*a, "test").ids;
  CHECK(joint.tokens == ids.size());
  CHECK(*joint.layers.a == std::vector<std::string>{"layer0", "layer1"});
  const auto ofA = trace(a->network, ids, zeroState(a->network)),
             ofB = trace(b->network, ids, zeroState(b->network));
  for (Eigen::Index i : {0, 1})
    for (Eigen::Index j : {0, 1})
      CHECK(joint.cka(i, j) == Approx(ckaOf(ofA.layers[static_cast<std::size_t>(i)].at(Signal::c),
                                            ofB.layers[static_cast<std::size_t>(j)].at(Signal::h)))
                                   .margin(1e-4));
  const Matrix x = responsesOf(ofA, 1, Signal::c), y = responsesOf(ofB, 1, Signal::h);
  CHECK(joint.correlation.isApprox(correlationOf(x, y), 1e-4));
  CHECK(std::ranges::count(joint.matching.partner, -1) == 2);
  CHECK(joint.rotation.matrix.rows() == 6);
  CHECK((joint.rotation.matrix.transpose() * joint.rotation.matrix).isIdentity(1e-9));
}

TEST_CASE("a model is joined with itself unit by unit") {
  const TemporaryFolder folder;
  const auto model = modelWithText(folder, {.cell = "rnn", .hidden = 5});
  const JointReading joint = readJointly(sidesOf(model, model));
  CHECK(joint.cka.diagonal().isOnes(1e-6));
  CHECK(joint.matching.partner == std::vector<int>{0, 1, 2, 3, 4});
  CHECK(joint.matching.similarity == 1);
  CHECK(joint.rotation.matrix.isIdentity(1e-6));
  CHECK(joint.rotation.similarity == Approx(1));
}

TEST_CASE("units of an equivalent network are found again") {
  const TemporaryFolder folder;
  const std::string cell = GENERATE("rnn", "lstm", "gru");
  CAPTURE(cell);
  const auto model = modelWithText(folder, {.cell = cell, .hidden = 7});
  const auto other = std::make_shared<model::TextModel>(*model);
  other->network = equivalentOf(model->network);
  other->sha256 = "equivalent";
  const JointReading joint = readJointly(sidesOf(model, other));
  CHECK(joint.cka.diagonal().isOnes(1e-5));
  CHECK(joint.matching.similarity == Approx(1).epsilon(1e-5));
  for (int unit = 0; unit < 7; ++unit) {
    const auto of = static_cast<std::size_t>(Equivalence::unit(unit, 7));
    CHECK(joint.matching.partner[of] == unit);
    CHECK(joint.matching.sign[of] == static_cast<int>(Equivalence::sign(unit)));
  }
}

TEST_CASE("words and characters are joined at the ends of words and lines") {
  const TemporaryFolder folder;
  const std::string lines = "w2 w3  w4\nw2\n\nw5 zebra w2";
  const auto words = modelWithText(folder, {.cell = "lstm", .hidden = 6}, lines);
  const auto characters =
      std::make_shared<model::TextModel>(*modelWithText(folder, {.cell = "gru", .seed = 5}, lines));
  characters->manifest.corpora = words->manifest.corpora;
  characters->manifest.text = {};
  characters->manifest.text.level = text::Level::character;
  characters->manifest.text.outOfVocabulary = text::OutOfVocabulary::skip;
  characters->vocabulary = text::Vocabulary({"w", "2", "3", "4", "5", " ", "\n", "z", "e", "b", "r", "q"});
  characters->endOfLine.reset();
  const JointReading joint = readJointly(sidesOf(words, characters));
  // Of zebra, the last character is out of its vocabulary; the last line has no newline to read.
  const auto text = openSharedText(*words, *characters, "test");
  CHECK(text.a.corpus.ids.size() == 11);
  CHECK(joint.tokens == 9);
  CHECK(*joint.read.b == text.b.corpus.ids.size());

  const auto ofA = trace(words->network, text.a.corpus.ids, zeroState(words->network)),
             ofB = trace(characters->network, text.b.corpus.ids, zeroState(characters->network));
  std::vector<Eigen::Index> rowsOfA, rowsOfB;
  for (std::size_t i = 0; i < text.a.spans.size(); ++i)
    for (std::size_t j = 0; j < text.b.spans.size(); ++j)
      if (text.a.spans[i].end == text.b.spans[j].end) {
        rowsOfA.push_back(static_cast<Eigen::Index>(i));
        rowsOfB.push_back(static_cast<Eigen::Index>(j));
      }
  const Matrix x = ofA.layers[0].at(Signal::c)(rowsOfA, Eigen::all),
               y = ofB.layers[1].at(Signal::h)(rowsOfB, Eigen::all);
  CHECK(joint.cka(0, 1) == Approx(ckaOf(x, y)).margin(1e-4));
}

TEST_CASE("models that end no token together, and texts that one cannot read, say so") {
  const TemporaryFolder folder;
  const auto a = modelWithText(folder, {.cell = "lstm"});
  const auto b = std::make_shared<model::TextModel>(*modelWithText(folder, {.cell = "gru", .seed = 2}));
  b->manifest.text.unknown.reset();
  b->vocabulary = text::Vocabulary({"other", "<eos>"});
  CHECK_THROWS_WITH(readJointly(sidesOf(a, b)), Catch::Contains("test.txt"));
  Subjects elsewhere = sidesOf(a, a);
  elsewhere.a.value.corpus = "train";
  CHECK_THROWS_WITH(readJointly(elsewhere), Catch::Contains("no corpus \"train\""));
}

TEST_CASE("a joint reading does not depend on threads and can be cancelled") {
  const TemporaryFolder folder;
  const auto a = modelWithText(folder, {.cell = "lstm", .hidden = 6}),
             b = modelWithText(folder, {.cell = "gru", .hidden = 6, .seed = 2});
  const auto with = [&](unsigned threads) {
    return readJointly(sidesOf(a, b), {{std::nullopt, 3, 64, threads}});
  };
  CHECK(with(1).cka == with(3).cka);
  CHECK(with(1).correlation == with(3).correlation);
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(readJointly(sidesOf(a, b), {}, {stop.get_token(), {}}), Cancelled);
}
