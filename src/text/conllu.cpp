#include "conllu.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

namespace rnnvis::text {
namespace {

/// The tab-separated columns that matter: id, form, lemma, universal part of speech.
std::array<std::string_view, 4> columnsOf(std::string_view line) {
  std::array<std::string_view, 4> columns;
  for (auto& column : columns) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    column = line.substr(0, tab);
    line.remove_prefix(std::min(tab + 1, line.size()));
  }
  return columns;
}

/// "3-4": the words 3 and 4, counted from 1.
std::optional<TaggedSentence::Joined> joinedOf(std::string_view id, std::string_view form) {
  std::size_t first = 0, last = 0;
  const char* end = id.data() + id.size();
  const auto [dash, problem] = std::from_chars(id.data(), end, first);
  if (problem != std::errc() || dash == end || *dash != '-') return std::nullopt;
  if (std::from_chars(dash + 1, end, last).ptr != end || first == 0 || last < first) return std::nullopt;
  return TaggedSentence::Joined{first - 1, last - first + 1, std::string(form)};
}

}  // namespace

std::optional<Tag> tagOfUniversal(std::string_view universal) {
  struct Entry {
    std::string_view universal;
    Tag tag;
  };
  constexpr std::array<Entry, 17> entries{{{"NOUN", Tag::noun},
                                           {"PROPN", Tag::noun},
                                           {"VERB", Tag::verb},
                                           {"AUX", Tag::verb},
                                           {"ADJ", Tag::adjective},
                                           {"ADV", Tag::adverb},
                                           {"PRON", Tag::pronoun},
                                           {"DET", Tag::determiner},
                                           {"ADP", Tag::adposition},
                                           {"NUM", Tag::number},
                                           {"CCONJ", Tag::conjunction},
                                           {"SCONJ", Tag::conjunction},
                                           {"PART", Tag::particle},
                                           {"PUNCT", Tag::punctuation},
                                           {"SYM", Tag::punctuation},
                                           {"INTJ", Tag::other},
                                           {"X", Tag::other}}};
  for (const Entry& entry : entries)
    if (entry.universal == universal) return entry.tag;
  return std::nullopt;
}

std::vector<TaggedSentence> readConllu(const std::filesystem::path& path) {
  const std::string text = readFile(path);
  std::vector<TaggedSentence> sentences;
  TaggedSentence sentence;
  std::size_t number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t newline = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(std::min(newline + 1, rest.size()));
    ++number;
    if (line.empty() && !sentence.words.empty()) sentences.push_back(std::exchange(sentence, {}));
    if (line.empty() || line.front() == '#') continue;
    const auto [id, form, lemma, universal] = columnsOf(line);
    if (auto joined = joinedOf(id, form)) {
      sentence.joined.push_back(std::move(*joined));
      continue;
    }
    if (id.find('.') != std::string_view::npos) continue;  // A word that the text leaves out.
    const auto tag = tagOfUniversal(universal);
    if (!tag || form.empty()) fail("{}: line {}: no word with a part of speech", path.string(), number);
    sentence.words.emplace_back(form);
    sentence.tags.push_back(*tag);
  }
  if (!sentence.words.empty()) sentences.push_back(std::move(sentence));
  return sentences;
}

double TaggerAccuracy::share() const {
  return static_cast<double>(std::accumulate(right.begin(), right.end(), std::size_t{0})) /
         static_cast<double>(std::accumulate(words.begin(), words.end(), std::size_t{0}));
}

TaggerAccuracy accuracyOf(const Tagger& tagger, const std::vector<TaggedSentence>& sentences,
                          bool lowerCased) {
  TaggerAccuracy accuracy;
  for (const TaggedSentence& sentence : sentences) {
    std::vector<TaggerWord> words;
    for (const std::string& word : sentence.words)
      words.push_back(tagger.know(lowerCased ? lowerCase(word) : word));
    const std::vector<Tag> tags = tagger.tag(words);
    for (std::size_t t = 0; t < tags.size(); ++t) {
      const auto gold = static_cast<std::size_t>(sentence.tags[t]), found = static_cast<std::size_t>(tags[t]);
      ++accuracy.words[gold];
      ++accuracy.found[found];
      if (gold == found) ++accuracy.right[gold];
    }
  }
  return accuracy;
}

}  // namespace rnnvis::text
