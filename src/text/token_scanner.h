#pragma once

#include "rnnvis/text/tokenizer.h"

#include <string>
#include <string_view>

namespace rnnvis::text {

/// Hands out the tokens of one line one after another: the rules of tokenize() without a string a token.
class TokenScanner {
 public:
  /// `line` must be valid UTF-8 and outlive the scanner.
  TokenScanner(std::string_view line, const TextSettings& settings);
  // The tokens may be views into a member.
  TokenScanner(const TokenScanner&) = delete;
  TokenScanner& operator=(const TokenScanner&) = delete;

  /// The next token, valid as long as the scanner; empty at the end of the line.
  std::string_view next();
  /// What is left of the line, in the form that tokens are taken from.
  std::string_view rest() const { return m_rest; }

 private:
  std::size_t wordLength() const;
  std::size_t pieceLength() const;
  bool joinsLetters(std::size_t apostrophe, bool afterLetter) const;
  std::string_view take(std::size_t length);

  std::string m_lowered;
  std::string_view m_rest;
  Level m_level;
  Splitting m_splitting;
};

}  // namespace rnnvis::text
