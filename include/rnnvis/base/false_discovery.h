#pragma once

#include <vector>

namespace rnnvis {

/// Benjamini and Hochberg's adjusted p-values (1995), in the order given: the smallest false discovery rate
/// at which each test is a discovery.
std::vector<double> falseDiscoveryRates(const std::vector<double>& pValues);

/// Which tests may be called discoveries, so that at most a share `rate` of those so called is expected to be
/// wrong.
std::vector<bool> discoveries(const std::vector<double>& pValues, double rate);

}  // namespace rnnvis
