#include "rnnvis/text/tokenizer.h"

#include "rnnvis/text/utf8.h"

#include "token_lookup.h"
#include "token_scanner.h"

namespace rnnvis::text {

std::vector<std::string> tokenize(std::string_view line, const TextSettings& settings) {
  std::vector<std::string> tokens;
  TokenScanner scanner(line, settings);
  for (auto token = scanner.next(); !token.empty(); token = scanner.next()) tokens.emplace_back(token);
  return tokens;
}

EncodedText encodeLine(std::string_view line, const TextSettings& settings, const Vocabulary& vocabulary) {
  constexpr Place place{"typed text"};
  requireUtf8(line, place.name);
  EncodedText encoded;
  TokenLookup lookup(settings, vocabulary);
  TokenScanner scanner(line, settings);
  for (auto token = scanner.next(); !token.empty(); token = scanner.next()) {
    const auto id = lookup.find(token, place);
    if (!id) continue;
    encoded.ids.push_back(*id);
    encoded.surface.emplace_back(token);
  }
  encoded.unknown = lookup.unknown();
  encoded.skipped = lookup.skipped();
  return encoded;
}

}  // namespace rnnvis::text
