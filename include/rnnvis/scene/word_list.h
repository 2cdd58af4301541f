#pragma once

#include "rnnvis/cocluster/concentration.h"
#include "rnnvis/scene/clustering.h"

#include <string>
#include <vector>

namespace rnnvis::scene {

/// A word of a list that a clustering has no place for.
struct LeftOut {
  std::string word;
  std::int64_t count = -1;  ///< In the analysed text; -1 where the vocabulary lacks the word.
};

/// Where the words of a list are kept.
struct WordListConcentration {
  std::vector<WordId> words;     ///< Of the list and among the clustered words, each once.
  std::vector<LeftOut> leftOut;  ///< The others: not in the vocabulary, or not among the clustered words.
  cocluster::ClusterConcentration clusters;
  std::vector<cocluster::UnitSeparation> units;  ///< Smallest p first, then the AUC furthest from expected.
};

/// Tests whether a list of words is concentrated in word clusters, and in units by their expected responses
/// (shrunk as the clustering's were), against random lists of equal size and like frequencies among the
/// clustered words. Throws Error where fewer than two words of the list are among them.
WordListConcentration concentrationOf(const std::vector<std::string>& list,
                                      const response::Analysis& analysis, const Clustering& clustering,
                                      double shrink, const cocluster::ConcentrationOptions& options,
                                      const RunControl& control = {});

}  // namespace rnnvis::scene
