#include "pickle.h"

#include "pickle_bytes.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis::checkpoint;
namespace bytes = rnnvis::test::pickle;

namespace {

Pickle load(const std::string& text) {
  return unpickle(std::as_bytes(std::span(text)));
}

template <class Kind>
Kind scalar(const std::string& text) {
  const Pickle pickle = load(text);
  const auto* value = pickle.root().as<Kind>();
  REQUIRE(value != nullptr);
  return *value;
}

std::int64_t integer(const std::string& text) {
  return scalar<std::int64_t>(text);
}

std::string string(const std::string& text) {
  return scalar<Text>(text).text;
}

}  // namespace

TEST_CASE("integers of every opcode") {
  CHECK(integer("I-42\n.") == -42);
  CHECK(integer("L123456789012L\n.") == 123456789012);
  CHECK(integer("L5\n.") == 5);
  CHECK(integer(std::string("J\xfe\xff\xff\xff.")) == -2);
  CHECK(integer("K\xff.") == 255);
  CHECK(integer("M\xff\xff.") == 65535);
  CHECK(integer(std::string("\x8a\0.", 3)) == 0);
  CHECK(integer("\x8a\x01\xff.") == -1);
  CHECK(integer(std::string("\x8a\x02\xff\0.", 5)) == 255);
  CHECK(integer("\x8b" + bytes::littleEndian(1, 4) + "\x07.") == 7);
  CHECK(integer("\x8a\x0a" + std::string(10, '\xff') + ".") == -1);
  CHECK(scalar<bool>("I01\n."));
  CHECK_FALSE(scalar<bool>("I00\n."));
}

TEST_CASE("integers beyond 64 bits are kept as such") {
  CHECK(load("L99999999999999999999L\n.").root().as<BigInteger>());
  CHECK(load("\x8a\x09" + std::string(8, '\xff') + std::string("\0.", 2)).root().as<BigInteger>());
  CHECK(load("\x8a\xff" + std::string(254, '\xff') + "\x7f.").root().as<BigInteger>());
}

TEST_CASE("floating-point numbers") {
  CHECK(scalar<double>("F-2.5e3\n.") == -2500);
  CHECK(std::isnan(scalar<double>("Fnan\n.")));
  CHECK(std::isinf(scalar<double>("F-inf\n.")));
  CHECK(scalar<double>(std::string("G\x40\x04\0\0\0\0\0\0.", 10)) == 2.5);
}

TEST_CASE("strings and bytes of every opcode") {
  CHECK(string("S'it\\'s\\n\\x41'\n.") == "it's\nA");
  CHECK(string("S\"a\"\n.") == "a");
  CHECK(string("V\\u00e9\\U0001f600\xe9\n.") == "é😀é");
  CHECK(string("U\3abc.") == "abc");
  CHECK(string("T" + bytes::littleEndian(3, 4) + "abc.") == "abc");
  CHECK(string("X" + bytes::littleEndian(3, 4) + "abc.") == "abc");
  CHECK(string("\x8c\3abc.") == "abc");
  CHECK(string("\x8d" + bytes::littleEndian(3, 8) + "abc.") == "abc");
  CHECK(scalar<Bytes>("C\3abc.").bytes == "abc");
  CHECK(scalar<Bytes>("B" + bytes::littleEndian(3, 4) + "abc.").bytes == "abc");
  CHECK(scalar<Bytes>("\x8e" + bytes::littleEndian(3, 8) + "abc.").bytes == "abc");
  CHECK(scalar<Bytes>("\x96" + bytes::littleEndian(3, 8) + "abc.").bytes == "abc");
}

TEST_CASE("None and the truth values") {
  CHECK(load("N.").root().as<None>());
  CHECK(scalar<bool>("\x88."));
  CHECK_FALSE(scalar<bool>("\x89."));
}

TEST_CASE("tuples, lists and sets") {
  const auto size = [](const std::string& text) { return load(text).root().asSequence()->size(); };
  CHECK(size(").") == 0);
  CHECK(size("N\x85.") == 1);
  CHECK(size("NN\x86.") == 2);
  CHECK(size("NNN\x87.") == 3);
  CHECK(size("(NNNNt.") == 4);
  CHECK(size("].") == 0);
  CHECK(size("]Na.") == 1);
  CHECK(size("](NNe.") == 2);
  CHECK(size("(NNNl.") == 3);
  CHECK(load("\x8f(NN\x90.").root().as<Set>()->items.size() == 2);
  CHECK(load("(NNN\x91.").root().as<Set>()->items.size() == 3);
}

TEST_CASE("a tuple keeps its order") {
  const Pickle pickle = load("K\1K\2K\3\x87.");
  const Values& items = *pickle.root().asSequence();
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(*items[i]->as<std::int64_t>() == static_cast<std::int64_t>(i) + 1);
}

TEST_CASE("dictionaries keep the order of writing") {
  for (const char* text : {"(K\1K\2K\3K\4d.", "}K\1K\2sK\3K\4s.", "}(K\1K\2K\3K\4u."}) {
    const Pickle pickle = load(text);
    const auto* dict = pickle.root().as<Dict>();
    REQUIRE(dict);
    REQUIRE(dict->entries.size() == 2);
    CHECK(*dict->entries[0].first->as<std::int64_t>() == 1);
    CHECK(*dict->entries[1].second->as<std::int64_t>() == 4);
  }
}

TEST_CASE("the memo gives the same value again") {
  for (const char* text : {"]p7\ng7\n\x86.", "]q\7h\7\x86.", "]r\7\1\1\1j\7\1\1\1\x86."}) {
    const Pickle pickle = load(text);
    const Values& items = *pickle.root().asSequence();
    CHECK(items[0] == items[1]);
  }
  const Pickle pickle = load(std::string("\x80\4]\x94K\1\x94\x30h\0\x86.", 12));
  CHECK(pickle.root().asSequence()->front() == pickle.root().asSequence()->back());
}

TEST_CASE("stack opcodes") {
  CHECK(load("N2\x86.").root().asSequence()->size() == 2);
  CHECK(integer("K\1N0.") == 1);
  CHECK(integer("K\1(NN1.") == 1);
  CHECK(integer("K\1(0.") == 1);
}

TEST_CASE("calls become inert objects") {
  const std::string os = "cos\nsystem\n";
  for (const std::string& text : {os + "(Vtouch\ntR.", os + "(Vtouch\nt\x81.", os + "(Vtouch\nt}\x92.",
                                  std::string("(Vtouch\nios\nsystem\n."), "(" + os + "Vtouch\no.",
                                  std::string("\x8c\2os\x8c\6system\x93(Vtouch\ntR.")}) {
    const Pickle pickle = load(text);
    const Object* object = pickle.root().asObject();
    REQUIRE(object);
    CHECK(object->callable->as<Global>()->name == "os.system");
    CHECK(object->arguments->asSequence()->front()->as<Text>()->text == "touch");
  }
}

TEST_CASE("objects take items, entries and a state") {
  const Pickle pickle = load("ca\nB\n)\x81(NNe(K\1K\2u}b.");
  const Object* object = pickle.root().asObject();
  REQUIRE(object);
  CHECK(object->items.size() == 2);
  CHECK(object->entries.size() == 1);
  REQUIRE(object->state);
  CHECK(object->state->as<Dict>());
}

TEST_CASE("attributes of a container are passed over") {
  CHECK(load("}}b.").root().as<Dict>());
}

TEST_CASE("persistent ids of both opcodes") {
  CHECK(load("Pkey\n.").root().as<Persistent>()->id->as<Text>()->text == "key");
  CHECK(load("K\5Q.").root().as<Persistent>()->id->as<std::int64_t>());
}

TEST_CASE("frames and what follows the pickle") {
  const std::string framed = "\x80\4\x95" + bytes::littleEndian(2, 8) + "N.";
  const Pickle pickle = load(framed + "more");
  CHECK(pickle.root().as<None>());
  CHECK(pickle.byteCount() == framed.size());
}
