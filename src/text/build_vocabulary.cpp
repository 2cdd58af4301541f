#include "rnnvis/text/build_vocabulary.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/text/utf8.h"

#include "scalar.h"
#include "token_scanner.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace rnnvis::text {
namespace {

/// Counts tokens and keeps the order in which they first appear.
class TokenCounter {
 public:
  explicit TokenCounter(const TextSettings& settings) : m_settings(settings) {}

  void addText(std::string_view text) {
    while (!text.empty()) {
      const std::size_t newline = text.find('\n');
      const bool ended = newline != std::string_view::npos;
      addLine(text.substr(0, newline), ended);
      text.remove_prefix(ended ? newline + 1 : text.size());
    }
  }

  /// The tokens that occur at least so often, in order.
  std::vector<std::string> tokens(TokenOrder order, std::size_t minimumCount) {
    std::vector<std::size_t> places(m_tokens.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
    // UTF-8 sorts by bytes as its code points do.
    if (order == TokenOrder::sorted)
      std::sort(places.begin(), places.end(),
                [&](std::size_t a, std::size_t b) { return m_tokens[a] < m_tokens[b]; });
    if (order == TokenOrder::frequency)
      std::stable_sort(places.begin(), places.end(),
                       [&](std::size_t a, std::size_t b) { return m_counts[a] > m_counts[b]; });
    std::vector<std::string> result;
    for (std::size_t place : places)
      if (m_counts[place] >= minimumCount) result.push_back(m_tokens[place]);
    return result;
  }

 private:
  void addLine(std::string_view line, bool ended) {
    TokenScanner scanner(line, m_settings);
    for (auto token = scanner.next(); !token.empty(); token = scanner.next()) add(token);
    if (m_settings.endOfLine)
      add(*m_settings.endOfLine);
    else if (m_settings.level == Level::character && ended)
      add("\n");
  }

  void add(std::string_view token) {
    m_key.assign(token);
    const auto [place, isNew] = m_places.emplace(m_key, m_tokens.size());
    if (isNew) {
      m_tokens.push_back(m_key);
      m_counts.push_back(0);
    }
    ++m_counts[place->second];
  }

  const TextSettings& m_settings;
  std::unordered_map<std::string, std::size_t> m_places;
  std::vector<std::string> m_tokens;
  std::vector<std::size_t> m_counts;
  std::string m_key;
};

/// `special` tokens, then the counted ones up to `limit` of both.
Vocabulary select(TokenCounter& counter, std::string_view name, TokenOrder order,
                  std::span<const std::string> special, std::size_t limit, std::size_t minimumCount) {
  std::vector<std::string> tokens(special.begin(), special.end());
  for (std::string& token : counter.tokens(order, minimumCount)) {
    if (limit > 0 && tokens.size() >= limit) break;
    if (std::find(special.begin(), special.end(), token) == special.end()) tokens.push_back(std::move(token));
  }
  if (tokens.empty())
    fail("{} has no text to make a vocabulary of; name the text that the model was trained on", name);
  return Vocabulary(std::move(tokens));
}

}  // namespace

Vocabulary printableVocabulary() {
  constexpr std::string_view characters =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ "
      "\t\n\r"
      "\x0b\x0c";
  std::vector<std::string> tokens;
  for (char character : characters) tokens.emplace_back(1, character);
  return Vocabulary(std::move(tokens));
}

Vocabulary vocabularyOfTexts(std::span<const std::filesystem::path> paths, const TextSettings& settings,
                             TokenOrder order, std::span<const std::string> special, std::size_t limit) {
  TokenCounter counter(settings);
  for (const std::filesystem::path& path : paths) {
    const MappedFile file(path);
    std::string_view text(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
    requireUtf8(text, path.string());
    if (settings.level == Level::word && text.starts_with(byteOrderMark))
      text.remove_prefix(byteOrderMark.size());
    counter.addText(text);
  }
  const std::string name = paths.empty() ? "an empty list of texts" : paths.front().string();
  return select(counter, name, order, special, limit, 1);
}

Vocabulary vocabularyOfText(std::string_view text, std::string_view name, const TextSettings& settings,
                            TokenOrder order, std::span<const std::string> special, std::size_t limit,
                            std::size_t minimumCount) {
  TokenCounter counter(settings);
  counter.addText(text);
  return select(counter, name, order, special, limit, minimumCount);
}

}  // namespace rnnvis::text
