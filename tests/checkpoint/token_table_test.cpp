#include "legacy_file.h"
#include "messages.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
namespace bytes = rnnvis::test::pickle;

namespace {

using Tokens = std::vector<std::string>;

std::vector<TokenTable> tablesIn(const std::string& value) {
  const TemporaryFolder folder;
  return readTokenTables(folder.write("vocab.pkl", bytes::program(value)));
}

/// The only table, as "name: a b c".
std::string tableIn(const std::string& value) {
  const auto tables = tablesIn(value);
  REQUIRE(tables.size() == 1);
  std::string line = tables[0].name + ":";
  for (const std::string& token : tables[0].tokens) line += " " + token;
  return line;
}

bool hasNone(const std::string& value) {
  return messageOf([&] { tablesIn(value); }).find("no vocabulary") != std::string::npos;
}

std::string textsIn(const Tokens& tokens) {
  std::string opcodes = "](";
  for (const std::string& token : tokens) opcodes += bytes::text(token);
  return opcodes + "e";
}

std::string idsOf(const std::vector<std::pair<std::string, std::int64_t>>& ids) {
  std::string opcodes = "}(";
  for (const auto& [token, id] : ids) opcodes += bytes::text(token) + bytes::integer(id);
  return opcodes + "u";
}

std::string tokensOf(const std::vector<std::pair<std::int64_t, std::string>>& tokens) {
  std::string opcodes = "}(";
  for (const auto& [id, token] : tokens) opcodes += bytes::integer(id) + bytes::text(token);
  return opcodes + "u";
}

}  // namespace

TEST_CASE("a dictionary of tokens or of ids is a vocabulary, in the order of ids") {
  CHECK(tableIn(idsOf({{"b", 1}, {"c", 2}, {"a", 0}})) == "tokens: a b c");
  CHECK(tableIn(tokensOf({{1, "b"}, {0, "a"}})) == "tokens: a b");
  CHECK(tableIn(bytes::dict({{"word2idx", idsOf({{"a", 0}, {"b", 1}})}})) == "word2idx: a b");
  CHECK(tableIn("}(C\1a" + bytes::integer(0) + "C\2\xc3\xa9" + bytes::integer(1) + "u") ==
        "tokens: a \xc3\xa9");
}

TEST_CASE("an index without a token is empty") {
  CHECK(tablesIn(idsOf({{"a", 1}, {"b", 2}, {"c", 3}, {"d", 5}})).at(0).tokens ==
        Tokens{"", "a", "b", "c", "", "d"});
}

TEST_CASE("numbers by name that are no ids are no vocabulary") {
  CHECK(hasNone(idsOf({{"epochs", 40}, {"hidden", 200}})));
  CHECK(hasNone(idsOf({{"a", 0}, {"b", 0}})));
  CHECK(hasNone(idsOf({{"a", 0}, {"b", -1}})));
  CHECK(hasNone(idsOf({{"a", 0}, {"b", std::int64_t{1} << 40}})));
  CHECK(hasNone(idsOf({{"a", 0}})));
  CHECK(hasNone(tokensOf({{0, "a"}, {1, "a"}})));
  CHECK(hasNone(bytes::dict({{"a", bytes::integer(0)}, {"b", "G" + std::string(8, '\0')}})));
  CHECK(hasNone(idsOf({{"a", 0}, {"\xff", 1}})));
}

TEST_CASE("lists and strings are vocabularies under the names of one") {
  CHECK(tableIn(textsIn({"a", "b"})) == "tokens: a b");
  CHECK(tableIn(bytes::dict({{"model", bytes::dict({{"itos", textsIn({"a", "b"})}})}})) == "model.itos: a b");
  CHECK(tableIn(bytes::dict({{"Vocab", textsIn({"a", "b"})}})) == "Vocab: a b");
  CHECK(tableIn(bytes::dict({{"chars", bytes::text("ab\xe2\x82\xac\n")}})) == "chars: a b \xe2\x82\xac \n");
  CHECK(hasNone(bytes::dict({{"files", textsIn({"a", "b"})}})));
  CHECK(hasNone(bytes::dict({{"words", textsIn({"a", "b", "a"})}})));
  CHECK(hasNone(bytes::dict({{"words", textsIn({"a"})}})));
  CHECK(hasNone(bytes::dict({{"vocab", bytes::text("vocab.txt")}})));
  CHECK(hasNone(bytes::dict({{"title", bytes::text("ab")}})));
  CHECK(hasNone(bytes::text("ab")));
}

TEST_CASE("both directions of a vocabulary are one table") {
  const std::string both =
      bytes::dict({{"stoi", idsOf({{"b", 1}, {"a", 0}})}, {"itos", textsIn({"a", "b"})}});
  CHECK(tableIn(both) == "itos: a b");
  CHECK(tableIn(bytes::tuple({idsOf({{"b", 1}, {"a", 0}}), tokensOf({{0, "a"}, {1, "b"}})})) == "1: a b");
  const auto tables =
      tablesIn(bytes::dict({{"itos", textsIn({"a", "b"})}, {"labels", idsOf({{"no", 0}, {"yes", 1}})}}));
  REQUIRE(tables.size() == 2);
  CHECK(tables[1].name == "labels");
}

TEST_CASE("vocabularies in objects: torchtext's, and those of tutorials") {
  const std::string counts = bytes::call("collections", "Counter", idsOf({{"x", 0}, {"y", 1}}) + "\x85");
  const std::string stoi =
      bytes::call("collections", "defaultdict", bytes::tuple({bytes::global("m", "f")})) + "(" +
      bytes::text("a") + bytes::integer(0) + bytes::text("b") + bytes::integer(1) + "u";
  const std::string vocab = bytes::global("torchtext.vocab", "Vocab") + ")\x81";
  CHECK(tableIn(vocab + bytes::dict({{"freqs", counts}, {"stoi", stoi}, {"itos", textsIn({"a", "b"})}}) +
                "b") == "itos: a b");
  CHECK(tableIn(vocab + bytes::dict({{"stoi", stoi}}) + "b") == "stoi: a b");
  CHECK(
      tableIn(bytes::dict(
          {{"vocab", vocab + bytes::tuple({bytes::text("0.0.2"), "]", textsIn({"a", "b"}), "]"}) + "b"}})) ==
      "vocab.2: a b");
}

TEST_CASE("vocabularies in checkpoints of every kind") {
  const TemporaryFolder folder;
  const std::string value = bytes::dict({{"w", floatTensor("0", {1})}, {"chars", bytes::text("ab")}});
  const auto zip = writeTorch(folder, value, {{"0", bytesOf<float>({1})}});
  const auto legacy = folder.write("legacy.pt", legacyFile(value, {{"0", 1, bytesOf<float>({1})}}));
  for (const auto& path : {zip, legacy}) {
    CHECK(mayHoldTokenTables(path));
    const Checkpoint checkpoint = readCheckpoint(path);
    REQUIRE(checkpoint.tokenTables.size() == 1);
    CHECK(checkpoint.tokenTables[0].name == "chars");
    CHECK(checkpoint.tokenTables[0].tokens == Tokens{"a", "b"});
    CHECK(readTokenTables(path).at(0).tokens == Tokens{"a", "b"});
    CHECK(checkpoint.arrays.size() == 1);
  }
}

TEST_CASE("text is left to the readers of text") {
  const TemporaryFolder folder;
  CHECK_FALSE(mayHoldTokenTables(folder.write("vocab.txt", "the\nof\n")));
  CHECK_FALSE(mayHoldTokenTables(folder.write("empty.txt", "")));
  CHECK_FALSE(mayHoldTokenTables(folder.write("brackets.txt", "(dpkg\n}\n]\n")));
  CHECK(mayHoldTokenTables(folder.write("old.pkl", "(dp0\nVa\np1\nI0\nsVb\np2\nI1\ns.")));
  CHECK(readTokenTables(folder / "old.pkl").at(0).tokens == Tokens{"a", "b"});
  CHECK(isOneLine(messageOf([&] { readTokenTables(folder / "vocab.txt"); })));
  CHECK_THROWS_WITH(readCheckpoint(folder / "old.pkl"), Catch::Contains("vocabulary of 2 tokens"));
}

TEST_CASE("hostile vocabularies end in an error or a bounded result") {
  CHECK(hasNone("]q\1h\1a"));
  CHECK(hasNone("}q\1K\1h\1s"));
  CHECK(hasNone(bytes::repeated("]", 100'000) + bytes::repeated("a", 99'999)));
  // One long list under many names is walked once.
  std::string many = "}(" + bytes::integer(0) + textsIn(Tokens(50'000, "t")) + "q\1";
  for (int i = 1; i < 50'000; ++i) many += bytes::integer(i) + "h\1";
  CHECK(hasNone(many + "u"));
  // As many tables as one likes.
  std::string tables = "](";
  for (int i = 0; i < 1000; ++i) tables += idsOf({{"a" + std::to_string(i), 0}, {"b", 1}});
  CHECK(tablesIn(tables + "e").size() == 64);
}
