#pragma once

#include "moments.h"
#include "rnnvis/response/analysis.h"

#include <cstddef>
#include <string_view>

namespace rnnvis::response {

/// Calls visit(name, rows, count, columns) for each array of the responses of one state, with what it is
/// called in a file and its size. `responses` may be const.
template <class SomeResponses, class Visit>
void visitArrays(SomeResponses& responses, std::size_t units, const RowCounts& rows, bool hasWritten,
                 const Visit& visit) {
  visit("mean", responses.mean, rows.words, units);
  visit("std", responses.deviation, rows.words, units);
  visit("min", responses.minimum, rows.occurring, units);
  visit("max", responses.maximum, rows.occurring, units);
  visit("error", responses.error, rows.occurring, units);
  visit("mean.rest", responses.meanRest, rows.occurring, units);
  visit("std.rest", responses.deviationRest, rows.occurring, units);
  if (hasWritten) {
    visit("written", responses.written, rows.occurring, units);
    visit("written.rest", responses.writtenRest, rows.occurring, units);
  }
  visit("products", responses.products, rows.repeating, units);
  visit("sums", responses.sums, rows.repeating, units);
  visit("samples", responses.samples, rows.samples, units);
  visit("average", responses.average, std::size_t{1}, units);
  visit("explained", responses.explained, std::size_t{1}, units);
}

/// The same for the values of one signal, its histogram apart.
template <class SomeValues, class Visit>
void visitArrays(SomeValues& values, std::size_t units, const Visit& visit) {
  visit("mean", values.mean, std::size_t{1}, units);
  visit("std", values.deviation, std::size_t{1}, units);
  visit("mean.rest", values.meanRest, std::size_t{1}, units);
  visit("std.rest", values.deviationRest, std::size_t{1}, units);
  visit("quantiles", values.quantiles, quantileLevels.size(), units);
  visit("range", values.range, std::size_t{1}, units);
}

}  // namespace rnnvis::response
