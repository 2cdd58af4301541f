#include "rnnvis/cocluster/stability.h"

#include "grouping.h"
#include "random.h"
#include "rnnvis/cocluster/agreement.h"

#include "rnnvis/base/error.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace rnnvis::cocluster {
namespace {

constexpr int mostClusters = 20;
constexpr int mostRestarts = 20;

/// Words drawn with replacement, in the order of the matrix.
std::vector<Eigen::Index> drawnWords(Eigen::Index words, std::uint64_t seed, int sample) {
  Random random(~seed, static_cast<std::uint64_t>(sample));
  std::vector<Eigen::Index> drawn;
  for (Eigen::Index i = 0; i < words; ++i)
    drawn.push_back(
        std::min(words - 1, static_cast<Eigen::Index>(random.uniform() * static_cast<double>(words))));
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

/// The labels at the first of equal neighbours of `drawn`: one for each word in the sample.
std::vector<int> labelsOnce(const std::vector<Eigen::Index>& drawn, const std::vector<int>& labels,
                            bool byWord) {
  std::vector<int> result;
  for (std::size_t i = 0; i < drawn.size(); ++i)
    if (i == 0 || drawn[i] != drawn[i - 1])
      result.push_back(labels[byWord ? static_cast<std::size_t>(drawn[i]) : i]);
  return result;
}

/// Means of agreements over the samples.
class Tally {
 public:
  explicit Tally(const Options& options) : m_options(options) {}

  const Options& options() const { return m_options; }

  void setReference(Grouping reference) {
    m_reference = std::move(reference);
    m_words.assign(m_reference.wordLabels.size(), 0);
    m_seen.assign(m_reference.wordLabels.size(), 0);
    m_units.assign(m_reference.unitLabels.size(), 0);
  }

  void add(const std::vector<Eigen::Index>& drawn, const Grouping& found) {
    const Agreement words = agreementOf(labelsOnce(drawn, m_reference.wordLabels, true),
                                        labelsOnce(drawn, found.wordLabels, false));
    const Agreement units = agreementOf(m_reference.unitLabels, found.unitLabels);
    m_wordIndices.push_back(words.adjustedRand);
    m_unitIndices.push_back(units.adjustedRand);
    const std::set<Eigen::Index> distinct(drawn.begin(), drawn.end());
    auto kept = words.jaccard.begin();
    for (const Eigen::Index word : distinct) {
      m_words[static_cast<std::size_t>(word)] += *kept++;
      ++m_seen[static_cast<std::size_t>(word)];
    }
    for (std::size_t unit = 0; unit < m_units.size(); ++unit) m_units[unit] += units.jaccard[unit];
  }

  std::vector<double> words() const {
    std::vector<double> means = m_words;
    for (std::size_t i = 0; i < means.size(); ++i) means[i] /= std::max(1, m_seen[i]);
    return means;
  }

  std::vector<double> units() const {
    std::vector<double> means = m_units;
    for (double& value : means) value /= static_cast<double>(m_unitIndices.size());
    return means;
  }

  Recurrence recurrence() const { return {m_options.wordClusters, mean(m_wordIndices), mean(m_unitIndices)}; }

  /// Of the mean of words and units.
  double standardError() const {
    const Recurrence means = recurrence();
    double squares = 0;
    for (std::size_t i = 0; i < m_wordIndices.size(); ++i)
      squares += std::pow((m_wordIndices[i] + m_unitIndices[i] - means.words - means.units) / 2, 2);
    const auto count = static_cast<double>(m_wordIndices.size());
    return std::sqrt(squares / (count - 1) / count);
  }

 private:
  static double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  }

  Options m_options;
  Grouping m_reference;
  std::vector<double> m_words;  // Sums of Jaccard indices,
  std::vector<int> m_seen;      // over so many samples.
  std::vector<double> m_units;
  std::vector<double> m_wordIndices;  // Adjusted Rand indices, a sample each.
  std::vector<double> m_unitIndices;
};

int mostClustersOf(const Eigen::Ref<const MatrixD>& weights) {
  return static_cast<int>(std::min<Eigen::Index>({mostClusters, weights.rows(), weights.cols()}));
}

/// Options that lead to enough triplets for every number of clusters.
Options richest(Options options, const Eigen::Ref<const MatrixD>& weights) {
  options.wordClusters = std::max(options.wordClusters, mostClustersOf(weights));
  options.unitClusters = std::max(options.unitClusters, mostClustersOf(weights));
  return options;
}

/// The clusterings that are done again in every sample: the one asked for, and one of each number of
/// clusters.
std::vector<Tally> talliesFor(Options options, const Eigen::Ref<const MatrixD>& weights) {
  options.restarts = std::min(options.restarts, mostRestarts);
  std::vector<Tally> tallies{Tally(options)};
  for (int clusters = 2; clusters <= mostClustersOf(weights); ++clusters) {
    options.wordClusters = options.unitClusters = clusters;
    tallies.emplace_back(options);
  }
  return tallies;
}

/// A sample may have a lower rank than the whole.
Grouping groupWithinRank(const Decomposition& decomposition, Options options, ThreadPool& pool,
                         const RunControl& control) {
  if (options.dimensions) options.dimensions = std::min(*options.dimensions, decomposition.rank());
  return group(decomposition, options, pool, {control.stop, {}});
}

int suggested(const std::vector<Tally>& tallies) {
  const auto score = [](const Tally& tally) {
    const Recurrence found = tally.recurrence();
    return (found.words + found.units) / 2;
  };
  if (tallies.size() < 2) return 1;
  const auto best = std::max_element(tallies.begin() + 1, tallies.end(),
                                     [&](const Tally& a, const Tally& b) { return score(a) < score(b); });
  const double least = score(*best) - best->standardError();
  int result = 1;
  for (auto tally = tallies.begin() + 1; tally != tallies.end(); ++tally)
    if (score(*tally) >= least) result = tally->options().wordClusters;
  return result;
}

}  // namespace

Stability stability(const Eigen::Ref<const MatrixD>& weights, const Decomposition& decomposition,
                    const Options& options, int samples, const RunControl& control) {
  if (samples < 2) fail("co-clustering: {} samples asked for stability; ask for at least 2", samples);
  const Options needed = richest(options, weights);
  ThreadPool pool(options.threads);
  std::vector<Tally> tallies = talliesFor(options, weights);
  const auto setReferences = [&](const Decomposition& reference) {
    for (Tally& tally : tallies)
      tally.setReference(groupWithinRank(reference, tally.options(), pool, control));
  };
  setReferences(decomposition.serves(needed) ? decomposition
                                             : *decompose(weights, needed, {control.stop, {}}));
  for (int sample = 0; sample < samples; ++sample) {
    control.report(static_cast<double>(sample) / samples);
    const std::vector<Eigen::Index> drawn = drawnWords(weights.rows(), options.seed, sample);
    const MatrixD resampled = weights(drawn, Eigen::all);
    const auto anew = decompose(resampled, needed, {control.stop, {}});
    for (Tally& tally : tallies) tally.add(drawn, groupWithinRank(*anew, tally.options(), pool, control));
  }
  Stability result{tallies.front().words(), tallies.front().units(), {}, suggested(tallies)};
  for (std::size_t i = 1; i < tallies.size(); ++i) result.recurrences.push_back(tallies[i].recurrence());
  control.report(1);
  return result;
}

}  // namespace rnnvis::cocluster
