#include "rnnvis/cocluster/concentration.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/false_discovery.h"
#include "rnnvis/base/parallel.h"

#include <algorithm>
#include <mutex>
#include <numeric>

namespace rnnvis::cocluster {
namespace {

constexpr std::size_t listsPerTask = 64;

/// How often values of random lists lie on either side of the given list's, and their sum. Integers, so that
/// ties are ties and sums do not depend on their order.
struct Tally {
  std::int64_t atLeast = 0, atMost = 0, sum = 0;

  void add(std::int64_t value, std::int64_t given) {
    atLeast += value >= given;
    atMost += value <= given;
    sum += value;
  }
  void add(const Tally& other) {
    atLeast += other.atLeast;
    atMost += other.atMost;
    sum += other.sum;
  }
};

double tail(std::int64_t count, const ConcentrationOptions& options) {
  return static_cast<double>(1 + count) / static_cast<double>(1 + options.permutations);
}

/// Tallies each of the values that `valuesOf` gives of a list, over the random lists.
template <class ValuesOf>
std::vector<Tally> tallyRandomLists(const MatchedLists& lists, const std::vector<std::int64_t>& given,
                                    const ConcentrationOptions& options, const RunControl& control,
                                    const ValuesOf& valuesOf) {
  const std::size_t tasks = (options.permutations + listsPerTask - 1) / listsPerTask;
  if (tasks == 0) fail("a p-value takes at least one random list; ask for more permutations");
  std::vector<Tally> result(given.size());
  std::mutex mutex;
  std::size_t done = 0;
  ThreadPool(options.threads).forEach(tasks, [&](std::size_t task) {
    std::vector<Tally> ofTask(given.size());
    for (std::size_t number = task * listsPerTask;
         number < std::min(options.permutations, (task + 1) * listsPerTask); ++number) {
      const std::vector<std::int64_t> values = valuesOf(lists.draw(options.seed, number));
      for (std::size_t i = 0; i < values.size(); ++i) ofTask[i].add(values[i], given[i]);
    }
    const std::lock_guard lock(mutex);
    for (std::size_t i = 0; i < result.size(); ++i) result[i].add(ofTask[i]);
    control.report(static_cast<double>(++done) / static_cast<double>(tasks));
  });
  return result;
}

std::vector<std::size_t> countClusters(const std::vector<int>& labels, int clusters,
                                       const std::vector<std::size_t>& words) {
  std::vector<std::size_t> count(static_cast<std::size_t>(clusters));
  for (std::size_t word : words) ++count[static_cast<std::size_t>(labels[word])];
  return count;
}

/// Ordered pairs of words in one cluster.
std::int64_t pairsTogether(const std::vector<std::size_t>& count) {
  std::int64_t pairs = 0;
  for (std::size_t n : count) pairs += static_cast<std::int64_t>(n * (n - std::min<std::size_t>(n, 1)));
  return pairs;
}

using Ranks = Eigen::Matrix<std::int64_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// [W, n] twice the rank of each word among all by the response of a unit, from 1 on; ties share their mean.
Ranks doubledRanks(const Eigen::Ref<const MatrixD>& responses) {
  Ranks ranks(responses.rows(), responses.cols());
  std::vector<Eigen::Index> order(static_cast<std::size_t>(responses.rows()));
  for (Eigen::Index unit = 0; unit < responses.cols(); ++unit) {
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::sort(order.begin(), order.end(),
              [&](Eigen::Index a, Eigen::Index b) { return responses(a, unit) < responses(b, unit); });
    for (std::size_t first = 0, last; first < order.size(); first = last) {
      last = first + 1;
      while (last < order.size() && responses(order[last], unit) == responses(order[first], unit)) ++last;
      for (std::size_t place = first; place < last; ++place)
        ranks(order[place], unit) = static_cast<std::int64_t>(first + 1 + last);
    }
  }
  return ranks;
}

std::vector<std::int64_t> rankSums(const Ranks& ranks, const std::vector<std::size_t>& words) {
  std::vector<std::int64_t> sums(static_cast<std::size_t>(ranks.cols()));
  Eigen::Map<Eigen::Matrix<std::int64_t, 1, Eigen::Dynamic>> total(sums.data(), ranks.cols());
  for (std::size_t word : words) total += ranks.row(static_cast<Eigen::Index>(word));
  return sums;
}

}  // namespace

ClusterConcentration clusterConcentration(const std::vector<int>& labels, int clusters,
                                          const std::vector<std::int64_t>& count,
                                          const std::vector<std::size_t>& list,
                                          const ConcentrationOptions& options, const RunControl& control) {
  const MatchedLists lists(count, list);
  std::vector<std::size_t> all(labels.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  ClusterConcentration result;
  result.count = countClusters(labels, clusters, list);
  result.size = countClusters(labels, clusters, all);
  const std::int64_t together = pairsTogether(result.count);
  const auto pairs = static_cast<double>(list.size() * (list.size() - 1));
  const Tally tally = tallyRandomLists(lists, {together}, options, control, [&](const auto& words) {
                        return std::vector{pairsTogether(countClusters(labels, clusters, words))};
                      }).front();
  result.together = static_cast<double>(together) / pairs;
  result.expected = static_cast<double>(tally.sum) / pairs / static_cast<double>(options.permutations);
  result.pValue = tail(tally.atLeast, options);
  return result;
}

std::vector<UnitSeparation> unitSeparations(const Eigen::Ref<const MatrixD>& responses,
                                            const std::vector<std::int64_t>& count,
                                            const std::vector<std::size_t>& list,
                                            const ConcentrationOptions& options, const RunControl& control) {
  const MatchedLists lists(count, list);
  const Ranks ranks = doubledRanks(responses);
  const std::vector<std::int64_t> given = rankSums(ranks, list);
  const std::vector<Tally> tallies = tallyRandomLists(
      lists, given, options, control, [&](const auto& words) { return rankSums(ranks, words); });
  const auto n = static_cast<double>(list.size()), others = static_cast<double>(count.size()) - n;
  const auto aucOf = [&](double doubledSum) {
    return others > 0 ? (doubledSum / 2 - n * (n + 1) / 2) / (n * others) : 0.5;
  };
  std::vector<UnitSeparation> result;
  std::vector<double> pValues;
  for (std::size_t unit = 0; unit < given.size(); ++unit) {
    const Tally& tally = tallies[unit];
    pValues.push_back(std::min(1.0, 2 * std::min(tail(tally.atLeast, options), tail(tally.atMost, options))));
    result.push_back({unit, aucOf(static_cast<double>(given[unit])),
                      aucOf(static_cast<double>(tally.sum) / static_cast<double>(options.permutations)),
                      pValues.back(), 1});
  }
  const std::vector<double> rates = falseDiscoveryRates(pValues);
  for (std::size_t unit = 0; unit < result.size(); ++unit) result[unit].qValue = rates[unit];
  return result;
}

}  // namespace rnnvis::cocluster
