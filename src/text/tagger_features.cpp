#include "tagger_features.h"

#include "rnnvis/base/split_mix.h"
#include "rnnvis/text/utf8.h"

#include "scalar.h"

#include <algorithm>
#include <array>
#include <string>

namespace rnnvis::text {
namespace {

/// What a feature is about; part of its hash.
enum Kind : std::uint64_t {
  anything,
  spelling,
  prefixes,
  suffixes = prefixes + 8,
  shapes = suffixes + 8,
  neighbours = 64
};

std::uint64_t mixed(std::uint64_t kind, std::uint64_t value) {
  return SplitMix64::hash(value ^ kind * 0xd1342543de82ef95);
}
std::uint64_t mixed(std::uint64_t kind, std::uint64_t first, std::uint64_t second) {
  return mixed(kind, first + SplitMix64::hash(second));
}

std::uint64_t hashOf(std::string_view text) {  // FNV-1a
  std::uint64_t hash = 0xcbf29ce484222325;
  for (char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return hash;
}

/// The Penn Treebank's spellings of signs, and as texts have them.
std::string_view plainSpelling(std::string_view word) {
  constexpr std::array<std::array<std::string_view, 2>, 8> spellings{{{"-lrb-", "("},
                                                                      {"-rrb-", ")"},
                                                                      {"-lsb-", "["},
                                                                      {"-rsb-", "]"},
                                                                      {"-lcb-", "{"},
                                                                      {"-rcb-", "}"},
                                                                      {"``", "\""},
                                                                      {"''", "\""}}};
  for (const auto& [penn, plain] : spellings)
    if (word == penn) return plain;
  return word;
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// In lower case, a run of digits as one 0, and no more than what affixes and spelling need of a long word.
std::string normalised(std::string_view word) {
  constexpr std::size_t longest = 64;
  const std::string lowered = lowerCase(word.substr(0, longest));
  std::string result;
  for (char c : plainSpelling(lowered))
    if (!isDigit(c))
      result += c;
    else if (result.empty() || result.back() != '0')
      result += '0';
  return result;
}

std::size_t startOfLast(std::string_view word, std::size_t scalars) {
  std::size_t start = word.size();
  for (; scalars > 0 && start > 0; --scalars) do
      --start;
    while (start > 0 && (static_cast<unsigned char>(word[start]) & 0xC0) == 0x80);
  return start;
}

/// Case, digits and signs as bits.
std::uint64_t shapeOf(std::string_view word) {
  std::uint64_t shape = 0;
  bool hasUpper = false, hasLower = false;
  for (std::size_t i = 0; i < word.size(); i += scalarLength(word[i])) {
    const char c = word[i];
    const bool isUpper = c >= 'A' && c <= 'Z';
    const bool isLower = (c >= 'a' && c <= 'z') ||
                         (static_cast<unsigned char>(c) >= 0x80 && isLetter(scalarAt(word, i).value));
    if (i == 0 && isUpper) shape |= 1;
    hasUpper |= isUpper;
    hasLower |= isLower;
    if (isDigit(c)) shape |= 2;
    if (c == '-' && i > 0) shape |= 4;
    if (c == '.' || c == '/' || c == '@' || c == ':') shape |= 8;
    if (c == '\'') shape |= 16;
    if (c == '<') shape |= 32;
  }
  if (hasUpper) shape |= 64;
  if (hasLower) shape |= 128;
  if (word.size() == 1) shape |= 256;
  return shape;
}

}  // namespace

TaggerWord addWordFeatures(std::string_view word, Features& features) {
  constexpr std::size_t prefixLengths = 4, suffixLengths = 5;
  const std::string lowered = normalised(word);
  const std::uint64_t shape = shapeOf(word);
  TaggerWord result{hashOf(lowered), 0, mixed(shapes, shape), {}};
  features.push_back(mixed(anything, 0));
  features.push_back(mixed(spelling, result.word));
  features.push_back(mixed(spelling, result.word, shape));
  features.push_back(result.shape);
  for (std::size_t length = 1, end = 0; length <= prefixLengths && end < lowered.size(); ++length) {
    end = std::min(end + scalarLength(lowered[end]), lowered.size());
    if (end == lowered.size()) break;
    features.push_back(mixed(prefixes + length, hashOf(std::string_view(lowered).substr(0, end))));
  }
  for (std::size_t length = 1; length <= suffixLengths; ++length) {
    const std::size_t start = startOfLast(lowered, length);
    const std::uint64_t suffix = hashOf(std::string_view(lowered).substr(start));
    if (length <= 3) result.suffix = suffix;
    if (start == 0) continue;  // The ends of "in" say nothing about "Berlin".
    features.push_back(mixed(suffixes + length, suffix));
    if (length == 3) features.push_back(mixed(suffixes, suffix, shape));
  }
  return result;
}

TaggerContext TaggerContext::at(std::span<const TaggerWord> sentence, std::span<const Tag> tags,
                                std::size_t t) {
  const auto word = [&](std::size_t i) { return i < sentence.size() ? &sentence[i] : nullptr; };
  const auto tag = [&](std::size_t back) {
    return t >= back ? static_cast<std::size_t>(tags[t - back]) : tagCount;
  };
  return {word(t - 2), word(t - 1), word(t), word(t + 1), word(t + 2), tag(1), tag(2)};
}

void addContextFeatures(const TaggerContext& context, Features& features) {
  static constexpr TaggerWord none{};
  const auto orNone = [](const TaggerWord* word) -> const TaggerWord& { return word ? *word : none; };
  const TaggerWord &word = *context.word, &before = orNone(context.before), &after = orNone(context.after),
                   &before2 = orNone(context.before2), &after2 = orNone(context.after2);
  const std::uint64_t tags = context.tag1 + 16 * context.tag2;
  std::uint64_t kind = neighbours;
  const auto add = [&](auto... values) { features.push_back(mixed(kind++, values...)); };
  add(context.tag1);
  add(tags);
  add(tags, word.word);
  add(context.tag1, word.word);
  add(context.tag1, word.suffix);
  add(context.tag1, after.word);
  add(before.word);
  add(after.word);
  add(before2.word);
  add(after2.word);
  add(before.suffix);
  add(after.suffix);
  add(before.word, word.word);
  add(word.word, after.word);
  add(before.word, after.word);
  add(word.word, after.suffix);
  add(tags, after.suffix);
  add(before.shape, word.shape);
  add(word.shape, after.shape);
}

}  // namespace rnnvis::text
