#include "rnnvis/scene/detail.h"

#include <algorithm>

namespace rnnvis::scene {
namespace {

void widen(std::monostate&, const std::monostate&) {}

void widen(DistributionDetail& detail, const DistributionDetail& other) {
  detail.range = std::max(detail.range, other.range);
}

template <class Range>
void widenRange(Range& range, const Range& other) {
  range.low = std::min(range.low, other.low);
  range.high = std::max(range.high, other.high);
}

void widen(UnitDetail& detail, const UnitDetail& other) {
  widenRange(detail, other);
}

/// Lists of edges or units have ranges of their own, which mean the same in both.
void widen(ClusterDetail& detail, const ClusterDetail& other) {
  for (std::size_t i = 0; i < std::min(detail.lists.size(), other.lists.size()); ++i)
    detail.lists[i].range = std::max(detail.lists[i].range, other.lists[i].range);
}

void widen(ValuesDetail& detail, const ValuesDetail& other) {
  for (SignalDistribution& shown : detail.distributions)
    for (const SignalDistribution& beside : other.distributions)
      if (shown.signal == beside.signal) widenRange(shown, beside);
}

}  // namespace

Detail onScaleOf(Detail detail, const Detail& other) {
  std::visit(
      [&]<class Kind>(Kind& shown) {
        if (const auto* beside = std::get_if<Kind>(&other)) widen(shown, *beside);
      },
      detail);
  return detail;
}

}  // namespace rnnvis::scene
