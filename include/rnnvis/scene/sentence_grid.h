#pragma once

#include "rnnvis/scene/workspace.h"

#include <cstddef>
#include <utility>
#include <vector>

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
  bool isFree = false;  ///< Nothing stands there: the row belongs to the other of two columns.

  bool isGlyph() const { return kind == Kind::start || kind == Kind::token; }
  bool isToken() const { return kind == Kind::token && !isFree; }
};

inline constexpr std::size_t mostForecastLines = 5;

/// The rows of a sentence column.
struct SentenceGrid {
  std::vector<SentenceRow> rows;
  std::size_t forecastLines = 0;  ///< That there is room for below them.
};

/// The rows of all sentences; headings where one sentence would be taken for another.
SentenceGrid gridOf(const Workspace& workspace);

}  // namespace rnnvis::scene
