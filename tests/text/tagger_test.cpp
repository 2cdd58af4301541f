#include "rnnvis/text/tagger.h"

#include "rnnvis/text/tokenizer.h"
#include "rnnvis/text/utf8.h"

#include "conllu.h"
#include "reference.h"
#include "tagger_weights.h"
#include "temporary_folder.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <numeric>
#include <string>
#include <vector>

using namespace rnnvis::text;
using Catch::Contains;
using rnnvis::test::TemporaryFolder;

namespace {

std::string tagsOf(const std::string& sentence) {
  const auto tokens = tokenize(sentence, {});
  std::string tags;
  for (Tag tag : Tagger::bundled().tag(std::vector<std::string_view>(tokens.begin(), tokens.end())))
    tags += std::string(tags.empty() ? "" : " ") + std::string(nameOf(tag));
  return tags;
}

std::vector<std::byte> bytesOf(const std::string& text) {
  const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
  return {bytes, bytes + text.size()};
}

std::filesystem::path write(const TemporaryFolder& folder, const std::string& text) {
  const auto path = folder / "treebank.conllu";
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

}  // namespace

TEST_CASE("words get the part of speech that they have in their sentence") {
  CHECK(tagsOf("The old man quickly opened his two doors .") == "DET ADJ NOUN ADV VERB PRON NUM NOUN .");
  CHECK(tagsOf("I can can the can") == "PRON VERB VERB DET NOUN");
  CHECK(tagsOf("we want to go to London") == "PRON VERB PRT VERB ADP NOUN");
  CHECK(tagsOf("because she and they sing") == "CONJ PRON CONJ PRON VERB");
}

TEST_CASE("lower case changes little") {
  for (const char* sentence : {"Mary Smith visited Berlin in June .", "DO NOT OPEN THE DOOR !"})
    CHECK(tagsOf(sentence) == tagsOf(lowerCase(sentence)));
}

TEST_CASE("texts as the Penn Treebank's and of the 17th century are read too") {
  CHECK(tagsOf("the company did n't report a loss of N million") ==
        "DET NOUN VERB PRT VERB DET NOUN ADP NUM NUM");
  CHECK(tagsOf("the <unk> of the house") == "DET NOUN ADP DET NOUN");
  CHECK(tagsOf("-lrb- see it -rrb-") == ". VERB PRON .");
  CHECK(tagsOf("thou shalt not fear") == "PRON VERB PRT VERB");
  CHECK(tagsOf("he cometh unto thy house") == "PRON VERB ADP PRON NOUN");
}

TEST_CASE("any bytes can be tagged") {
  CHECK(Tagger::bundled().tag(std::vector<std::string_view>{}).empty());
  const std::string longWord(1'000'000, 'a'), nothing, marks(500, '\xCC'), broken = "\xF0\x9F";
  const std::vector<std::string_view> words{longWord, nothing, marks, broken, "😀", "日本", "-", "\x80"};
  CHECK(Tagger::bundled().tag(words).size() == words.size());
}

TEST_CASE("what is known of a word does not depend on its place") {
  const Tagger tagger = Tagger::bundled();
  const std::vector<std::string_view> words{"dogs", "bark", "and", "dogs", "bite", "dogs"};
  std::vector<TaggerWord> known;
  for (auto word : words) known.push_back(tagger.know(word));
  CHECK(tagger.tag(known) == tagger.tag(words));
  CHECK(known[0].scores == known[3].scores);
}

TEST_CASE("weights of another form are refused") {
  CHECK(bundledTaggerWeights().size() <= 3'000'000);
  CHECK_THROWS_WITH(Tagger(bytesOf("")), Contains("do not begin with"));
  CHECK_THROWS_WITH(Tagger(bytesOf("RNNVis tagger 2\nabcabcabcabc")), Contains("do not begin with"));
  CHECK_THROWS_WITH(Tagger(bytesOf("RNNVis tagger 1\n")), Contains("0 bytes"));
  CHECK_THROWS_WITH(Tagger(bytesOf("RNNVis tagger 1\nabcabcabcab")), Contains("not a multiple of 12"));
  // A single row, which prefers conjunctions, is the row of every feature.
  const auto weights = bytesOf("RNNVis tagger 1\n" + std::string("\0\0\0\0\0\0\0\0\1\0\0\0", 12));
  CHECK(Tagger(weights).tag(std::vector<std::string_view>{"a", "b"}) ==
        std::vector{Tag::conjunction, Tag::conjunction});
}

TEST_CASE("a treebank is read with its joined and left-out words") {
  const TemporaryFolder folder;
  const auto sentences =
      readConllu(write(folder,
                       "# text = I don't\n1\tI\tI\tPRON\n2-3\tdon't\t_\t_\n2\tdo\tdo\tAUX\n"
                       "3\tn't\tnot\tPART\n3.1\tgo\tgo\tVERB\n\n\n1\tYes\tyes\tINTJ\t_"));
  REQUIRE(sentences.size() == 2);
  CHECK(sentences[0].words == std::vector<std::string>{"I", "do", "n't"});
  CHECK(sentences[0].tags == std::vector{Tag::pronoun, Tag::verb, Tag::particle});
  REQUIRE(sentences[0].joined.size() == 1);
  CHECK(sentences[0].joined[0].first == 1);
  CHECK(sentences[0].joined[0].count == 2);
  CHECK(sentences[1].tags == std::vector{Tag::other});
  CHECK_THROWS_WITH(readConllu(write(folder, "1\tI\tI\tPRON\n2\tgo\tgo\tMOTION\n")), Contains("line 2"));
}

TEST_CASE("at least 94 % of the words of UD English EWT are tagged rightly, 92 % in lower case") {
  REQUIRE_REFERENCE("data/ud-english-ewt");
  const auto sentences =
      readConllu(rnnvis::test::referenceFolder() / "data/ud-english-ewt/en_ewt-ud-test.conllu");
  const Tagger tagger = Tagger::bundled();
  const TaggerAccuracy cased = accuracyOf(tagger, sentences, false),
                       lower = accuracyOf(tagger, sentences, true);
  CHECK(cased.share() >= 0.96);  // docs/part-of-speech.md has the figures.
  CHECK(lower.share() >= 0.96);
  CHECK(std::accumulate(cased.words.begin(), cased.words.end(), std::size_t{0}) == 25'094);
  const auto right = [](const TaggerAccuracy& accuracy, Tag tag) {
    const auto i = static_cast<std::size_t>(tag);
    return static_cast<double>(accuracy.right[i]) / static_cast<double>(accuracy.words[i]);
  };
  for (std::size_t tag = 0; tag + 1 < tagCount; ++tag) {  // Interjections and foreign words are hard.
    INFO(nameOf(static_cast<Tag>(tag)));
    CHECK(right(cased, static_cast<Tag>(tag)) >= 0.88);
    CHECK(right(lower, static_cast<Tag>(tag)) >= 0.88);
  }
}
