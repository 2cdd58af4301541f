#include "rnnvis/text/corpus.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/base/sha256.h"
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

/// Gathers the documents of a corpus line by line.
class CorpusBuilder {
 public:
  CorpusBuilder(std::string_view name, const TextSettings& settings, const Vocabulary& vocabulary,
                std::span<const std::string> classNames)
      : m_settings(settings), m_lookup(settings, vocabulary), m_classNames(classNames), m_place{name, 0} {
    if (settings.endOfLine) m_endOfLine = requireToken(vocabulary, *settings.endOfLine, "end-of-line");
  }

  /// Adds one line, given without its newline; `ended` says whether it had one.
  void addLine(std::string_view line, bool ended) {
    ++m_place.line;
    const std::size_t start = m_corpus.ids.size();
    int label = 0;
    if (!m_classNames.empty()) {
      if (line.empty() || line == "\r") return;
      label = takeLabel(line);
    }
    addTokens(line);
    addLineEnd(ended);
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
  void addTokens(std::string_view line) {
    TokenScanner scanner(line, m_settings);
    for (auto token = scanner.next(); !token.empty(); token = scanner.next()) addToken(token);
  }

  void addToken(std::string_view token) {
    if (const auto id = m_lookup.find(token, m_place)) m_corpus.ids.push_back(*id);
  }

  void addLineEnd(bool ended) {
    if (m_endOfLine)
      m_corpus.ids.push_back(*m_endOfLine);
    else if (m_settings.level == Level::character && m_classNames.empty() && ended)
      addToken("\n");
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
  Corpus m_corpus;
};

void addLines(CorpusBuilder& builder, std::string_view text) {
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    const bool ended = newline != std::string_view::npos;
    builder.addLine(text.substr(0, newline), ended);
    text.remove_prefix(ended ? newline + 1 : text.size());
  }
}

}  // namespace

Corpus corpusOf(std::string_view text, std::string_view name, const TextSettings& settings,
                const Vocabulary& vocabulary, std::span<const std::string> classNames) {
  requireUtf8(text, name);
  CorpusBuilder builder(name, settings, vocabulary, classNames);
  // Before a word or a label the mark is an editor's; among characters it may be one that the model has
  // learned.
  const bool markIsText = settings.level == Level::character && classNames.empty();
  if (!markIsText && text.starts_with(byteOrderMark)) text.remove_prefix(byteOrderMark.size());
  addLines(builder, text);
  return builder.finish();
}

Corpus readCorpus(const std::filesystem::path& path, const TextSettings& settings,
                  const Vocabulary& vocabulary, std::span<const std::string> classNames) {
  const MappedFile file(path);
  const auto bytes = file.bytes();
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  Corpus corpus = corpusOf(text, path.string(), settings, vocabulary, classNames);
  corpus.sha256 = Sha256().add(bytes).hexDigest();
  return corpus;
}

}  // namespace rnnvis::text
