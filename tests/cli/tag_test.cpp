#include "workspace.h"

#include <catch2/catch.hpp>

#include <map>
#include <sstream>

using namespace rnnvis::test;
using Catch::Contains;
using nlohmann::json;

TEST_CASE("a text is tagged line by line") {
  const Workspace work;
  const std::string file = work.write("text.txt", "the dog went\n\nI can't\n");
  CHECK(execute({"tag", file}).out == "DET NOUN VERB\n\nPRON VERB\n");
  const json tagged = execute({"tag", "--text", "Stop it!", "--tokenizer", "punctuation", "--json"}).json();
  CHECK(tagged["tokens"] == json{"Stop", "it", "!"});
  CHECK(tagged["tags"] == json{"VERB", "PRON", "."});
}

TEST_CASE("what cannot be tagged is said") {
  const Workspace work;
  CHECK(execute({"tag"}).status == 2);
  CHECK(execute({"tag", "text.txt", "--text", "both"}).status == 2);
  CHECK(execute({"tag", "--text", "both", "--tokenizer", "char"}).status == 2);
  CHECK_THAT(execute({"tag", "--text", "\xFF"}).err, Contains("--text: line 1, byte 1"));
  CHECK(execute({"tag", work.path("absent.txt")}).status == 1);
  CHECK(execute({"tag", "--text", ""}).status == 0);
}

TEST_CASE("the parts of a split by part of speech are the tags of the corpus") {
  const Workspace work;
  const Outcome split = execute({"analyze", work.languageModel, "--split", "part-of-speech", "--out",
                                 work.path("parts.rnnvis"), "--json"});
  CAPTURE(split.err);
  REQUIRE(split.status == 0);
  std::istringstream tags(execute({"tag", "--model", work.languageModel}).out);
  std::map<std::string, std::size_t> counts;
  for (std::string tag; tags >> tag;) ++counts[tag];
  const json parts = split.json()["parts"];
  CHECK(parts.size() + 1 >= counts.size());  // Ends of lines are in no part.
  for (const json& part : parts)
    if (part["part"] == "noun") CHECK(part["tokens"] == counts["NOUN"]);
  CHECK(counts["NOUN"] > 0);
}
