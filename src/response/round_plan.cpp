#include "round_plan.h"

#include <algorithm>
#include <tuple>

namespace rnnvis::response {

RoundPlan::RoundPlan(const StatisticRows& rows, const SampleChoice& samples,
                     const IndependentBlocks& independent,
                     const std::vector<std::vector<std::int64_t>>& valueSamples)
    : m_rows(rows),
      m_samples(samples),
      m_independent(independent),
      m_valueSamples(valueSamples),
      m_valueTokens(rows.parts()) {
  clear();
}

void RoundPlan::clear() {
  m_met.assign(m_rows.size(), 0);
  m_open.clear();
  m_free.clear();
  m_closed.clear();
  m_openSums = 0;
}

void RoundPlan::make(std::span<const model::Block> blocks) {
  m_tokens.clear();
  m_runs.clear();
  for (auto& ofPart : m_valueTokens) ofPart.clear();
  for (std::size_t b = 0; b < blocks.size(); ++b)
    for (std::size_t row = 0; row < blocks[b].tokens.size(); ++row) {
      const std::int64_t position = blocks[b].positions[row];
      if (position < 0) continue;
      const std::int32_t statistic = m_rows.at(static_cast<std::size_t>(position));
      if (statistic == StatisticRows::none) continue;
      m_tokens.push_back({statistic, static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(row),
                          m_samples.at(statistic, position), -1});
      addValueToken(static_cast<std::size_t>(position), m_tokens.back().block, m_tokens.back().row);
      if (m_independent.repeats(static_cast<std::size_t>(position)))
        placeInOpenSum(m_tokens.back(), static_cast<std::size_t>(position));
    }
  // A sum that was closed in this round may be read until its end.
  m_free.insert(m_free.end(), m_closed.begin(), m_closed.end());
  m_closed.clear();
  std::sort(m_tokens.begin(), m_tokens.end(), [](const PlannedToken& a, const PlannedToken& b) {
    return std::tuple(a.statistic, a.block, a.row) < std::tuple(b.statistic, b.block, b.row);
  });
  for (std::uint32_t from = 0, to = 0; from < m_tokens.size(); from = to) {
    while (to < m_tokens.size() && m_tokens[to].statistic == m_tokens[from].statistic) ++to;
    std::int64_t& met = m_met[static_cast<std::size_t>(m_tokens[from].statistic)];
    m_runs.push_back({from, to, met});
    met += to - from;
  }
}

void RoundPlan::addValueToken(std::size_t position, std::uint32_t block, std::uint32_t row) {
  const auto part = static_cast<std::size_t>(m_rows.partOf(position));
  const auto& kept = m_valueSamples[part];
  const auto found = std::lower_bound(kept.begin(), kept.end(), static_cast<std::int64_t>(position));
  const bool isKept = found != kept.end() && *found == static_cast<std::int64_t>(position);
  m_valueTokens[part].push_back({block, row, isKept ? static_cast<std::int32_t>(found - kept.begin()) : -1});
}

void RoundPlan::placeInOpenSum(PlannedToken& token, std::size_t position) {
  const auto row = static_cast<std::uint64_t>(token.statistic);
  const auto block = static_cast<std::uint64_t>(m_independent.blockOf(position));
  const std::uint64_t key = block << 32 | row;
  auto found = m_open.find(key);
  if (found == m_open.end()) {
    if (m_free.empty()) m_free.push_back(static_cast<std::int32_t>(m_openSums++));
    found = m_open.try_emplace(key, OpenSum{m_free.back(), 0}).first;
    m_free.pop_back();
  }
  OpenSum& sum = found->second;
  token.openSum = sum.place;
  token.opens = ++sum.occurrences == 1;
  if (!m_independent.isLast(position)) return;
  token.closes = sum.occurrences;
  m_closed.push_back(sum.place);
  m_open.erase(found);
}

}  // namespace rnnvis::response
