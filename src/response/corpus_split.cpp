#include "rnnvis/response/corpus_split.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/base/split_mix.h"
#include "rnnvis/text/tag_corpus.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace rnnvis::response {
namespace {

constexpr std::int16_t inNone = -1;

CorpusSplit emptySplit(const text::Corpus& corpus) {
  return {{}, std::vector<std::int16_t>(corpus.ids.size(), inNone)};
}

void setDocument(CorpusSplit& split, const text::Corpus& corpus, std::size_t document, std::size_t part) {
  std::fill(split.partOf.begin() + static_cast<std::ptrdiff_t>(corpus.starts[document]),
            split.partOf.begin() + static_cast<std::ptrdiff_t>(corpus.starts[document + 1]),
            static_cast<std::int16_t>(part));
}

/// Gives each tag a part of its own.
class TagParts {
 public:
  explicit TagParts(const std::filesystem::path& path) : m_path(path) {}

  std::int16_t partOf(std::string_view tag) {
    if (tag == "-") return inNone;
    const auto [place, isNew] = m_parts.try_emplace(std::string(tag), m_names.size());
    if (isNew) {
      if (m_names.size() == mostTags)
        fail("{}: more than {} different tags; is it a file of tags?", m_path.string(), mostTags);
      m_names.emplace_back(tag);
    }
    return static_cast<std::int16_t>(place->second);
  }
  std::vector<std::string> takeNames() { return std::move(m_names); }

 private:
  static constexpr std::size_t mostTags = 256;  // Each takes a table of words × units.

  const std::filesystem::path& m_path;
  std::map<std::string, std::size_t, std::less<>> m_parts;
  std::vector<std::string> m_names;
};

std::vector<std::string_view> wordsOf(std::string_view line) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<std::string_view> words;
  for (std::size_t from = line.find_first_not_of(blanks); from != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(blanks, from), line.size());
    words.push_back(line.substr(from, end - from));
    from = line.find_first_not_of(blanks, end);
  }
  return words;
}

}  // namespace

CorpusSplit splitByLabel(const text::Corpus& corpus, const std::vector<std::string>& classNames) {
  if (corpus.labels.empty()) fail("the text has no labels to split it by; only classifiers' texts have");
  CorpusSplit split = emptySplit(corpus);
  split.names = classNames;
  for (std::size_t d = 0; d < corpus.documents(); ++d)
    setDocument(split, corpus, d, static_cast<std::size_t>(corpus.labels[d]));
  return split;
}

CorpusSplit splitByPosition(const text::Corpus& corpus) {
  constexpr std::array<std::size_t, 5> ends{1, 4, 8, 16, 32};
  CorpusSplit split = emptySplit(corpus);
  split.names = {"1", "2-4", "5-8", "9-16", "17-32", "33-"};
  for (std::size_t d = 0; d < corpus.documents(); ++d)
    for (std::size_t t = corpus.starts[d]; t < corpus.starts[d + 1]; ++t)
      split.partOf[t] = static_cast<std::int16_t>(
          std::upper_bound(ends.begin(), ends.end(), t - corpus.starts[d]) - ends.begin());
  return split;
}

CorpusSplit splitInHalves(const text::Corpus& corpus, std::uint64_t seed) {
  if (corpus.documents() < 2)
    fail("the text is a single document, which cannot be halved; give one with more");
  std::vector<std::size_t> order(corpus.documents());
  for (std::size_t d = 0; d < order.size(); ++d) order[d] = d;
  std::sort(order.begin(), order.end(), [seed](std::size_t a, std::size_t b) {
    return SplitMix64::hash(seed ^ SplitMix64::hash(a)) < SplitMix64::hash(seed ^ SplitMix64::hash(b));
  });
  CorpusSplit split = emptySplit(corpus);
  split.names = {"first", "second"};
  for (std::size_t i = 0; i < order.size(); ++i) setDocument(split, corpus, order[i], i % 2);
  return split;
}

CorpusSplit splitByTags(const text::Corpus& corpus, const std::filesystem::path& path) {
  const MappedFile file(path);
  std::string_view text(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
  CorpusSplit split = emptySplit(corpus);
  TagParts parts(path);
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    if (text.empty())
      fail("{}: it has {} lines, but the text {} documents", path.string(), d, corpus.documents());
    const std::size_t newline = std::min(text.find('\n'), text.size());
    const auto tags = wordsOf(text.substr(0, newline));
    text.remove_prefix(std::min(newline + 1, text.size()));
    const std::size_t first = corpus.starts[d], tokens = corpus.starts[d + 1] - first;
    if (tags.size() != tokens && tags.size() + 1 != tokens)
      fail("{}: line {}: {} tags for a document of {} tokens; give a tag for each", path.string(), d + 1,
           tags.size(), tokens);
    for (std::size_t i = 0; i < tags.size(); ++i) split.partOf[first + i] = parts.partOf(tags[i]);
  }
  if (!wordsOf(text).empty())
    fail("{}: it has more lines than the text has documents, {}", path.string(), corpus.documents());
  split.names = parts.takeNames();
  if (split.names.empty()) fail("{}: no tag but \"-\"", path.string());
  return split;
}

CorpusSplit splitByPartOfSpeech(const text::Corpus& corpus, const text::TextSettings& settings,
                                const text::Vocabulary& vocabulary, const RunControl& control) {
  if (settings.level == text::Level::character)
    fail("the model reads characters, which have no part of speech; split by label, position or halves");
  const auto tags = tagCorpus(corpus, settings, vocabulary, text::Tagger::bundled(), control);
  const auto endOfLine = settings.endOfLine ? vocabulary.find(*settings.endOfLine) : std::nullopt;
  CorpusSplit split = emptySplit(corpus);
  std::array<std::int16_t, text::tagCount> partOf;
  partOf.fill(inNone);
  for (std::size_t t = 0; t < tags.size(); ++t) {
    if (corpus.ids[t] == endOfLine) continue;
    std::int16_t& part = partOf[static_cast<std::size_t>(tags[t])];
    if (part == inNone) {
      part = static_cast<std::int16_t>(split.names.size());
      split.names.emplace_back(describe(tags[t]));
    }
    split.partOf[t] = part;
  }
  return split;
}

}  // namespace rnnvis::response
