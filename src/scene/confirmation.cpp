#include "rnnvis/scene/confirmation.h"
#include "rnnvis/base/false_discovery.h"

#include "rnnvis/response/explain.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

using response::Analysis;

/// A mean over words that are independent of one another.
class MeanOverWords {
 public:
  void add(double mean, double error, std::int64_t blocks) {
    const double variance = error * error;
    m_sum += mean;
    m_variance += variance;
    m_spread += variance * variance / static_cast<double>(blocks - 1);
    ++m_words;
  }

  std::size_t words() const { return m_words; }
  double mean() const { return m_words == 0 ? 0 : m_sum / static_cast<double>(m_words); }
  response::Interval interval() const {
    if (m_words == 0) return response::confidenceInterval(0, 0, 0);
    const double freedom = m_spread > 0 ? m_variance * m_variance / m_spread : 1;
    return response::confidenceInterval(mean(), std::sqrt(m_variance) / static_cast<double>(m_words),
                                        1 + std::max<std::int64_t>(1, static_cast<std::int64_t>(freedom)));
  }

 private:
  double m_sum = 0, m_variance = 0, m_spread = 0;
  std::size_t m_words = 0;
};

Tested testedAgainst(double claimed, double found, const response::Interval& interval) {
  return {claimed, found, interval, claimed * found > 0, claimed > 0 ? interval.low > 0 : interval.high < 0};
}

/// Mean over the units of a cluster, each counted with its polarity, of a row of responses.
double meanOver(const Eigen::Ref<const Eigen::RowVectorXf>& responses, const std::vector<UnitId>& units,
                const std::vector<int>& polarity) {
  double sum = 0;
  for (UnitId unit : units) sum += polarity[unit.index()] * double{responses[unit.value]};
  return sum / static_cast<double>(units.size());
}

class EdgeTests {
 public:
  EdgeTests(const Clustering& clustering, const Analysis& first, const Analysis& second)
      : m_clustering(clustering),
        m_second(second),
        m_claims(first.responses(clustering.layer, clustering.state)),
        m_responses(second.responses(clustering.layer, clustering.state)),
        m_words(static_cast<std::size_t>(clustering.wordClusters)),
        m_units(static_cast<std::size_t>(clustering.unitClusters)) {
    for (std::size_t row = 0; row < clustering.words.size(); ++row)
      m_words[static_cast<std::size_t>(clustering.groups.wordLabels[row])].push_back(clustering.words[row]);
    for (std::size_t unit = 0; unit < clustering.groups.unitLabels.size(); ++unit)
      m_units[static_cast<std::size_t>(clustering.groups.unitLabels[unit])].push_back(
          UnitId{static_cast<std::int32_t>(unit)});
  }

  std::vector<TestedEdge> run() const {
    std::vector<TestedEdge> edges;
    for (std::size_t words = 0; words < m_words.size(); ++words)
      for (std::size_t units = 0; units < m_units.size(); ++units)
        if (!m_words[words].empty() && !m_units[units].empty()) edges.push_back(tested(words, units));
    return edges;
  }

 private:
  TestedEdge tested(std::size_t words, std::size_t units) const {
    const std::vector<int>& polarity = m_clustering.groups.unitPolarity;
    const std::vector<int> plain(polarity.size(), 1);
    MeanOverWords found;
    double claimed = 0;
    for (WordId word : m_words[words]) {
      claimed += meanOver(m_claims.mean.matrix().row(word.value), m_units[units], polarity);
      const std::int64_t blocks = m_second.blocks[word.index()];
      if (blocks < 2) continue;
      found.add(meanOver(m_responses.mean.matrix().row(word.value), m_units[units], polarity),
                meanOver(m_responses.error.matrix().row(m_second.row[word.index()]), m_units[units], plain),
                blocks);
    }
    claimed /= static_cast<double>(m_words[words].size());
    return {ClusterId{static_cast<std::int32_t>(words)}, ClusterId{static_cast<std::int32_t>(units)},
            found.words(), testedAgainst(claimed, found.mean(), found.interval())};
  }

  const Clustering& m_clustering;
  const Analysis& m_second;
  const response::Responses& m_claims;
  const response::Responses& m_responses;
  std::vector<std::vector<WordId>> m_words;  // Of each cluster.
  std::vector<std::vector<UnitId>> m_units;
};

std::vector<TestedAnswer> testAnswers(const Clustering& clustering, const Analysis& first,
                                      const Analysis& second, std::size_t m, std::int64_t minimumCount,
                                      const RunControl& control) {
  const response::Responses& responses = second.responses(clustering.layer, clustering.state);
  std::vector<TestedAnswer> answers;
  std::vector<double> pValues;
  const auto test = [&](const response::Answer& claim) {
    const auto found = answerOf(second, clustering.layer, clustering.state, claim.word, claim.unit);
    const std::int32_t row = second.row[claim.word.index()];
    const double error = row < 0 ? 0 : double{responses.error.matrix()(row, claim.unit.value)};
    pValues.push_back(response::pValue(found.mean, error, found.blocks));
    answers.push_back(
        {claim.unit, claim.word, pValues.back(), testedAgainst(claim.mean, found.mean, found.interval)});
  };
  for (std::size_t unit = 0; unit < clustering.groups.unitLabels.size(); ++unit) {
    control.throwIfStopped();
    const auto explanation = explainUnit(first, clustering.layer, clustering.state,
                                         UnitId{static_cast<std::int32_t>(unit)}, m, minimumCount);
    std::for_each(explanation.positive.begin(), explanation.positive.end(), test);
    std::for_each(explanation.negative.begin(), explanation.negative.end(), test);
  }
  const std::vector<bool> differs = discoveries(pValues, 0.05);
  for (std::size_t i = 0; i < answers.size(); ++i)
    answers[i].test.confirmed = answers[i].test.sameSign && differs[i];
  return answers;
}

template <class Claims>
Confirmed count(const Claims& claims) {
  Confirmed result;
  for (const auto& claim : claims) {
    const double weight = std::abs(claim.test.claimed);
    ++result.claims;
    result.weight += weight;
    if (!claim.test.confirmed) continue;
    ++result.confirmed;
    result.confirmedWeight += weight;
  }
  return result;
}

}  // namespace

double Confirmed::share() const {
  return claims == 0 ? 0 : static_cast<double>(confirmed) / static_cast<double>(claims);
}

double Confirmed::weightedShare() const {
  return weight > 0 ? confirmedWeight / weight : 0;
}

Confirmation confirm(const Analysis& first, const Analysis& second, const ClusteringSettings& settings,
                     std::size_t m, const RunControl& control) {
  Confirmation result;
  result.clustering = cluster(first, settings, control);
  result.edges = EdgeTests(*result.clustering, first, second).run();
  result.answers = testAnswers(*result.clustering, first, second, m, settings.minimumCount, control);
  result.ofEdges = count(result.edges);
  result.ofAnswers = count(result.answers);
  return result;
}

}  // namespace rnnvis::scene
