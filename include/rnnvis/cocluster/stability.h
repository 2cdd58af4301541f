#pragma once

#include "rnnvis/cocluster/decomposition.h"

#include <vector>

namespace rnnvis::cocluster {

/// How well one number of clusters is found again: adjusted Rand indices between the clusters of all words
/// and those of resampled ones, means over the samples. 1: always the same; 0: no more alike than by chance.
struct Recurrence {
  int clusters = 0;
  double words = 0;
  double units = 0;
};

/// What becomes of clusters when the words are drawn anew, with replacement (the bootstrap of Hennig 2007).
struct Stability {
  /// How much of its company each word keeps: the mean, over the samples that the word is in, of |C ∩ C'| /
  /// |C ∪ C'|, where C and C' are its clusters before and after, of words in the sample. In (0, 1]; 0 for a
  /// word that no sample drew.
  std::vector<double> words;
  std::vector<double> units;            ///< The same of units, all of which are in every sample.
  std::vector<Recurrence> recurrences;  ///< Of 2, 3, … clusters of either side, up to 20.
  /// The largest number of clusters whose mean recurrence of words and units is no more than a standard error
  /// below the best; 1 where there is none to choose from.
  int suggestedClusters = 1;
};

/// Resamples the words `samples` times, at least twice. `decomposition` as for cocluster(). With options.seed
/// and min(20, options.restarts) restarts of k-means; deterministic, whatever the number of threads. Takes
/// `samples` decompositions and 19 · `samples` clusterings. Throws Error as cocluster() does.
Stability stability(const Eigen::Ref<const MatrixD>& weights, const Decomposition& decomposition,
                    const Options& options, int samples, const RunControl& control = {});

}  // namespace rnnvis::cocluster
