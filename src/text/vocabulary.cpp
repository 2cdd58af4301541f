#include "rnnvis/text/vocabulary.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/text/utf8.h"

#include "escapes.h"
#include "json_vocabulary.h"
#include "scalar.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace rnnvis::text {
namespace {

/// The tokens of a file with a token a line.
std::vector<std::string> parseLines(std::string_view text, std::string_view name, std::size_t maximumSize) {
  std::vector<std::string> tokens;
  while (!text.empty()) {
    if (tokens.size() == maximumSize)
      fail("{}: more than {} lines; is it a vocabulary, a token a line?", name, maximumSize);
    const std::size_t newline = text.find('\n');
    const bool ended = newline != std::string_view::npos;
    std::string_view line = text.substr(0, newline);
    text.remove_prefix(ended ? newline + 1 : text.size());
    if (ended && line.ends_with('\r')) line.remove_suffix(1);
    tokens.push_back(unescape(line));
  }
  return tokens;
}

void requireDistinctLines(const std::vector<std::string>& tokens, std::string_view name) {
  std::unordered_map<std::string_view, std::size_t> lines;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].empty()) continue;
    const auto [first, isNew] = lines.emplace(tokens[i], i + 1);
    if (!isNew)
      fail("{}: lines {} and {} have the same token {}; remove one of them", name, first->second, i + 1,
           quote(tokens[i]));
  }
}

}  // namespace

Vocabulary::Vocabulary(std::vector<std::string> tokens) : m_tokens(std::move(tokens)) {
  if (m_tokens.size() > std::numeric_limits<std::int32_t>::max())
    fail("a vocabulary of {} tokens is too large; leave out rare ones", m_tokens.size());
  m_ids.reserve(m_tokens.size());
  for (std::size_t i = 0; i < m_tokens.size(); ++i) {
    if (m_tokens[i].empty()) continue;
    const auto [first, isNew] = m_ids.emplace(m_tokens[i], WordId{static_cast<std::int32_t>(i)});
    if (!isNew)
      fail("the vocabulary has the token {} at the indices {} and {}; remove one of them", quote(m_tokens[i]),
           first->second.value, i);
  }
}

std::string Vocabulary::token(WordId id) const {
  return hasToken(id) ? m_tokens[id.index()] : fmt::format("<#{}>", id.value);
}

bool Vocabulary::hasToken(WordId id) const {
  return id.value >= 0 && id.index() < m_tokens.size() && !m_tokens[id.index()].empty();
}

std::optional<WordId> Vocabulary::find(std::string_view token) const {
  const auto found = m_ids.find(token);
  if (found == m_ids.end()) return std::nullopt;
  return found->second;
}

Vocabulary readVocabulary(const std::filesystem::path& path, std::size_t maximumSize) {
  const std::string name = path.string();
  const std::string contents = readFile(path);
  requireUtf8(contents, name);
  std::string_view text = contents;
  if (text.starts_with(byteOrderMark)) text.remove_prefix(byteOrderMark.size());
  auto tokens = parseJsonVocabulary(text, name, maximumSize);
  if (!tokens) {
    tokens = parseLines(text, name, maximumSize);
    requireDistinctLines(*tokens, name);
  }
  if (std::all_of(tokens->begin(), tokens->end(), [](const std::string& token) { return token.empty(); }))
    fail("{}: the vocabulary has no tokens; name a file that lists them", name);
  return Vocabulary(std::move(*tokens));
}

std::string formatVocabulary(const Vocabulary& vocabulary) {
  std::string text;
  for (std::size_t i = 0; i < vocabulary.size(); ++i) {
    const WordId id{static_cast<std::int32_t>(i)};
    if (vocabulary.hasToken(id)) text += escape(vocabulary.token(id));
    text += '\n';
  }
  // A token may look like what a reader takes for the file's frame: a mark of its own protects a byte order
  // mark, an escape what could begin JSON.
  if (mayBeJson(text)) {
    const std::size_t first = text.find_first_of("{[\"");
    text.replace(first, 1, fmt::format("\\x{:02x}", text[first]));
  }
  if (text.starts_with(byteOrderMark)) text.insert(0, byteOrderMark);
  return text;
}

}  // namespace rnnvis::text
