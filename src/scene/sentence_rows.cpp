#include "sentence_rows.h"

#include "rnnvis/scene/main_scene.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

// Pixels of a glyph where nobody chose: so that all fit, or where they would be too low, easy to read.
constexpr double lowestThatFits = 40, highestThatFits = 80, easyToRead = 54;

}  // namespace

SentenceGrid gridOf(const Workspace& workspace) {
  using Kind = SentenceRow::Kind;
  const auto& sentences = workspace.sentences;
  SentenceGrid grid;
  std::vector<SentenceRow>& rows = grid.rows;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const auto& sentence = sentences[s].sentence;
    if (sentences.size() > 1 || !sentence) rows.push_back({Kind::heading, {s, 0}});
    if (!sentence) continue;
    if (!sentence->start.empty()) rows.push_back({Kind::start, {s, 0}});
    for (std::size_t t = 0; t < sentence->tokens.size(); ++t) rows.push_back({Kind::token, {s, t}});
    if (sentences[s].contributions) rows.push_back({Kind::sum, {s, 0}});
    const auto& predictions = sentences[s].predictions;
    if (grid.forecastLines == 0 && !predictions.empty())
      grid.forecastLines = std::min(mostForecastLines, predictions.front().size());
  }
  return grid;
}

RowStack::RowStack(const std::vector<SentenceRow>& rows, double columnHeight, double wanted)
    : m_rows(rows), m_columnHeight(columnHeight) {
  double glyphs = 0, others = 0;
  for (const SentenceRow& row : rows)
    if (row.isGlyph())
      ++glyphs;
    else
      others += heightOf(row);
  const double fitting = (columnHeight - others) / std::max(1.0, glyphs);
  if (wanted > 0)
    m_glyphHeight = std::clamp(wanted, MainOptions::smallestGlyph, MainOptions::largestGlyph);
  else
    m_glyphHeight = fitting < lowestThatFits
                        ? columnHeight / std::max(1.0, std::floor(columnHeight / easyToRead))
                        : std::min(fitting, highestThatFits);
}

double RowStack::heightOf(const SentenceRow& row) const {
  if (row.isGlyph()) return m_glyphHeight;
  return row.kind == SentenceRow::Kind::heading ? headingHeight : sumHeight;
}

std::size_t RowStack::lastFirst() const {
  double height = 0;
  std::size_t first = m_rows.size();
  while (first > 0 && (height += heightOf(m_rows[first - 1])) <= m_columnHeight + 0.5) --first;
  return std::min(first, m_rows.empty() ? 0 : m_rows.size() - 1);
}

std::size_t RowStack::endFrom(std::size_t first) const {
  double height = 0;
  std::size_t end = first;
  while (end < m_rows.size() && (height += heightOf(m_rows[end])) <= m_columnHeight + 0.5) ++end;
  return std::min(m_rows.size(), std::max(end, first + 1));
}

}  // namespace rnnvis::scene
