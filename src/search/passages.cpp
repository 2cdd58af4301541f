#include "rnnvis/search/passages.h"

#include "columns.h"
#include "rnnvis/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace rnnvis::search {
namespace {

using response::StateIndex;
using response::Stretch;

constexpr std::size_t placesAtOnce = 1 << 14;  // Sums of so many places stay in the nearest cache.

double signOf(Direction direction) {
  return direction == Direction::above ? 1 : -1;
}

void requireFinite(const std::optional<double>& threshold) {
  if (threshold && !std::isfinite(*threshold)) fail("a threshold must be a finite number");
}

/// Units that are each beyond a threshold of their own.
class UnitsBeyond {
 public:
  UnitsBeyond(const StateIndex& index, const std::vector<UnitCondition>& conditions) {
    if (conditions.empty()) fail("no unit is given to search for; name one");
    if (conditions.size() > PassageQuery::mostConditions)
      fail("{} units are given to search for; at most {} are taken", conditions.size(),
           PassageQuery::mostConditions);
    for (const UnitCondition& condition : conditions) {
      requireFinite(condition.threshold);
      const auto column = index.column(condition.unit);
      const int code = condition.threshold ? index.codeOf(condition.unit, *condition.threshold)
                                           : presetOf(column, condition.direction);
      // Beyond the range of the unit there is no grid to round to.
      const bool isInside = !condition.threshold || (code > 0 && code < StateIndex::levels);
      m_units.push_back({condition.unit, condition.direction, column, code,
                         isInside ? index.edgeOf(condition.unit, code) : *condition.threshold});
    }
  }

  void mark(std::span<std::uint8_t> holds, const RunControl& control) const {
    std::fill(holds.begin(), holds.end(), std::uint8_t{1});
    for (const Unit& unit : m_units) {
      control.throwIfStopped();
      if (unit.direction == Direction::above)
        keepAtLeast(unit.codes, unit.code, holds);
      else
        keepBelow(unit.codes, unit.code, holds);
    }
  }

  double strengthAt(std::size_t begin, std::size_t end) const {
    double sum = 0;
    for (const Unit& unit : m_units)
      for (std::size_t place = begin; place < end; ++place)
        sum += signOf(unit.direction) * (unit.codes[place] + 0.5 - unit.code);
    return sum / static_cast<double>(StateIndex::levels * m_units.size() * (end - begin));
  }

  std::vector<double> thresholds() const {
    std::vector<double> values;
    for (const Unit& unit : m_units) values.push_back(unit.threshold);
    return values;
  }
  double rounding() const { return 0; }

 private:
  struct Unit {
    UnitId unit;
    Direction direction;
    std::span<const std::uint8_t> codes;
    int code;
    double threshold;
  };

  /// The code that about a share of the tokens is beyond, never more of them.
  static int presetOf(std::span<const std::uint8_t> column, Direction direction) {
    std::array<std::size_t, StateIndex::levels> counts{};
    for (const std::uint8_t code : column) ++counts[code];
    const double most = PassageQuery::presetShare * static_cast<double>(column.size());
    std::size_t beyond = 0;
    if (direction == Direction::above) {
      int code = StateIndex::levels;
      while (code > 1 && static_cast<double>(beyond + counts[static_cast<std::size_t>(code - 1)]) <= most)
        beyond += counts[static_cast<std::size_t>(--code)];
      return code;
    }
    int code = 0;
    while (code < StateIndex::levels - 1 &&
           static_cast<double>(beyond + counts[static_cast<std::size_t>(code)]) <= most)
      beyond += counts[static_cast<std::size_t>(code++)];
    return code;
  }

  std::vector<Unit> m_units;
};

/// The mean of some units beyond a threshold.
class MeanBeyond {
 public:
  MeanBeyond(const StateIndex& index, const MeanCondition& condition, const RunControl& control)
      : m_sign(signOf(condition.direction)) {
    if (condition.units.empty()) fail("no unit is given to search for; name one");
    if (condition.polarity.size() != condition.units.size())
      fail("{} signs are given for {} units", condition.polarity.size(), condition.units.size());
    requireFinite(condition.threshold);
    m_means = meansOf(index, condition, control);
    m_threshold = condition.threshold.value_or(0);
    if (!condition.threshold) m_threshold = preset();
    for (const UnitId unit : condition.units)
      m_rounding += index.grid(unit).step / 2 / static_cast<double>(condition.units.size());
  }

  void mark(std::span<std::uint8_t> holds, const RunControl&) const {
    keepBeyond(m_means, static_cast<float>(m_threshold), static_cast<float>(m_sign), holds);
  }
  double strengthAt(std::size_t begin, std::size_t end) const {
    double sum = 0;
    for (std::size_t place = begin; place < end; ++place)
      sum += m_sign * (double{m_means[place]} - m_threshold);
    return sum / static_cast<double>(end - begin);
  }
  std::vector<double> thresholds() const { return {m_threshold}; }
  double rounding() const { return m_rounding; }

 private:
  static std::vector<float> meansOf(const StateIndex& index, const MeanCondition& condition,
                                    const RunControl& control) {
    const double share = 1 / static_cast<double>(condition.units.size());
    std::vector<std::span<const std::uint8_t>> columns;
    std::vector<float> factors;
    double offset = 0;
    for (std::size_t i = 0; i < condition.units.size(); ++i) {
      columns.push_back(index.column(condition.units[i]));
      const StateIndex::Grid& grid = index.grid(condition.units[i]);
      const double sign = condition.polarity[i] * share;
      factors.push_back(static_cast<float>(sign * grid.step));
      offset += sign * (grid.low + grid.step / 2.0);  // States are taken for the middle of their code.
    }
    std::vector<float> means(index.places(), static_cast<float>(offset));
    for (std::size_t from = 0; from < means.size(); from += placesAtOnce) {
      control.throwIfStopped();
      const std::size_t places = std::min(placesAtOnce, means.size() - from);
      for (std::size_t i = 0; i < columns.size(); ++i)
        addScaled(columns[i].subspan(from, places), factors[i], std::span(means).subspan(from, places));
    }
    return means;
  }

  double preset() const {
    std::vector<float> values = m_means;
    const auto beyond =
        static_cast<std::size_t>(PassageQuery::presetShare * static_cast<double>(values.size()));
    const std::size_t place = m_sign > 0 ? values.size() - 1 - beyond : beyond;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(place);
    std::nth_element(values.begin(), at, values.end());
    return *at;
  }

  double m_sign;
  double m_threshold = 0;
  double m_rounding = 0;
  std::vector<float> m_means;
};

bool isBefore(const Passage& a, const Passage& b) {
  if (a.length() != b.length()) return a.length() > b.length();
  return a.strength != b.strength ? a.strength > b.strength : a.begin < b.begin;
}

std::size_t documentOf(const text::Corpus& corpus, std::size_t position) {
  const auto next = std::upper_bound(corpus.starts.begin(), corpus.starts.end(), position);
  return static_cast<std::size_t>(next - corpus.starts.begin()) - 1;
}

/// Calls visit(begin, end, position of begin) for each stretch of places that is read as one.
template <class Visit>
void visitSequences(const StateIndex& index, const text::Corpus& corpus, const Visit& visit) {
  std::size_t place = 0;
  for (const Stretch& passage : index.passages()) {
    std::size_t position = passage.begin;
    while (position < passage.end) {
      std::size_t end = passage.end;
      if (index.info().reading.context == model::Context::sentence)
        end = std::min(end, corpus.starts[documentOf(corpus, position) + 1]);
      visit(place, place + (end - position), position);
      place += end - position;
      position = end;
    }
  }
}

template <class Condition>
Passages find(const StateIndex& index, const text::Corpus& corpus, const Condition& condition,
              const PassageQuery& query, const RunControl& control) {
  std::vector<std::uint8_t> holds(index.places());
  condition.mark(holds, control);
  Passages result;
  const std::size_t atLeast = std::max<std::size_t>(1, query.atLeast);
  visitSequences(index, corpus, [&](std::size_t begin, std::size_t end, std::size_t position) {
    control.throwIfStopped();
    const auto first = holds.begin() + static_cast<std::ptrdiff_t>(begin),
               last = holds.begin() + static_cast<std::ptrdiff_t>(end);
    for (auto from = std::find(first, last, 1); from != last; from = std::find(from, last, 1)) {
      const auto to = std::find(from, last, 0);
      if (static_cast<std::size_t>(to - from) >= atLeast) {
        const auto place = static_cast<std::size_t>(from - first);
        const auto length = static_cast<std::size_t>(to - from);
        result.hits.push_back({position + place, position + place + length, 0,
                               condition.strengthAt(begin + place, begin + place + length)});
        result.tokens += length;
      }
      from = to;
    }
  });
  result.count = result.hits.size();
  const std::size_t kept = std::min(query.most, result.hits.size());
  std::partial_sort(result.hits.begin(), result.hits.begin() + static_cast<std::ptrdiff_t>(kept),
                    result.hits.end(), isBefore);
  result.hits.resize(kept);
  for (Passage& hit : result.hits) hit.document = documentOf(corpus, hit.begin);
  result.searched = index.places();
  result.corpusTokens = index.info().corpusTokens;
  result.thresholds = condition.thresholds();
  result.rounding = condition.rounding();
  return result;
}

}  // namespace

Passages findPassages(const StateIndex& index, const text::Corpus& corpus, const PassageQuery& query,
                      const RunControl& control) {
  if (corpus.ids.size() != index.info().corpusTokens || corpus.sha256 != index.info().corpusSha256)
    fail("the text has changed since it was indexed; analyse it again");
  if (const auto* units = std::get_if<std::vector<UnitCondition>>(&query.where))
    return find(index, corpus, UnitsBeyond(index, *units), query, control);
  return find(index, corpus, MeanBeyond(index, std::get<MeanCondition>(query.where), control), query,
              control);
}

Stretch surroundings(const Passage& passage, const text::Corpus& corpus, model::Context context,
                     std::size_t before, std::size_t after) {
  const bool isStream = context == model::Context::stream;
  const std::size_t first = isStream ? 0 : corpus.starts[passage.document];
  const std::size_t last = isStream ? corpus.ids.size() : corpus.starts[passage.document + 1];
  return {passage.begin - std::min(before, passage.begin - first),
          passage.end + std::min(after, last - passage.end)};
}

}  // namespace rnnvis::search
