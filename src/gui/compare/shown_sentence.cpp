#include "compare/shown_sentence.h"

#include "rnnvis/scene/display_token.h"

#include <algorithm>

namespace rnnvis::gui {
namespace {

QString joined(const std::vector<std::string>& tokens, const compare::TokenSpan& span) {
  QString text;
  for (std::size_t t = span.first; t < span.first + span.count; ++t)
    text += QString::fromStdString(scene::displayToken(tokens[t]));
  return text;
}

}  // namespace

QString ShownSentence::nameOf(std::size_t index) const {
  const compare::AlignedTokens& column = differences.columns[index];
  const QString ofA = joined(a, *column.tokens.a), ofB = joined(b, *column.tokens.b);
  switch (column.edit) {
    case compare::Edit::changed:
      return ofA + " → " + ofB;
    case compare::Edit::deleted:
      return "− " + ofA;
    case compare::Edit::inserted:
      return "+ " + ofB;
    case compare::Edit::kept:
      break;
  }
  return column.tokens.a->count >= column.tokens.b->count && column.tokens.b->count == 1 ? ofB : ofA;
}

SentenceRows rowsIn(double room, const compare::SentenceDifferences& differences) {
  constexpr std::size_t others = 5;  // Above and below the rows.
  const auto lines = static_cast<std::size_t>(std::max(0.0, room) / SentenceRows::height);
  const std::size_t rows = lines > others ? lines - others : 0, columns = differences.columns.size();
  if (columns <= rows) return {0, columns};
  const std::size_t widest = differences.widest.value_or(0);
  return {std::min(columns - rows, widest - std::min(widest, rows / 2)), rows};
}

}  // namespace rnnvis::gui
