#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/base/run_control.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rnnvis::cocluster {

struct ConcentrationOptions {
  std::size_t permutations = 10'000;  ///< Random lists.
  std::uint64_t seed = 1;             ///< Of the random lists.
  unsigned threads = 0;               ///< 0: all. The result does not depend on it.
};

/// Whether two words of a list share a cluster more often than two words of a random list do.
struct ClusterConcentration {
  std::vector<std::size_t> count;  ///< Words of the list in each cluster …
  std::vector<std::size_t> size;   ///< … and of all words.
  double together = 0;  ///< Σ_c n_c (n_c − 1) / (n (n − 1)): chance that two words of the list share one.
  double expected = 0;  ///< The mean of that over the random lists.
  double pValue = 1;    ///< (1 + number of random lists with as much or more) / (1 + permutations).
};

/// How one unit tells the words of a list from the others.
struct UnitSeparation {
  std::size_t unit = 0;
  double auc = 0.5;  ///< Chance that the unit answers more to a word of the list than to another word (Mann
                     ///< and Whitney; ties count half).
  double expected = 0.5;  ///< The mean of that over the random lists.
  double pValue = 1;      ///< Two-sided: twice the smaller tail, each tail (1 + #) / (1 + permutations).
  double qValue = 1;      ///< Benjamini and Hochberg's over all units.
};

/// Lists drawn at random in place of a given one: as many words, and as many of each bin of log₂ count, so
/// that what frequency alone explains is expected of them too.
class MatchedLists {
 public:
  /// `count` [W] of all words; `list` holds rows of it, each once. Throws Error for fewer than two words, a
  /// row that does not exist or is named twice.
  MatchedLists(const std::vector<std::int64_t>& count, const std::vector<std::size_t>& list);

  /// The words of the number-th list; the same for the same seed and number.
  std::vector<std::size_t> draw(std::uint64_t seed, std::uint64_t number) const;

 private:
  struct Bin {
    std::vector<std::size_t> words;
    std::size_t drawn = 0;  // Words of the list in it.
  };
  std::vector<Bin> m_bins;
};

/// Tests a list of words against `labels` [W], the cluster of each word in [0, clusters). Random lists as in
/// MatchedLists. Throws as that does.
ClusterConcentration clusterConcentration(const std::vector<int>& labels, int clusters,
                                          const std::vector<std::int64_t>& count,
                                          const std::vector<std::size_t>& list,
                                          const ConcentrationOptions& options,
                                          const RunControl& control = {});

/// Tests a list of words against `responses` [W, n], unit by unit, in the order of units. Random lists as in
/// MatchedLists, the same for all units. A list of all words has AUC ½ and p = 1. Throws as MatchedLists
/// does.
std::vector<UnitSeparation> unitSeparations(const Eigen::Ref<const MatrixD>& responses,
                                            const std::vector<std::int64_t>& count,
                                            const std::vector<std::size_t>& list,
                                            const ConcentrationOptions& options,
                                            const RunControl& control = {});

}  // namespace rnnvis::cocluster
