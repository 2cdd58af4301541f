#include "rnnvis/response/explain.h"

#include "rnnvis/base/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rnnvis::response {
namespace {

void requireUnit(const Analysis& analysis, LayerId layer, model::Signal state, UnitId unit) {
  const std::size_t units = analysis.layers[layer.index()].sizeOf(state);
  if (unit.value < 0 || unit.index() >= units)
    fail("there is no unit {} in layer {}; it has units 0 to {}", unit.value, layer.value, units - 1);
}

void requireOccurrence(const Analysis& analysis, WordId word) {
  if (analysis.count[word.index()] == 0)
    fail(
        "\"{}\" does not occur in the {} text, so the model's response to it is unknown; analyse a text that "
        "has it",
        analysis.tokens[word.index()], analysis.info.corpusName);
}

/// The m answers of one sign (±1), strongest first, ties in the order given.
std::vector<Answer> strongestOf(std::vector<Answer> answers, double sign, std::size_t m) {
  std::erase_if(answers, [sign](const Answer& answer) { return !(answer.mean * sign > 0); });
  std::stable_sort(answers.begin(), answers.end(),
                   [sign](const Answer& a, const Answer& b) { return a.bound() * sign > b.bound() * sign; });
  answers.resize(std::min(m, answers.size()));
  return answers;
}

Explanation strongest(const std::vector<Answer>& answers, std::size_t m) {
  return {strongestOf(answers, 1, m), strongestOf(answers, -1, m)};
}

}  // namespace

Answer answerOf(const Analysis& analysis, LayerId layer, model::Signal state, WordId word, UnitId unit) {
  const Responses& responses = analysis.responses(layer, state);
  Answer answer{word,
                unit,
                responses.mean.matrix()(word.value, unit.value),
                responses.deviation.matrix()(word.value, unit.value),
                analysis.count[word.index()],
                analysis.blocks[word.index()],
                {},
                {}};
  const std::int32_t row = analysis.row[word.index()];
  const double error = row < 0 ? 0 : double{responses.error.matrix()(row, unit.value)};
  answer.interval = confidenceInterval(answer.mean, error, answer.blocks);
  if (row >= 0 && responses.written.matrix().size() > 0)
    answer.written = responses.written.matrix()(row, unit.value);
  return answer;
}

Explanation explainUnit(const Analysis& analysis, LayerId layer, model::Signal state, UnitId unit,
                        std::size_t m, std::int64_t minimumCount) {
  analysis.responses(layer, state);
  requireUnit(analysis, layer, state, unit);
  std::vector<Answer> answers;
  for (std::size_t w = 0; w < analysis.words(); ++w)
    if (analysis.count[w] >= std::max<std::int64_t>(1, minimumCount))
      answers.push_back(answerOf(analysis, layer, state, WordId{static_cast<std::int32_t>(w)}, unit));
  return strongest(answers, m);
}

Explanation explainWord(const Analysis& analysis, LayerId layer, model::Signal state, WordId word,
                        std::size_t m) {
  analysis.responses(layer, state);
  requireOccurrence(analysis, word);
  std::vector<Answer> answers;
  for (std::size_t unit = 0; unit < analysis.layers[layer.index()].sizeOf(state); ++unit)
    answers.push_back(answerOf(analysis, layer, state, word, UnitId{static_cast<std::int32_t>(unit)}));
  return strongest(answers, m);
}

MatrixD responseQuantiles(const Analysis& analysis, LayerId layer, model::Signal state, WordId word) {
  const HalfRows& samples = analysis.responses(layer, state).samples;
  requireOccurrence(analysis, word);
  const auto from = static_cast<std::size_t>(analysis.sampleOffsets[word.index()]),
             to = static_cast<std::size_t>(analysis.sampleOffsets[word.index() + 1]);
  MatrixD result(static_cast<Eigen::Index>(quantileLevels.size()),
                 static_cast<Eigen::Index>(samples.columns()));
  for (std::size_t unit = 0; unit < samples.columns(); ++unit) {
    std::vector<float> values;
    for (std::size_t row = from; row < to; ++row) values.push_back(samples.at(row, unit));
    const auto levels = quantilesOf(std::move(values));
    for (std::size_t q = 0; q < levels.size(); ++q)
      result(static_cast<Eigen::Index>(q), static_cast<Eigen::Index>(unit)) = levels[q];
  }
  return result;
}

WordId findWord(const Analysis& analysis, std::string_view word) {
  const auto found = std::find(analysis.tokens.begin(), analysis.tokens.end(), word);
  if (found == analysis.tokens.end())
    fail("\"{}\" is not in the model's vocabulary of {} tokens; check its spelling and case", word,
         analysis.words());
  return WordId{static_cast<std::int32_t>(found - analysis.tokens.begin())};
}

std::vector<WordId> frequentWords(const Analysis& analysis, std::size_t most, std::int64_t minimumCount) {
  std::vector<WordId> words;
  for (std::size_t w = 0; w < analysis.words(); ++w)
    if (analysis.count[w] >= std::max<std::int64_t>(1, minimumCount))
      words.push_back(WordId{static_cast<std::int32_t>(w)});
  if (words.empty())
    fail(
        "no word occurs at least {} times in the {} text of {} tokens; lower the minimum count or analyse a "
        "longer text",
        minimumCount, analysis.info.corpusName, analysis.info.tokens);
  std::stable_sort(words.begin(), words.end(),
                   [&](WordId a, WordId b) { return analysis.count[a.index()] > analysis.count[b.index()]; });
  words.resize(std::min(most, words.size()));
  return words;
}

MatrixD responseMatrix(const Analysis& analysis, LayerId layer, model::Signal state,
                       const std::vector<WordId>& words, double shrink) {
  const MatrixView mean = analysis.responses(layer, state).mean.matrix();
  MatrixD result(static_cast<Eigen::Index>(words.size()), mean.cols());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto count = static_cast<double>(analysis.count[words[i].index()]);
    result.row(static_cast<Eigen::Index>(i)) =
        mean.row(words[i].value).cast<double>() * (count / (count + shrink));
  }
  return result;
}

}  // namespace rnnvis::response
