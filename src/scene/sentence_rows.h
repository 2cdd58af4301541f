#pragma once

#include "rnnvis/scene/workspace.h"

namespace rnnvis::scene {

/// What stands in the sentence column, from top to bottom.
struct SentenceRow {
  enum class Kind {
    heading,  ///< The text of a sentence, or what is wrong with it.
    start,    ///< The state before its first token.
    token,
    sum  ///< What its contributions add up to.
  } kind;
  TokenPlace place;

  bool isGlyph() const { return kind == Kind::start || kind == Kind::token; }
};

/// The rows of all sentences; headings where one sentence would be taken for another.
std::vector<SentenceRow> listRows(const Workspace& workspace);

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
