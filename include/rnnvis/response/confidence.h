#pragma once

#include "rnnvis/response/analysis.h"

#include <vector>

namespace rnnvis::response {

/// Where an expected response lies with 95 % confidence.
struct Interval {
  double low = 0;
  double high = 0;
};

/// mean ± t(0.975, G−1) · error for a mean over G independent blocks with the robust standard error
/// √(G/(G−1) Σ_b (S_b − n_b ŝ)²) / n, S_b the sum of the n_b responses in block b (Liang and Zeger 1986).
/// Blocks are documents or, in a stream, pieces of model::streamPiece tokens, so that responses within one
/// may depend on one another. Unbounded (±∞) below two blocks.
Interval confidenceInterval(double mean, double error, std::int64_t blocks);

/// The probability of a mean that lies as far from its expectation as `distance`, or farther: t test with G−1
/// degrees of freedom on the standard error of a mean over G blocks. 1 below two blocks.
double pValue(double distance, double error, std::int64_t blocks);

/// [n] the probability that a unit's mean response to the word would be as far from the unit's mean response
/// to all tokens, or farther, did it not answer to that word otherwise: t test with G−1 degrees of freedom. 1
/// below two blocks. Throws Error for a word that never occurs.
std::vector<double> differencePValues(const Analysis& analysis, LayerId layer, model::Signal state,
                                      WordId word);

/// [n] whether a unit's response to the word is distinguishable from its mean response, with at most a share
/// `falseDiscoveryRate` of the units named so being wrong (Benjamini and Hochberg 1995 over the units).
/// Throws Error for a word that never occurs.
std::vector<bool> distinguishable(const Analysis& analysis, LayerId layer, model::Signal state, WordId word,
                                  double falseDiscoveryRate = 0.05);

}  // namespace rnnvis::response
