#pragma once

#include "rnnvis/scene/sentence_grid.h"

namespace rnnvis::scene {

/// Rows from top to bottom of a column.
class RowStack {
 public:
  static constexpr double headingHeight = 22, sumHeight = 18;

  /// Glyphs `wanted` high, or where that is 0 so high that all rows fit, within reason.
  RowStack(const std::vector<SentenceRow>& rows, double columnHeight, double wanted);

  double glyphHeight() const { return m_glyphHeight; }
  double heightOf(const SentenceRow& row) const;
  /// The last row that the column may begin with: with it the last row is just in sight.
  std::size_t lastFirst() const;
  /// The row after the last one that fits when the column begins with `first`; one fits always.
  std::size_t endFrom(std::size_t first) const;

 private:
  const std::vector<SentenceRow>& m_rows;
  double m_columnHeight;
  double m_glyphHeight = 0;
};

}  // namespace rnnvis::scene
