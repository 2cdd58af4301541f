#include "rnnvis/text/tag_corpus.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::text;

namespace {

TextSettings settings() {
  TextSettings result;
  result.endOfLine = "<eos>";
  return result;
}

const Vocabulary vocabulary({"<eos>", "the", "can", "i", "sing", "never", ""});

}  // namespace

TEST_CASE("each line of a corpus is tagged as a sentence") {
  const Corpus corpus =
      corpusOf("i can sing\nthe can\nthe can <eos> i sing\n", "text", settings(), vocabulary);
  const Tagger tagger = Tagger::bundled();
  const auto tags = tagCorpus(corpus, settings(), vocabulary, tagger);
  REQUIRE(tags.size() == corpus.ids.size());
  std::size_t at = 0;
  using Sentence = std::vector<std::string_view>;
  for (const Sentence& sentence :
       {Sentence{"i", "can", "sing"}, {"the", "can"}, {"the", "can"}, {"i", "sing"}}) {
    const std::vector<Tag> got(tags.begin() + static_cast<std::ptrdiff_t>(at),
                               tags.begin() + static_cast<std::ptrdiff_t>(at + sentence.size()));
    CHECK(got == tagger.tag(sentence));
    at += sentence.size();
    CHECK(tags[at++] == Tag::other);
  }
  CHECK(at == tags.size());
}

TEST_CASE("the most frequent tag of a word is that of most of its occurrences") {
  const Corpus corpus = corpusOf("i can sing\nthe can\nthe can\n", "text", settings(), vocabulary);
  const auto tags = tagCorpus(corpus, settings(), vocabulary, Tagger::bundled());
  CHECK(frequentTags(corpus, tags, vocabulary) ==
        std::vector{Tag::other, Tag::determiner, Tag::noun, Tag::pronoun, Tag::verb, Tag::other, Tag::other});
  std::vector<Tag> even(corpus.ids.size(), Tag::other);
  even[1] = Tag::verb;  // "can": verb, other, noun.
  even[8] = Tag::noun;
  CHECK(frequentTags(corpus, even, vocabulary)[2] == Tag::noun);
}

TEST_CASE("characters have no part of speech") {
  TextSettings characters;
  characters.level = Level::character;
  const Vocabulary letters({"a", "b", "\n"});
  const Corpus corpus = corpusOf("ab\nba", "text", characters, letters);
  const auto tags = tagCorpus(corpus, characters, letters, Tagger::bundled());
  CHECK(tags == std::vector<Tag>(corpus.ids.size(), Tag::other));
}

TEST_CASE("indices beyond the vocabulary are words without a name") {
  Corpus corpus;
  corpus.ids = {WordId{1}, WordId{9}};
  corpus.starts = {0, 2};
  const auto tags = tagCorpus(corpus, settings(), vocabulary, Tagger::bundled());
  CHECK(frequentTags(corpus, tags, vocabulary).size() == 10);
  CHECK(frequentTags({}, {}, vocabulary).size() == vocabulary.size());
}

TEST_CASE("tagging can be stopped") {
  std::stop_source stop;
  stop.request_stop();
  const Corpus corpus = corpusOf("i can\n", "text", settings(), vocabulary);
  CHECK_THROWS_AS(tagCorpus(corpus, settings(), vocabulary, Tagger::bundled(), {stop.get_token(), {}}),
                  Cancelled);
}
