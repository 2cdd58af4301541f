#include "rnnvis/text/tagger.h"

#include "rnnvis/base/error.h"

#include "tagger_features.h"
#include "tagger_weights.h"

#include <algorithm>
#include <cstring>

namespace rnnvis::text {
namespace {

template <class Sum>
void addRows(const Features& features, std::span<const std::int8_t> weights, Sum& sum) {
  const std::size_t rows = weights.size() / tagCount;
  for (std::uint64_t feature : features) {
    const std::int8_t* row = &weights[rowOf(feature, rows) * tagCount];
    for (std::size_t tag = 0; tag < tagCount; ++tag)
      sum[tag] = static_cast<std::int16_t>(sum[tag] + row[tag]);
  }
}

}  // namespace

std::string_view nameOf(Tag tag) {
  constexpr std::array<std::string_view, tagCount> names{"NOUN", "VERB", "ADJ",  "ADV", "PRON", "DET",
                                                         "ADP",  "NUM",  "CONJ", "PRT", ".",    "X"};
  return names[static_cast<std::size_t>(tag)];
}

std::string_view describe(Tag tag) {
  constexpr std::array<std::string_view, tagCount> names{"noun",        "verb",       "adjective",   "adverb",
                                                         "pronoun",     "determiner", "preposition", "number",
                                                         "conjunction", "particle",   "punctuation", "other"};
  return names[static_cast<std::size_t>(tag)];
}

Tagger Tagger::bundled() {
  return Tagger(bundledTaggerWeights());
}

Tagger::Tagger(std::span<const std::byte> weights) {
  const std::size_t magic = taggerMagic.size();
  if (weights.size() < magic || std::memcmp(weights.data(), taggerMagic.data(), magic) != 0)
    fail("the tagger's weights do not begin with \"{}\"; make them with scripts/train-tagger", taggerMagic);
  const std::size_t size = weights.size() - magic;
  if (size == 0 || size % tagCount != 0)
    fail("the tagger's weights are {} bytes, not a multiple of {}; make them with scripts/train-tagger", size,
         tagCount);
  m_weights = {reinterpret_cast<const std::int8_t*>(weights.data()) + magic, size};
}

TaggerWord Tagger::know(std::string_view word) const {
  Features features;
  TaggerWord known = addWordFeatures(word, features);
  addRows(features, m_weights, known.scores);
  return known;
}

std::vector<Tag> Tagger::tag(std::span<const TaggerWord> sentence) const {
  std::vector<Tag> tags;
  tags.reserve(sentence.size());
  Features features;
  for (std::size_t t = 0; t < sentence.size(); ++t) {
    features.clear();
    addContextFeatures(TaggerContext::at(sentence, tags, t), features);
    auto scores = sentence[t].scores;
    addRows(features, m_weights, scores);
    tags.push_back(static_cast<Tag>(std::max_element(scores.begin(), scores.end()) - scores.begin()));
  }
  return tags;
}

std::vector<Tag> Tagger::tag(std::span<const std::string_view> sentence) const {
  std::vector<TaggerWord> words;
  words.reserve(sentence.size());
  for (std::string_view word : sentence) words.push_back(know(word));
  return tag(words);
}

}  // namespace rnnvis::text
