#include "token_scanner.h"

#include "rnnvis/text/utf8.h"

#include "scalar.h"

namespace rnnvis::text {
namespace {

bool isApostrophe(char32_t value) {
  return value == U'\'' || value == U'\u2019';
}

std::string_view withoutLeadingWhiteSpace(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = whiteSpaceAt(text, 0);
    if (length == 0) break;
    text.remove_prefix(length);
  }
  return text;
}

}  // namespace

TokenScanner::TokenScanner(std::string_view line, const TextSettings& settings)
    : m_lowered(settings.lowercase ? lowerCase(line) : std::string()),
      m_rest(settings.lowercase ? m_lowered : line),
      m_level(settings.level),
      m_splitting(settings.splitting) {}

std::string_view TokenScanner::next() {
  if (m_level == Level::word) m_rest = withoutLeadingWhiteSpace(m_rest);
  if (m_rest.empty()) return {};
  if (m_level == Level::character) return take(scalarAt(m_rest, 0).length);
  return take(m_splitting == Splitting::whitespace ? wordLength() : pieceLength());
}

std::size_t TokenScanner::wordLength() const {
  std::size_t end = 0;
  // Single steps are enough: no continuation byte looks like the start of white space.
  while (end < m_rest.size() && whiteSpaceAt(m_rest, end) == 0) ++end;
  return end;
}

std::size_t TokenScanner::pieceLength() const {
  Scalar scalar = scalarAt(m_rest, 0);
  if (!isWordCharacter(scalar.value)) return scalar.length;
  std::size_t end = scalar.length;
  bool afterLetter = isLetter(scalar.value);
  while (end < m_rest.size()) {
    scalar = scalarAt(m_rest, end);
    if (!isWordCharacter(scalar.value) && !joinsLetters(end, afterLetter)) break;
    end += scalar.length;
    // A mark belongs to the letter before it.
    afterLetter = isLetter(scalar.value) || (afterLetter && isMark(scalar.value));
  }
  return end;
}

bool TokenScanner::joinsLetters(std::size_t apostrophe, bool afterLetter) const {
  const Scalar scalar = scalarAt(m_rest, apostrophe);
  const std::size_t following = apostrophe + scalar.length;
  return afterLetter && isApostrophe(scalar.value) && following < m_rest.size() &&
         isLetter(scalarAt(m_rest, following).value);
}

std::string_view TokenScanner::take(std::size_t length) {
  const std::string_view token = m_rest.substr(0, length);
  m_rest.remove_prefix(token.size());
  return token;
}

}  // namespace rnnvis::text
