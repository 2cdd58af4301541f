#pragma once

#include <QString>

#include <cstddef>

namespace rnnvis::gui {

enum class SearchKind { words, units, passages };
enum class WordsBy { beginning, expression, tag };
enum class UnitsBy { answering, separating };

/// What is looked for: what the field says, as the choices beside it read it.
struct SearchRequest {
  SearchKind kind = SearchKind::words;
  int by = 0;              ///< WordsBy or UnitsBy.
  QString text;            ///< "he", "he / she", "cloud 2", "12>0.5 7<0", "chip 3".
  bool shownOnly = false;  ///< Words of the clouds alone.
  int atLeast = 3;         ///< Tokens of a passage.

  friend bool operator==(const SearchRequest&, const SearchRequest&) = default;
};

}  // namespace rnnvis::gui
