#include "detail_input.h"
#include "unit_row.h"
#include "words.h"

#include <fmt/format.h>

#include <algorithm>

namespace rnnvis::scene {
namespace {

using model::Signal;
using response::ValueDistribution;

std::string longName(Signal signal, model::CellKind cell) {
  switch (signal) {
    case Signal::h:
    case Signal::c:
    case Signal::innerC:
      return describeState(signal);
    case Signal::i:
      return "input gate i";
    case Signal::f:
      return "forget gate f";
    case Signal::o:
      return "output gate o";
    case Signal::g:
      return "candidate g";
    case Signal::r:
      return "reset gate r";
    case Signal::z:
      return cell == model::CellKind::gru ? "update gate z: the share kept" : "gate z";
    case Signal::innerI:
      return "inner input gate I";
    case Signal::innerF:
      return "inner forget gate F";
    case Signal::innerO:
      return "inner output gate O";
    case Signal::innerG:
      return "inner candidate G";
    case Signal::n:
      break;
  }
  return "candidate n";
}

/// States and candidates lie on both sides of 0, gates between 0 and 1.
bool isGate(Signal signal) {
  return signal == Signal::i || signal == Signal::f || signal == Signal::o || signal == Signal::r ||
         signal == Signal::z || signal == Signal::innerI || signal == Signal::innerF ||
         signal == Signal::innerO;
}

VectorD rowOf(const response::Rows& rows) {
  return rows.matrix().row(0).cast<double>();
}

SignalDistribution distributionOf(const DetailInput& input, Signal signal, const ValueDistribution& values) {
  SignalDistribution result;
  result.signal = signal;
  result.name = longName(signal, input.analysis().info.cell);
  const VectorD mean = rowOf(values.mean);
  result.row = unitRow(input, static_cast<std::size_t>(mean.size()), mean, "mean");
  if (result.row.chips.empty())
    result.name += fmt::format(" · {} units of their own, in no chip", result.row.units.size());
  result.mean = inOrder(mean, result.row);
  result.deviation = inOrder(rowOf(values.deviation), result.row);
  result.quantiles = columnsInOrder(values.quantiles.matrix().cast<double>(), result.row);
  result.low = std::min(0.0, result.quantiles.minCoeff());
  result.high = std::max(0.0, result.quantiles.maxCoeff());
  if (!isGate(signal)) result.high = std::max(result.high, -result.low), result.low = -result.high;
  if (isGate(signal) && result.low >= 0) result.high = std::max(1.0, result.high);
  return result;
}

/// Leaves out empty bins at the ends: of a gate those below 0 and above all values, of others as many on both
/// sides.
void trim(SignalHistogram& histogram, bool isOfGate) {
  auto& counts = histogram.counts;
  const auto isFull = [](std::int64_t count) { return count > 0; };
  const auto bins = std::ssize(counts);
  const auto before = std::find_if(counts.begin(), counts.end(), isFull) - counts.begin();
  const auto after = std::find_if(counts.rbegin(), counts.rend(), isFull) - counts.rbegin();
  const bool isPositive = isOfGate && before >= bins / 2;
  const auto first = isPositive ? bins / 2 : std::min({before, after, bins / 2 - 1});
  const auto last = bins - std::min(isPositive ? after : first, bins / 2 - 1);
  const double width = (histogram.high - histogram.low) / static_cast<double>(bins);
  const double low = histogram.low;
  histogram.low = low + static_cast<double>(first) * width;
  histogram.high = low + static_cast<double>(last) * width;
  counts = {counts.begin() + first, counts.begin() + last};
}

SignalHistogram histogramOf(const DetailInput& input, Signal signal, const ValueDistribution& values,
                            UnitId unit) {
  constexpr std::size_t bins = ValueDistribution::bins;
  SignalHistogram result;
  result.signal = signal;
  result.name = longName(signal, input.analysis().info.cell);
  result.unit = unit;
  result.mean = values.mean.matrix()(0, unit.value);
  result.deviation = values.deviation.matrix()(0, unit.value);
  for (std::size_t q = 0; q < result.quantiles.size(); ++q)
    result.quantiles[q] = values.quantiles.matrix()(static_cast<Eigen::Index>(q), unit.value);
  const double range = values.range.matrix()(0, unit.value);
  const auto first = values.histogram->begin() + static_cast<std::ptrdiff_t>(unit.index() * bins);
  result.counts.assign(first, first + bins);
  result.low = -range;
  result.high = range;
  trim(result, isGate(signal));
  return result;
}

}  // namespace

ValuesDetail valuesDetail(const DetailInput& input, const std::vector<UnitId>& units) {
  const auto& values = input.analysis().layers[input.clustering().layer.index()].values;
  ValuesDetail detail;
  for (Signal signal : input.analysis().info.recorded) {
    const auto found = values.find(signal);
    if (found != values.end()) detail.distributions.push_back(distributionOf(input, signal, found->second));
  }
  for (UnitId unit : units) {
    auto& histograms = detail.histograms.emplace_back();
    for (const SignalDistribution& signal : detail.distributions)
      if (!signal.row.chips.empty())
        histograms.push_back(histogramOf(input, signal.signal, values.at(signal.signal), unit));
  }
  const std::string layer = describeLayer(input.clustering().layer, input.analysis());
  const std::string tokens = describeTokens(input.analysis().info);
  if (units.empty()) {
    detail.title = "States and gates of all units";
    detail.subtitle = fmt::format("{} · {} · each plot sorted {}", layer, tokens,
                                  detail.distributions.empty() ? "" : detail.distributions.front().row.order);
    return detail;
  }
  detail.title = fmt::format("States and gates of unit {}", units.front().value);
  if (units.size() > 1) detail.title += fmt::format(" and unit {}", units.back().value);
  detail.subtitle = fmt::format("{} · {}", layer, tokens);
  for (UnitId unit : units)
    detail.subtitle += fmt::format(" · unit {}: the word explains {:.0f} % of its responses (η²)", unit.value,
                                   100 * input.responses().explained.matrix()(0, unit.value));
  return detail;
}

}  // namespace rnnvis::scene
