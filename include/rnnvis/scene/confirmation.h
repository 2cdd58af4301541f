#pragma once

#include "rnnvis/response/confidence.h"
#include "rnnvis/scene/clustering.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace rnnvis::scene {

/// What the first half of a text says, and what the second half says of the same.
struct Tested {
  double claimed = 0;
  double found = 0;
  response::Interval interval;  ///< Of `found`, 95 %.
  bool sameSign = false;
  bool confirmed = false;
};

/// An edge between a cluster of words and a cluster of units, Eq. 8. Confirmed where the interval excludes 0
/// on the side of the claim.
struct TestedEdge {
  ClusterId words;
  ClusterId units;
  std::size_t wordsTested = 0;  ///< Words of the cluster that occur in two blocks of the second half or more.
  Tested test;
};

/// One of the words that a unit answers to most. Confirmed where the response has the sign of the claim and
/// differs from 0, with at most 5 % of all answers that are said to differ being wrong (Benjamini and
/// Hochberg 1995).
struct TestedAnswer {
  UnitId unit;
  WordId word;
  double pValue = 1;
  Tested test;
};

/// How much of what is claimed is confirmed.
struct Confirmed {
  std::size_t claims = 0, confirmed = 0;
  double weight = 0, confirmedWeight = 0;  ///< Sums of |claimed|.

  double share() const;          ///< Of the claims; 0 without any.
  double weightedShare() const;  ///< Of their weight; 0 without any.
};

/// Claims of a clustering of the first half of a text, tested on the second.
struct Confirmation {
  std::shared_ptr<const Clustering> clustering;
  std::vector<TestedEdge> edges;      ///< Between clusters that are not empty, by word and then unit cluster.
  std::vector<TestedAnswer> answers;  ///< By unit; positive before negative, strongest first.
  Confirmed ofEdges, ofAnswers;
};

/// Clusters the first half and tests every edge, and the m strongest answers of each unit and sign, on the
/// second. The standard error of an edge takes the errors of its words as independent of one another; that of
/// a word's mean over units is the mean of the units' errors, which it cannot exceed however the units depend
/// on one another; degrees of freedom after Satterthwaite (1946). Throws as cluster() does.
Confirmation confirm(const response::Analysis& first, const response::Analysis& second,
                     const ClusteringSettings& settings, std::size_t m, const RunControl& control = {});

}  // namespace rnnvis::scene
