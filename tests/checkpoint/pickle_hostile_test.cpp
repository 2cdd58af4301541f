#include "messages.h"
#include "pickle.h"
#include "pickle_bytes.h"

#include <catch2/catch.hpp>

#include <random>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
namespace bytes = rnnvis::test::pickle;

namespace {

Pickle load(const std::string& text) {
  return unpickle(std::as_bytes(std::span(text)));
}

std::string refusal(const std::string& text) {
  const std::string message = test::messageOf([&] { load(text); });
  INFO(message);
  CHECK(test::isOneLine(message));
  CHECK_THAT(message, Catch::StartsWith("byte "));
  return message;
}

}  // namespace

TEST_CASE("a pickle that ends early is refused") {
  refusal("");
  refusal("N");
  refusal("\x80");
  refusal("I12");
  refusal("cos\nsystem");
  refusal(std::string("G\0\0", 3));
}

TEST_CASE("values that the stack lacks are refused") {
  for (const char* text :
       {".",      "0.", "2.",   "a.",    "Na.", "t.", "1.",  "e.",   "R.",    "NR.",    "b.",
        "N\x86.", "s.", "q\1.", "\x94.", "Q.",  "(.", "(o.", "N(a.", "\x93.", "N(\x85."})
    refusal(text);
}

TEST_CASE("values of the wrong kind are refused") {
  for (const char* text :
       {"NNa.", "N(NNe.", "NNNs.", "N(NNu.", "}(Nu.", "(Nd.", "NN\x93.", "](NN\x90q\1Na}Na."})
    refusal(text);
}

TEST_CASE("lengths are held against what is there before anything is allocated") {
  CHECK_THAT(refusal("X\xff\xff\xff\x7f"
                     "abc."),
             Catch::Contains("beyond the end"));
  refusal("\x8d" + bytes::littleEndian(std::uint64_t{1} << 62, 8) + "abc.");
  refusal("\x8e" + bytes::littleEndian(~std::uint64_t{0}, 8) + "abc.");
  refusal(
      "\x8b\xff\xff\xff\xff"
      "abc.");
  refusal("\x80\2\x8a\xff" + std::string(200, '\xff') + ".");
  refusal("\x80\4\x95" + bytes::littleEndian(std::uint64_t{1} << 62, 8) + ".");
  refusal(
      "T\xff\xff\xff\xff"
      "abc.");
}

TEST_CASE("memos that were never written are refused") {
  CHECK_THAT(refusal("\x80\2h\5."), Catch::Contains("memo 5"));
  refusal("j\xff\xff\xff\xff.");
  refusal("g-1\n.");
  refusal("gx\n.");
  CHECK_NOTHROW(load("Nr\xff\xff\xff\xff."));
}

TEST_CASE("malformed numbers and strings are refused") {
  for (const char* text : {"Ix\n.", "I\n.", "L1x\n.", "Fx\n.", "S'a\n.", "Sa\n.", "S'\n.", "S'\\'\n.",
                           "S'\\x4'\n.", "S'\\q'\n.", "V\\u12\n.", "V\\U00110000\n."})
    refusal(text);
}

TEST_CASE("what only Python could resolve is refused") {
  CHECK_THAT(refusal("\x80\x06N."), Catch::Contains("protocol 6"));
  for (const char* text : {"\x82\1.", "\x97.", "N\x98.", "\xff."})
    CHECK_THAT(refusal(text), Catch::Contains("opcode"));
}

TEST_CASE("marks without end") {
  refusal("\x80\2" + std::string(200'000, '(') + ".");
}

TEST_CASE("deep nesting neither overflows the stack when read nor when freed") {
  constexpr std::size_t depth = 100'000;
  CHECK_NOTHROW(load(bytes::repeated("N\x85", 1) + bytes::repeated("\x85", depth) + "."));
  CHECK_NOTHROW(load(bytes::repeated("]", depth) + bytes::repeated("a", depth - 1) + "."));
  CHECK_NOTHROW(load("N" + bytes::repeated("cm\nf\nN\x86", depth / 10) + "."));
}

TEST_CASE("cycles are values too") {
  const Pickle list = load("]q\1h\1a.");
  CHECK(list.root().asSequence()->front() == &list.root());
  CHECK_NOTHROW(load("}q\1K\1h\1s."));
  const Pickle object = load("ca\nB\n)\x81q\1}K\1h\1sb.");
  REQUIRE(object.root().asObject());
  CHECK(object.root().asObject()->state->as<Dict>()->entries.front().second == &object.root());
}

TEST_CASE("a long name in the memo is not multiplied") {
  // 1 MB of name, asked for 100,000 times: 200 GB if it were copied.
  const std::string name(1'000'000, 'n');
  const std::string text = "(" + bytes::text(name) + "q\1" + bytes::repeated("h\1h\1\x93", 100'000) + "t.";
  CHECK(load(text).root().asSequence()->size() == 100'001);
}

TEST_CASE("random opcodes end in a value or an error") {
  std::mt19937 random(7);
  const std::string opcodes =
      "IJKMLSTUBCNVXFG]ael)td}su021(ghjpqrcRbioPQ."
      "\x80\x81\x85\x86\x87\x88\x89\x8a\x8c\x8f\x90\x91\x93\x94\x95";
  int values = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text(1 + random() % 40, '\0');
    for (char& byte : text)
      byte = random() % 4 == 0 ? static_cast<char>(random() % 8) : opcodes[random() % opcodes.size()];
    values += test::messageOf([&] { load(text + "."); }).empty();
  }
  CHECK(values > 0);
}
