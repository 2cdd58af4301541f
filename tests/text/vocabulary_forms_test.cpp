#include "rnnvis/base/error.h"
#include "rnnvis/text/build_vocabulary.h"

#include "temporary_folder.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace rnnvis::text;
using Catch::Matchers::Contains;
using rnnvis::WordId;
using rnnvis::test::TemporaryFolder;

namespace {

Vocabulary read(std::string_view contents) {
  const TemporaryFolder folder;
  return readVocabulary(folder.write("vocab.json", contents));
}

/// Tokens in order, joined by blanks; "_" stands for an index without one.
std::string joined(const Vocabulary& vocabulary) {
  std::string text;
  for (std::size_t i = 0; i < vocabulary.size(); ++i) {
    const WordId id{static_cast<std::int32_t>(i)};
    text += (i > 0 ? " " : "") + (vocabulary.hasToken(id) ? vocabulary.token(id) : "_");
  }
  return text;
}

}  // namespace

TEST_CASE("a JSON list is a vocabulary") {
  CHECK(joined(read(R"(["<pad>", "a", "", "b", null, "c"])")) == "<pad> a _ b _ c");
  CHECK_THROWS_WITH(read(R"(["a", 1])"), Contains("item 1 of the list"));
  CHECK_THROWS_WITH(read(R"(["a", "b", "a"])"), Contains("\"a\" has the indices 0 and 2"));
  CHECK_THROWS_WITH(read("[\"a\",\n\"b\",]"), Contains("line 2"));
}

TEST_CASE("the table that counts is found under its usual names") {
  const std::string contents =
      GENERATE(R"({"itos": ["x", "a", "b"]})", R"({"stoi": {"b": 2, "a": 1, "x": 0}, "size": 3})",
               R"({"unk": "x", "word_index": {"x": 0, "a": 1, "b": 2}})",
               R"({"id2word": {"0": "x", "1": "a", "2": "b"}})",
               R"({"version": "1.0", "model": {"type": "WordLevel", "vocab": {"x": 0, "a": 1, "b": 2}}})",
               R"({"token_to_id": {"x": 0, "a": 1, "b": 2}, "lower": true})");
  CAPTURE(contents);
  CHECK(joined(read(contents)) == "x a b");
}

TEST_CASE("a flat map wins over the names of tables") {
  CHECK(joined(read(R"({"itos": 1, "vocab": 0})")) == "vocab itos");
}

TEST_CASE("a tokenizer of Keras counts from 1 and has its tables as text") {
  const std::string tokenizer =
      R"({"class_name": "Tokenizer", "config": {"num_words": null, "filters": "!.", "lower": true, )"
      R"("char_level": false, "oov_token": "<OOV>", "word_index": "{\"<OOV>\": 1, \"the\": 2, \"cat\": 3}"}})";
  CHECK(joined(read(tokenizer)) == "_ <OOV> the cat");
  std::string limited = tokenizer, quoted = "\"";
  limited.replace(limited.find("null"), 4, "3");
  CHECK(joined(read(limited)) == "_ <OOV> the");
  for (char c : tokenizer) quoted += (c == '"' || c == '\\') ? std::string("\\") + c : std::string(1, c);
  CHECK(joined(read(quoted + "\"")) == "_ <OOV> the cat");
}

TEST_CASE("hostile JSON ends in an error") {
  const std::size_t depth = 100'000;
  CHECK_THROWS_AS(read(std::string(depth, '[') + std::string(depth, ']')), rnnvis::Error);
  CHECK_THROWS_AS(read(R"({"itos": ["a", "a"]})"), rnnvis::Error);
  CHECK_THROWS_AS(read(R"({"stoi": {"a": 18446744073709551615}})"), rnnvis::Error);
  std::string many = "{";
  for (int i = 0; i < 50'000; ++i) many += "\"k" + std::to_string(i) + "\":{},";
  CHECK_THROWS_AS(read(many + "\"z\":[]}"), rnnvis::Error);
  std::string nested = "\"x\"";
  for (int i = 0; i < 8; ++i) {
    std::string outer = "\"";
    for (char c : "{\"vocab\":" + nested + "}")
      outer += (c == '"' || c == '\\') ? std::string("\\") + c : std::string(1, c);
    nested = outer + "\"";
  }
  CHECK_THROWS_AS(read("{\"vocab\":" + nested + "}"), rnnvis::Error);
}

TEST_CASE("tokens that look like JSON survive as lines") {
  for (const std::vector<std::string>& tokens : {std::vector<std::string>{"[PAD]", "a", "]"},
                                                 {"\"", "b", "c\""},
                                                 {"{", "}"},
                                                 {"[\"a\"]"},
                                                 {"\"{}\""}}) {
    CHECK(joined(read(formatVocabulary(Vocabulary(tokens)))) == joined(Vocabulary(tokens)));
  }
  CHECK(joined(read("[PAD]\n[UNK]\n")) == "[PAD] [UNK]");
}

TEST_CASE("the printable characters are Python's") {
  const Vocabulary vocabulary = printableVocabulary();
  REQUIRE(vocabulary.size() == 100);
  CHECK(vocabulary.find("0") == WordId{0});
  CHECK(vocabulary.find("a") == WordId{10});
  CHECK(vocabulary.find("A") == WordId{36});
  CHECK(vocabulary.find("!") == WordId{62});
  CHECK(vocabulary.find("~") == WordId{93});
  CHECK(vocabulary.find(" ") == WordId{94});
  CHECK(vocabulary.find("\x0c") == WordId{99});
}

TEST_CASE("texts give a vocabulary by appearance, frequency or code point") {
  const TemporaryFolder folder;
  const std::vector<std::filesystem::path> paths{folder.write("train.txt", "b a b\nB c\n"),
                                                 folder.write("valid.txt", "d a a a")};
  TextSettings settings;
  settings.endOfLine = "<eos>";
  CHECK(joined(vocabularyOfTexts(paths, settings, TokenOrder::appearance)) == "b a <eos> B c d");
  CHECK(joined(vocabularyOfTexts(paths, settings, TokenOrder::frequency)) == "a <eos> b B c d");
  CHECK(joined(vocabularyOfTexts(paths, settings, TokenOrder::sorted)) == "<eos> B a b c d");
  const std::vector<std::string> special{"<pad>", "c"};
  CHECK(joined(vocabularyOfTexts(paths, settings, TokenOrder::frequency, special, 4)) == "<pad> c a <eos>");
  CHECK(joined(vocabularyOfText("b a\nb c\nb a\n", "text", settings, TokenOrder::frequency, special, 0, 2)) ==
        "<pad> c b <eos> a");
  settings.lowercase = true;
  settings.endOfLine.reset();
  CHECK(joined(vocabularyOfTexts(paths, settings, TokenOrder::appearance)) == "b a c d");
  settings.level = Level::character;
  CHECK(vocabularyOfTexts(paths, settings, TokenOrder::sorted).find("\n") == WordId{0});
  CHECK_THROWS_WITH(
      vocabularyOfTexts(std::vector{folder.write("empty.txt", "")}, settings, TokenOrder::sorted),
      Contains("empty.txt"));
}
