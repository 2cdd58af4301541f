#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/response/analysis.h"

#include <memory>
#include <vector>

namespace rnnvis::response {

/// The analysis of several disjoint corpora together, from those of each: counts, moments, extremes,
/// intervals and histograms as if they had been read as one (moments of responses to a relative 10⁻¹², of
/// values to 10⁻⁷: those are summed in single precision, four at a time); as many samples a word as the
/// analysis that kept fewest, again those with the smallest hashes; quantiles of values from the histograms.
/// Losses are kept where every analysis has them, one text's after another. All else does not depend on the
/// order beyond rounding. A block of a stream that a split cut counts in each part.
/// Throws Error where models, contexts, seeds or vocabularies differ, and for the same corpus, or part of it,
/// twice.
std::shared_ptr<const Analysis> merge(const std::vector<std::shared_ptr<const Analysis>>& analyses,
                                      const RunControl& control = {});

}  // namespace rnnvis::response
