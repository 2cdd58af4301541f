// Trains the tagger on a treebank and writes its weights: scripts/train-tagger calls it.

#include "rnnvis/base/file.h"
#include "rnnvis/base/split_mix.h"
#include "rnnvis/text/utf8.h"

#include "conllu.h"
#include "tagger_features.h"
#include "tagger_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <iostream>
#include <string>
#include <unordered_map>

namespace rnnvis::text {
namespace {

constexpr std::size_t rows = 1 << 17;
constexpr int epochs = 10;
constexpr std::uint64_t seed = 1;

/// Words of the Authorised Version of the Bible and of Shakespeare, and what treebanks of our time have where
/// these would stand.
struct OldWord {
  std::string_view today, old;
  Tag tag;
};
constexpr std::array<OldWord, 41> oldWords{{{"you", "thou", Tag::pronoun},
                                            {"you", "thee", Tag::pronoun},
                                            {"you", "ye", Tag::pronoun},
                                            {"your", "thy", Tag::pronoun},
                                            {"your", "thine", Tag::pronoun},
                                            {"my", "mine", Tag::pronoun},
                                            {"yourself", "thyself", Tag::pronoun},
                                            {"nothing", "nought", Tag::pronoun},
                                            {"anything", "aught", Tag::pronoun},
                                            {"to", "unto", Tag::adposition},
                                            {"between", "betwixt", Tag::adposition},
                                            {"among", "amongst", Tag::adposition},
                                            {"has", "hath", Tag::verb},
                                            {"have", "hast", Tag::verb},
                                            {"had", "hadst", Tag::verb},
                                            {"does", "doth", Tag::verb},
                                            {"do", "dost", Tag::verb},
                                            {"did", "didst", Tag::verb},
                                            {"are", "art", Tag::verb},
                                            {"was", "wast", Tag::verb},
                                            {"will", "wilt", Tag::verb},
                                            {"will", "shall", Tag::verb},
                                            {"should", "shalt", Tag::verb},
                                            {"can", "canst", Tag::verb},
                                            {"says", "saith", Tag::verb},
                                            {"said", "spake", Tag::verb},
                                            {"see", "behold", Tag::verb},
                                            {"got", "begat", Tag::verb},
                                            {"there", "thither", Tag::adverb},
                                            {"here", "hither", Tag::adverb},
                                            {"where", "whither", Tag::adverb},
                                            {"when", "whence", Tag::adverb},
                                            {"therefore", "wherefore", Tag::adverb},
                                            {"why", "wherefore", Tag::adverb},
                                            {"soon", "anon", Tag::adverb},
                                            {"really", "verily", Tag::adverb},
                                            {"perhaps", "peradventure", Tag::adverb},
                                            {"yes", "yea", Tag::other},
                                            {"no", "nay", Tag::other},
                                            {"oh", "o", Tag::other},
                                            {"well", "lo", Tag::other}}};

/// Gives the sentences of the treebank other spellings, so that the tagger knows more than the one of its
/// texts. Each returns a copy; tags stay with their words.
class Restyle {
 public:
  explicit Restyle(const std::vector<TaggedSentence>& sentences) {
    for (const TaggedSentence& sentence : sentences)
      for (const std::string& word : sentence.words) ++m_count[lowerCase(word)];
  }

  static TaggedSentence lowered(TaggedSentence sentence) {
    for (std::string& word : sentence.words) word = lowerCase(word);
    for (auto& joined : sentence.joined) joined.spelling = lowerCase(joined.spelling);
    return sentence;
  }

  /// "don't" as one word, tagged as its first part.
  static TaggedSentence joined(const TaggedSentence& sentence) {
    TaggedSentence result;
    std::size_t from = 0;
    const auto copyUntil = [&](std::size_t end) {
      for (; from < end; ++from) append(result, sentence.words[from], sentence.tags[from]);
    };
    for (const auto& joined : sentence.joined) {
      copyUntil(std::min(joined.first, sentence.words.size()));
      if (from >= sentence.words.size()) break;
      append(result, joined.spelling, sentence.tags[from]);
      from += joined.count;
    }
    copyUntil(sentence.words.size());
    return result;
  }

  /// As the Penn Treebank is prepared for language models: in lower case, without punctuation, N for numbers
  /// and <unk> for rare words.
  TaggedSentence pennStyle(const TaggedSentence& sentence) const {
    TaggedSentence result;
    for (std::size_t t = 0; t < sentence.words.size(); ++t) {
      const std::string word = lowerCase(sentence.words[t]);
      const Tag tag = sentence.tags[t];
      if (tag == Tag::punctuation && word != "$" && word != "&") continue;
      const bool isNumber = word.find_first_not_of("0123456789.,") == std::string::npos;
      append(result, isNumber ? "N" : m_count.at(word) == 1 ? "<unk>" : word, tag);
    }
    return result;
  }

  /// In the English of the 17th century, in lower case: "thou", "unto", "cometh".
  static TaggedSentence archaic(TaggedSentence sentence, SplitMix64& random) {
    sentence = lowered(std::move(sentence));
    for (std::size_t t = 0; t < sentence.words.size(); ++t)
      sentence.words[t] = archaic(sentence.words[t], sentence.tags[t], random);
    return sentence;
  }

 private:
  static std::string archaic(const std::string& word, Tag tag, SplitMix64& random) {
    std::vector<std::string_view> choices;
    for (const OldWord& old : oldWords)
      if (old.tag == tag && old.today == word) choices.push_back(old.old);
    if (!choices.empty()) return std::string(choices[random.below(choices.size())]);
    const bool isThirdPerson =
        tag == Tag::verb && word.size() > 4 && word.ends_with('s') && !word.ends_with("ss");
    if (!isThirdPerson) return word;
    return word.substr(0, word.size() - (word.ends_with("es") ? 2 : 1)) + "eth";
  }

  static void append(TaggedSentence& sentence, const std::string& word, Tag tag) {
    sentence.words.push_back(word);
    sentence.tags.push_back(tag);
  }

  std::unordered_map<std::string, int> m_count;
};

/// Weights and their mean over all steps.
class AveragedWeights {
 public:
  const float* row(std::uint64_t feature) const { return &m_rows[rowOf(feature, rows)].now[0]; }

  void add(std::uint64_t feature, std::size_t tag, float change) {
    Row& row = m_rows[rowOf(feature, rows)];
    const auto steps = static_cast<double>(m_step - row.since);
    for (std::size_t i = 0; i < tagCount; ++i) row.sum[i] += steps * row.now[i];
    row.since = m_step;
    row.now[tag] += change;
  }
  void step() { ++m_step; }

  /// The means as bytes on one scale.
  std::string quantised() const {
    std::vector<double> means;
    means.reserve(rows * tagCount);
    for (const Row& row : m_rows)
      for (std::size_t i = 0; i < tagCount; ++i)
        means.push_back((row.sum[i] + static_cast<double>(m_step - row.since) * row.now[i]) /
                        static_cast<double>(m_step));
    // The few weights beyond are cut off, so that the many have finer steps.
    constexpr double kept = 0.9999;
    std::vector<double> sizes;
    for (double mean : means)
      if (mean != 0) sizes.push_back(std::abs(mean));
    const auto largest =
        sizes.begin() + static_cast<std::ptrdiff_t>(kept * static_cast<double>(sizes.size()));
    std::nth_element(sizes.begin(), largest, sizes.end());
    std::string bytes(taggerMagic);
    for (double mean : means)
      bytes += static_cast<char>(std::clamp(std::lround(127 * mean / *largest), -127L, 127L));
    return bytes;
  }

 private:
  struct Row {
    std::array<float, tagCount> now{};
    std::array<double, tagCount> sum{};
    std::size_t since = 0;
  };
  std::vector<Row> m_rows = std::vector<Row>(rows);
  std::size_t m_step = 0;
};

void learn(const TaggedSentence& sentence, AveragedWeights& weights) {
  std::vector<TaggerWord> words;
  std::vector<Features> own;
  for (const std::string& word : sentence.words) words.push_back(addWordFeatures(word, own.emplace_back()));
  std::vector<Tag> tags;
  for (std::size_t t = 0; t < words.size(); ++t) {
    Features features = own[t];
    addContextFeatures(TaggerContext::at(words, tags, t), features);
    std::array<float, tagCount> scores{};
    for (std::uint64_t feature : features)
      for (std::size_t i = 0; i < tagCount; ++i) scores[i] += weights.row(feature)[i];
    const auto guess =
        static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    const auto gold = static_cast<std::size_t>(sentence.tags[t]);
    weights.step();
    if (guess != gold)
      for (std::uint64_t feature : features) {
        weights.add(feature, gold, 1);
        weights.add(feature, guess, -1);
      }
    tags.push_back(static_cast<Tag>(guess));
  }
}

void shuffle(std::vector<std::size_t>& order, SplitMix64& random) {
  random.choose(order, order.size());
}

std::string train(const std::vector<TaggedSentence>& sentences) {
  const Restyle restyle(sentences);
  AveragedWeights weights;
  SplitMix64 random(seed, 0);
  std::vector<std::size_t> order(sentences.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    shuffle(order, random);
    for (std::size_t i : order) {
      TaggedSentence sentence = sentences[i];
      if (random.uniform() < 0.2) sentence = Restyle::joined(sentence);
      if (random.uniform() < 0.4) sentence = Restyle::lowered(std::move(sentence));
      learn(sentence, weights);
      if (random.uniform() < 0.1) learn(restyle.pennStyle(sentences[i]), weights);
      if (random.uniform() < 0.1) learn(Restyle::archaic(sentences[i], random), weights);
    }
    std::cerr << "epoch " << epoch + 1 << " of " << epochs << '\n';
  }
  return weights.quantised();
}

void report(const std::string& weights, const std::filesystem::path& treebank) {
  const Tagger tagger(std::as_bytes(std::span(weights)));
  const auto sentences = readConllu(treebank);
  std::cout << fmt::format("{}: {:.2f} % cased, {:.2f} % in lower case\n", treebank.filename().string(),
                           100 * accuracyOf(tagger, sentences, false).share(),
                           100 * accuracyOf(tagger, sentences, true).share());
}

}  // namespace
}  // namespace rnnvis::text

int main(int argc, char** argv) {
  using namespace rnnvis;
  if (argc < 3) {
    std::cerr << "usage: train_tagger TRAIN.conllu WEIGHTS [TEST.conllu]…\n";
    return 2;
  }
  try {
    const std::string weights = text::train(text::readConllu(argv[1]));
    writeFileAtomically(argv[2], [&](std::ostream& stream) { stream << weights; });
    for (int i = 3; i < argc; ++i) text::report(weights, argv[i]);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
