#include "rnnvis/search/unit_effects.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/false_discovery.h"
#include "rnnvis/response/explain.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rnnvis::search {
namespace {

using response::Analysis;
using response::Responses;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A mean with its error, known to so many degrees of freedom.
struct Estimate {
  double mean = 0;
  double variance = 0;  ///< Of the responses (n−1).
  double squaredError = 0;
  double freedom = 0;
};

/// A group of words as one: every occurrence counts once.
class Group {
 public:
  Group(const Analysis& analysis, const Responses& responses, const std::vector<WordId>& words)
      : m_analysis(analysis), m_responses(responses), m_words(words) {
    if (words.empty()) fail("no word is given; name one that occurs in the text");
    for (const WordId word : words) {
      if (analysis.count[word.index()] == 0)
        fail("\"{}\" does not occur in the {} text; analyse a text that has it",
             analysis.tokens[word.index()], analysis.info.corpusName);
      m_count += static_cast<double>(analysis.count[word.index()]);
    }
  }

  Estimate at(Eigen::Index unit) const {
    Estimate all;
    for (const WordId word : m_words) all.mean += shareOf(word) * meanOf(word, unit);
    double squares = 0, freedom = 0;
    for (const WordId word : m_words) {
      const auto count = static_cast<double>(m_analysis.count[word.index()]);
      const double deviation = m_responses.deviation.matrix()(word.value, unit);
      squares += (count - 1) * deviation * deviation + count * std::pow(meanOf(word, unit) - all.mean, 2);
      const double error = m_responses.error.matrix()(m_analysis.row[word.index()], unit);
      const double part = std::pow(shareOf(word) * error, 2);
      all.squaredError += part;
      const auto blocks = static_cast<double>(m_analysis.blocks[word.index()]);
      if (part > 0) freedom += part * part / (blocks - 1);
    }
    all.variance = m_count > 1 ? squares / (m_count - 1) : 0;
    all.freedom = freedom > 0 ? all.squaredError * all.squaredError / freedom : 0;
    return all;
  }

 private:
  double shareOf(WordId word) const { return static_cast<double>(m_analysis.count[word.index()]) / m_count; }
  double meanOf(WordId word, Eigen::Index unit) const { return m_responses.mean.matrix()(word.value, unit); }

  const Analysis& m_analysis;
  const Responses& m_responses;
  const std::vector<WordId>& m_words;
  double m_count = 0;
};

/// The difference of two means in units of `scale`.
UnitEffect effectOf(Eigen::Index unit, const Estimate& mine, const Estimate& other, double scale) {
  UnitEffect effect;
  effect.unit = UnitId{static_cast<std::int32_t>(unit)};
  effect.mean = mine.mean;
  effect.otherMean = other.mean;
  const double difference = mine.mean - other.mean;
  // Responses that are all the same differ by the rounding of their means.
  const double rounding =
      2 * std::numeric_limits<float>::epsilon() * std::max(std::abs(mine.mean), std::abs(other.mean));
  if (std::abs(difference) <= rounding) return effect;
  effect.effect = difference / scale;
  effect.interval = {-infinity, infinity};
  const double squared = mine.squaredError + other.squaredError;
  if (!std::isfinite(squared)) return effect;
  if (squared == 0) {
    effect.interval = {effect.effect, effect.effect};
    effect.pValue = 0;
    return effect;
  }
  const auto part = [](const Estimate& of) {
    return of.freedom > 0 ? of.squaredError * of.squaredError / of.freedom : 0;
  };
  const double freedom = squared * squared / (part(mine) + part(other));
  if (!(freedom > 0)) return effect;
  const boost::math::students_t distribution(freedom);
  const double margin = quantile(distribution, 0.975) * std::sqrt(squared);
  effect.interval = {(difference - margin) / scale, (difference + margin) / scale};
  effect.pValue = 2 * cdf(complement(distribution, std::abs(difference) / std::sqrt(squared)));
  return effect;
}

/// Those that are found, apart by sign and ranked.
UnitEffects ranked(std::vector<UnitEffect> effects) {
  std::vector<double> pValues;
  for (const UnitEffect& effect : effects) pValues.push_back(effect.pValue);
  const std::vector<double> qValues = falseDiscoveryRates(pValues);
  UnitEffects result;
  result.units = effects.size();
  for (std::size_t i = 0; i < effects.size(); ++i) {
    effects[i].qValue = qValues[i];
    if (qValues[i] <= UnitEffects::falseDiscoveryRate && effects[i].effect != 0)
      (effects[i].effect > 0 ? result.positive : result.negative).push_back(effects[i]);
  }
  for (auto* side : {&result.positive, &result.negative})
    std::stable_sort(side->begin(), side->end(),
                     [](const UnitEffect& a, const UnitEffect& b) { return a.bound() > b.bound(); });
  return result;
}

}  // namespace

UnitEffects answeringTo(const Analysis& analysis, LayerId layer, model::Signal state,
                        const std::vector<WordId>& words) {
  const Responses& responses = analysis.responses(layer, state);
  const Group group(analysis, responses, words);
  const auto average = responses.average.matrix().row(0);
  std::vector<UnitEffect> effects;
  for (Eigen::Index unit = 0; unit < average.cols(); ++unit) {
    Estimate all;
    all.mean = average[unit];
    effects.push_back(effectOf(unit, group.at(unit), all, 1));
  }
  return ranked(std::move(effects));
}

UnitEffects separating(const Analysis& analysis, LayerId layer, model::Signal state,
                       const std::vector<WordId>& words, const std::vector<WordId>& others) {
  const Responses& responses = analysis.responses(layer, state);
  const Group group(analysis, responses, words), other(analysis, responses, others);
  for (const WordId word : words)
    if (std::find(others.begin(), others.end(), word) != others.end())
      fail("\"{}\" is in both groups; nothing separates it from itself", analysis.tokens[word.index()]);
  std::vector<UnitEffect> effects;
  for (Eigen::Index unit = 0; unit < responses.average.matrix().cols(); ++unit) {
    const Estimate a = group.at(unit), b = other.at(unit);
    effects.push_back(effectOf(unit, a, b, std::sqrt((a.variance + b.variance) / 2)));
  }
  return ranked(std::move(effects));
}

std::vector<WordId> wordsOf(const Analysis& analysis, const std::string& list) {
  // A word that has a comma, or is one, is a word first.
  const auto whole = std::find(analysis.tokens.begin(), analysis.tokens.end(), list);
  if (whole != analysis.tokens.end())
    return {WordId{static_cast<std::int32_t>(whole - analysis.tokens.begin())}};
  std::vector<WordId> words;
  for (std::size_t from = 0; from <= list.size();) {
    const std::size_t comma = std::min(list.find(',', from), list.size());
    if (comma > from) {
      const WordId word = findWord(analysis, std::string_view(list).substr(from, comma - from));
      if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    }
    from = comma + 1;
  }
  if (words.empty()) fail("no word is given; name one that occurs in the text");
  return words;
}

}  // namespace rnnvis::search
