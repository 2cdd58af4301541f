#include "rnnvis/text/tag_corpus.h"

#include <algorithm>
#include <optional>

namespace rnnvis::text {
namespace {

/// How many indices words may have: recorded states may have more than their vocabulary.
std::size_t indicesOf(const Corpus& corpus, const Vocabulary& vocabulary) {
  const auto last = std::ranges::max_element(corpus.ids);
  return std::max(vocabulary.size(), last == corpus.ids.end() ? 0 : last->index() + 1);
}

/// −1 where there is no such token.
WordId idOf(const std::optional<std::string>& token, const Vocabulary& vocabulary) {
  const auto found = token ? vocabulary.find(*token) : std::nullopt;
  return found.value_or(WordId{-1});
}

/// Tags what stands between two ends of lines.
class DocumentTagger {
 public:
  DocumentTagger(const Corpus& corpus, const Vocabulary& vocabulary, const Tagger& tagger)
      : m_vocabulary(vocabulary), m_tagger(tagger), m_known(indicesOf(corpus, vocabulary)) {}

  void tag(std::span<const WordId> ids, std::span<Tag> tags) {
    m_sentence.clear();
    for (WordId id : ids) m_sentence.push_back(know(id));
    std::ranges::copy(m_tagger.tag(m_sentence), tags.begin());
  }

 private:
  const TaggerWord& know(WordId id) {
    auto& known = m_known[id.index()];
    if (!known) known = m_tagger.know(m_vocabulary.token(id));
    return *known;
  }

  const Vocabulary& m_vocabulary;
  const Tagger& m_tagger;
  std::vector<std::optional<TaggerWord>> m_known;  // Of each index, once it has occurred.
  std::vector<TaggerWord> m_sentence;
};

}  // namespace

std::vector<Tag> tagCorpus(const Corpus& corpus, const TextSettings& settings, const Vocabulary& vocabulary,
                           const Tagger& tagger, const RunControl& control) {
  std::vector<Tag> tags(corpus.ids.size(), Tag::other);
  if (settings.level == Level::character) return tags;
  const WordId endOfLine = idOf(settings.endOfLine, vocabulary);
  DocumentTagger documents(corpus, vocabulary, tagger);
  const std::span<const WordId> ids(corpus.ids);
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    if (d % 256 == 0) control.report(static_cast<double>(d) / static_cast<double>(corpus.documents()));
    for (std::size_t from = corpus.starts[d]; from < corpus.starts[d + 1];) {
      const auto end = ids.begin() + static_cast<std::ptrdiff_t>(corpus.starts[d + 1]);
      const auto found = std::find(ids.begin() + static_cast<std::ptrdiff_t>(from), end, endOfLine);
      const std::size_t count = static_cast<std::size_t>(found - ids.begin()) - from;
      documents.tag(ids.subspan(from, count), std::span(tags).subspan(from, count));
      from += count + 1;
    }
  }
  return tags;
}

std::vector<Tag> frequentTags(const Corpus& corpus, std::span<const Tag> tags, const Vocabulary& vocabulary) {
  std::vector<std::array<std::size_t, tagCount>> counts(indicesOf(corpus, vocabulary));
  for (std::size_t t = 0; t < tags.size(); ++t)
    ++counts[corpus.ids[t].index()][static_cast<std::size_t>(tags[t])];
  std::vector<Tag> frequent;
  frequent.reserve(counts.size());
  for (const auto& count : counts) {
    const auto most = std::ranges::max_element(count);
    frequent.push_back(*most == 0 ? Tag::other : static_cast<Tag>(most - count.begin()));
  }
  return frequent;
}

}  // namespace rnnvis::text
