#pragma once

#include "rnnvis/compare/sentence_differences.h"

#include <QString>

#include <string>
#include <vector>

namespace rnnvis::gui {

/// What is compared of one sentence.
struct ShownSentence {
  std::string problem;            ///< Why it is not; then the rest is empty.
  std::vector<std::string> a, b;  ///< Tokens of either side.
  compare::SentenceDifferences differences;

  /// The tokens of a column and what became of them: "old → new", "− gone", "+ come".
  QString nameOf(std::size_t column) const;
};

/// Columns that are shown as rows, one below the other, below a heading.
struct SentenceRows {
  static constexpr double height = 14;
  static constexpr double names = 96;  ///< Width of what stands before a row.

  std::size_t first = 0, count = 0;
};

/// As many rows as find room between a line of headings and four lines of text, which makes those of all
/// cards of a sentence the same: of a long one those around the widest divergence.
SentenceRows rowsIn(double room, const compare::SentenceDifferences& differences);

}  // namespace rnnvis::gui
