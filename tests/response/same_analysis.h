#pragma once

#include "rnnvis/response/analysis.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::test {

template <class Number>
bool same(const response::RowsOf<Number>& a, const response::RowsOf<Number>& b) {
  return a.matrix().rows() == b.matrix().rows() && a.matrix().cols() == b.matrix().cols() &&
         a.matrix() == b.matrix();
}

inline bool same(const response::Responses& a, const response::Responses& b) {
  return same(a.mean, b.mean) && same(a.deviation, b.deviation) && same(a.minimum, b.minimum) &&
         same(a.maximum, b.maximum) && same(a.error, b.error) && same(a.written, b.written) &&
         same(a.average, b.average) && same(a.explained, b.explained) && same(a.meanRest, b.meanRest) &&
         same(a.deviationRest, b.deviationRest) && same(a.writtenRest, b.writtenRest) &&
         same(a.products, b.products) && same(a.sums, b.sums) && a.samples.columns() == b.samples.columns() &&
         std::ranges::equal(a.samples.bits(), b.samples.bits());
}

inline bool same(const response::ValueDistribution& a, const response::ValueDistribution& b) {
  return same(a.mean, b.mean) && same(a.deviation, b.deviation) && same(a.meanRest, b.meanRest) &&
         same(a.deviationRest, b.deviationRest) && same(a.quantiles, b.quantiles) && same(a.range, b.range) &&
         *a.histogram == *b.histogram;
}

/// Whether two analyses hold the same statistics bit for bit, whatever their descriptions say.
inline bool sameStatistics(const response::Analysis& a, const response::Analysis& b) {
  if (a.tokens != b.tokens || a.count != b.count || a.blocks != b.blocks || a.pairs != b.pairs ||
      a.row != b.row ||
      !std::ranges::equal(a.losses, b.losses,
                          [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); }) ||
      a.sampleOffsets != b.sampleOffsets || a.sampleHashes != b.sampleHashes)
    return false;
  return std::ranges::equal(a.layers, b.layers, [](const auto& x, const auto& y) {
    const auto sameEntries = [](const auto& p, const auto& q) {
      return p.first == q.first && same(p.second, q.second);
    };
    return x.units == y.units && std::ranges::equal(x.responses, y.responses, sameEntries) &&
           std::ranges::equal(x.values, y.values, sameEntries);
  });
}

}  // namespace rnnvis::test
