#include "rnnvis/sequence/sentence.h"

#include "rnnvis/base/error.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis;
using namespace rnnvis::test;
using Catch::Contains;

namespace {

model::Trace logitsOnly(const Matrix& logits) {
  model::Trace trace;
  trace.logits = logits;
  return trace;
}

model::Trace readAfter(const model::Network& network, std::size_t before) {
  Random random(111);
  const auto prefix = randomIds(random, before, network.inputTokens());
  return trace(network, randomIds(random, 9, network.inputTokens()), stateAfter(network, prefix));
}

}  // namespace

TEST_CASE("predictions are softmax's largest, likeliest first") {
  const model::Network network = networkOf(SmallModel{});
  const model::Trace trace = readAfter(network, 2);
  const auto all = sequence::predictions(trace, 12);
  const auto five = sequence::predictions(trace);
  REQUIRE(all.size() == 9);
  for (std::size_t t = 0; t < 9; ++t) {
    const Eigen::RowVectorXd logits = trace.logits.row(static_cast<Eigen::Index>(t)).cast<double>();
    const double normaliser = logits.array().exp().sum();
    double sum = 0, before = 1;
    REQUIRE(all[t].size() == 12);
    for (const auto& [output, probability] : all[t]) {
      CHECK(probability == Approx(std::exp(logits[static_cast<Eigen::Index>(output)]) / normaliser));
      CHECK(probability <= before);
      before = probability;
      sum += probability;
    }
    CHECK(sum == Approx(1));
    REQUIRE(five[t].size() == 5);
    for (std::size_t i = 0; i < 5; ++i) CHECK(five[t][i].output == all[t][i].output);
  }
}

TEST_CASE("equally likely outputs are in their own order, and few outputs are all listed") {
  Matrix logits(2, 4);
  logits << 1, 3, 1, 3,  //
      1000, -1000, 1000, 1000;
  const auto got = sequence::predictions(logitsOnly(logits), 10);
  const auto orderOf = [](const std::vector<sequence::Prediction>& row) {
    std::string order;
    for (const auto& prediction : row) order += std::to_string(prediction.output);
    return order;
  };
  CHECK(orderOf(got[0]) == "1302");
  CHECK(orderOf(got[1]) == "0231");
  CHECK(got[1][0].probability == Approx(1.0 / 3));
  CHECK(got[1][3].probability == 0);
}

TEST_CASE("without outputs there is nothing to predict") {
  CHECK(sequence::predictions(readAfter(networkOf(SmallModel{.outputs = 0}), 0)).empty());
}

TEST_CASE("contributions with the start's and the bias sum to the logit of the last step") {
  SmallModel small;
  small.cell = GENERATE("rnn", "lstm", "gru");
  const std::size_t before = GENERATE(0, 3);
  const model::Network network = networkOf(small);
  const model::Trace trace = readAfter(network, before);
  for (std::size_t target = 0; target < 12; ++target) {
    const auto parts = sequence::contributions(network, trace, target);
    CHECK(parts.target == target);
    REQUIRE(parts.tokens.size() == 9);
    CHECK(parts.tokens.sum() + parts.start + parts.bias ==
          Approx(double{trace.logits(8, static_cast<Eigen::Index>(target))}).epsilon(1e-5).margin(1e-5));
    CHECK((parts.start == 0) == (before == 0));
  }
}

TEST_CASE("a token's contribution is its change of the top state seen by the output") {
  const model::Network network = networkOf(SmallModel{});
  const model::Trace trace = readAfter(network, 2);
  const Matrix& h = trace.layers.back().at(model::Signal::h);
  const auto parts = sequence::contributions(network, trace, 4);
  const auto seen = [&](const Eigen::Ref<const Eigen::RowVectorXf>& state) {
    double sum = 0;
    for (Eigen::Index j = 0; j < state.size(); ++j)
      sum += double{state[j]} * double{network.head->weight(4, j)};
    return sum;
  };
  CHECK(parts.start == Approx(seen(trace.start.back().h.transpose())));
  CHECK(parts.bias == double{network.head->bias[4]});
  CHECK(parts.tokens[0] == Approx(seen(h.row(0)) - parts.start));
  for (Eigen::Index t = 1; t < 9; ++t)
    CHECK(parts.tokens[t] == Approx(seen(h.row(t)) - seen(h.row(t - 1))).margin(1e-9));
}

TEST_CASE("an output that does not exist is named") {
  const model::Network network = networkOf(SmallModel{}), headless = networkOf(SmallModel{.outputs = 0});
  const model::Trace trace = readAfter(network, 0);
  CHECK_THROWS_WITH(sequence::contributions(network, trace, 12),
                    Contains("no output 12") && Contains("0 to 11"));
  CHECK_THROWS_WITH(sequence::contributions(headless, trace, 0), Contains("no output layer"));
}

TEST_CASE("outputs are found by name, else by index") {
  const model::TextModel model = textModelOf(SmallModel{});
  CHECK(sequence::findOutput(model, "w7") == 7);
  CHECK(sequence::findOutput(model, "<eos>") == 1);
  CHECK(sequence::findOutput(model, "11") == 11);
  CHECK_FALSE(sequence::findOutput(model, "12"));
  CHECK_FALSE(sequence::findOutput(model, "w77"));
  CHECK_FALSE(sequence::findOutput(model, ""));
}

TEST_CASE("sentences of more tokens than wanted are refused") {
  const model::TextModel model = textModelOf(SmallModel{});
  sequence::SentenceOptions options;
  options.mostTokens = 3;
  CHECK(sequence::readSentence(model, "w2 w3 w4", options).ids.size() == 3);
  CHECK_THROWS_WITH(sequence::readSentence(model, "w2 w3 w4 w5", options), Contains("4 tokens"));
}
