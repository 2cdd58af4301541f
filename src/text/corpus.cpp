#include "rnnvis/text/corpus.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/base/sha256.h"
#include "rnnvis/text/token_spans.h"
#include "rnnvis/text/utf8.h"

#include "escapes.h"
#include "scalar.h"
#include "token_lookup.h"
#include "token_scanner.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace rnnvis::text {
namespace {

std::size_t scalarsOf(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u; }));
}

/// Tells where the tokens of a line lie that a scanner hands out one after another.
class ScalarCounter {
 public:
  /// The line begins behind `at` scalar values.
  ScalarCounter(const TokenScanner& scanner, std::size_t at) : m_at(at), m_end(scanner.rest().data()) {}

  TextSpan spanOf(std::string_view token) {
    m_at += scalarsOf({m_end, static_cast<std::size_t>(token.data() - m_end)});  // Passed over.
    const std::size_t begin = m_at;
    m_at += scalarsOf(token);
    m_end = token.data() + token.size();
    return {begin, m_at};
  }

 private:
  std::size_t m_at;
  const char* m_end;  // Of the token before.
};

/// Gathers the documents of a corpus line by line.
class CorpusBuilder {
 public:
  /// `spans`, where given, receives the place of each token.
  CorpusBuilder(std::string_view name, const TextSettings& settings, const Vocabulary& vocabulary,
                std::span<const std::string> classNames, std::vector<TextSpan>* spans)
      : m_settings(settings),
        m_lookup(settings, vocabulary),
        m_classNames(classNames),
        m_place{name, 0},
        m_spans(spans) {
    if (settings.endOfLine) m_endOfLine = requireToken(vocabulary, *settings.endOfLine, "end-of-line");
  }

  /// Adds one line, given without its newline; `ended` says whether it had one. It begins behind `before`
  /// scalar values of the text.
  void addLine(std::string_view line, bool ended, std::size_t before) {
    ++m_place.line;
    const std::size_t start = m_corpus.ids.size();
    int label = 0;
    const std::string_view whole = line;
    if (!m_classNames.empty()) {
      if (line.empty() || line == "\r") return;
      label = takeLabel(line);
    }
    const std::size_t labelled = m_spans ? scalarsOf(whole.substr(0, whole.size() - line.size())) : 0;
    addTokens(line, before + labelled);
    addLineEnd(ended, m_spans ? before + scalarsOf(whole) : 0);
    if (m_corpus.ids.size() == start) return;
    m_corpus.starts.push_back(start);
    if (!m_classNames.empty()) m_corpus.labels.push_back(label);
  }

  Corpus finish() {
    m_corpus.starts.push_back(m_corpus.ids.size());
    m_corpus.unknown = m_lookup.unknown();
    m_corpus.skipped = m_lookup.skipped();
    if (m_corpus.ids.empty() && m_corpus.skipped > 0)
      fail(
          "{}: none of its {} tokens is in the vocabulary; check level, tokenizer and lowercase in "
          "model.toml",
          m_place.name, m_corpus.skipped);
    if (m_corpus.ids.empty()) fail("{} has no text; choose another corpus", m_place.name);
    return std::move(m_corpus);
  }

 private:
  void addTokens(std::string_view line, std::size_t at) {
    TokenScanner scanner(line, m_settings);
    ScalarCounter counter(scanner, at);
    for (auto token = scanner.next(); !token.empty(); token = scanner.next())
      addToken(token, m_spans ? counter.spanOf(token) : TextSpan());
  }

  void addToken(std::string_view token, TextSpan span) {
    if (const auto id = m_lookup.find(token, m_place)) add(*id, span);
  }

  void add(WordId id, TextSpan span) {
    m_corpus.ids.push_back(id);
    if (m_spans) m_spans->push_back(span);
  }

  void addLineEnd(bool ended, std::size_t at) {
    const TextSpan newline{at, at + 1};
    if (m_endOfLine)
      add(*m_endOfLine, newline);
    else if (m_settings.level == Level::character && m_classNames.empty() && ended)
      addToken("\n", newline);
  }

  /// The class of a line label<TAB>text, which is left with the text.
  int takeLabel(std::string_view& line) const {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos)
      fail("{}: line {}: no tab; a classifier's corpus has label<TAB>text on every line", m_place.name,
           m_place.line);
    const std::string_view label = line.substr(0, tab);
    line.remove_prefix(tab + 1);
    if (const auto index = classOf(label)) return *index;
    fail(
        "{}: line {}: the label {} is neither a class of model.toml nor an index below {}; correct one of "
        "them",
        m_place.name, m_place.line, quote(label), m_classNames.size());
  }

  std::optional<int> classOf(std::string_view label) const {
    const auto named = std::find(m_classNames.begin(), m_classNames.end(), label);
    if (named != m_classNames.end()) return static_cast<int>(named - m_classNames.begin());
    unsigned index = 0;
    const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), index);
    if (error != std::errc() || end != label.data() + label.size() || index >= m_classNames.size())
      return std::nullopt;
    return static_cast<int>(index);
  }

  const TextSettings& m_settings;
  TokenLookup m_lookup;
  std::span<const std::string> m_classNames;
  std::optional<WordId> m_endOfLine;
  Place m_place;
  std::vector<TextSpan>* m_spans;
  Corpus m_corpus;
};

void addLines(CorpusBuilder& builder, std::string_view text, std::size_t before, bool counts) {
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    const bool ended = newline != std::string_view::npos;
    const std::string_view line = text.substr(0, newline);
    builder.addLine(line, ended, before);
    if (counts) before += scalarsOf(line) + 1;
    text.remove_prefix(ended ? newline + 1 : text.size());
  }
}

Corpus build(std::string_view text, std::string_view name, const TextSettings& settings,
             const Vocabulary& vocabulary, std::span<const std::string> classNames,
             std::vector<TextSpan>* spans) {
  requireUtf8(text, name);
  CorpusBuilder builder(name, settings, vocabulary, classNames, spans);
  // Before a word or a label the mark is an editor's; among characters it may be one that the model has
  // learned.
  const bool isMarked = text.starts_with(byteOrderMark);
  const bool skipsMark = isMarked && (settings.level == Level::word || !classNames.empty());
  if (skipsMark) text.remove_prefix(byteOrderMark.size());
  addLines(builder, text, skipsMark ? 1 : 0, spans != nullptr);
  return builder.finish();
}

Corpus readBytes(const std::filesystem::path& path, const TextSettings& settings,
                 const Vocabulary& vocabulary, std::span<const std::string> classNames,
                 std::vector<TextSpan>* spans) {
  const MappedFile file(path);
  const auto bytes = file.bytes();
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  Corpus corpus = build(text, path.string(), settings, vocabulary, classNames, spans);
  corpus.sha256 = Sha256().add(bytes).hexDigest();
  return corpus;
}

}  // namespace

Corpus corpusOf(std::string_view text, std::string_view name, const TextSettings& settings,
                const Vocabulary& vocabulary, std::span<const std::string> classNames) {
  return build(text, name, settings, vocabulary, classNames, nullptr);
}

Corpus readCorpus(const std::filesystem::path& path, const TextSettings& settings,
                  const Vocabulary& vocabulary, std::span<const std::string> classNames) {
  return readBytes(path, settings, vocabulary, classNames, nullptr);
}

PlacedCorpus placedCorpusOf(std::string_view text, std::string_view name, const TextSettings& settings,
                            const Vocabulary& vocabulary, std::span<const std::string> classNames) {
  PlacedCorpus result;
  result.corpus = build(text, name, settings, vocabulary, classNames, &result.spans);
  return result;
}

PlacedCorpus readPlacedCorpus(const std::filesystem::path& path, const TextSettings& settings,
                              const Vocabulary& vocabulary, std::span<const std::string> classNames) {
  PlacedCorpus result;
  result.corpus = readBytes(path, settings, vocabulary, classNames, &result.spans);
  return result;
}

std::vector<TextSpan> lineSpans(std::string_view line, const TextSettings& settings,
                                const Vocabulary& vocabulary) {
  constexpr Place place{"typed text"};
  requireUtf8(line, place.name);
  TokenLookup lookup(settings, vocabulary);
  TokenScanner scanner(line, settings);
  ScalarCounter counter(scanner, 0);
  std::vector<TextSpan> spans;
  for (auto token = scanner.next(); !token.empty(); token = scanner.next()) {
    const TextSpan span = counter.spanOf(token);
    if (lookup.find(token, place)) spans.push_back(span);
  }
  return spans;
}

}  // namespace rnnvis::text
