#include "npy_file.h"

#include "messages.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
using namespace std::string_literals;

namespace {

Array read(const std::string& file) {
  const TemporaryFolder folder;
  const Checkpoint checkpoint = readCheckpoint(folder.write("a", file));
  CHECK(checkpoint.container == "numpy array");
  REQUIRE(checkpoint.arrays.size() == 1);
  CHECK(checkpoint.arrays.front().name == "array");
  return checkpoint.arrays.front().array;
}

std::string refusalOf(const std::string& file) {
  const TemporaryFolder folder;
  const std::string message = messageOf([&] { readCheckpoint(folder.write("a", file)); });
  INFO(message);
  CHECK(isOneLine(message));
  CHECK_THAT(message, Catch::Contains("(numpy array): "));
  return message;
}

using Floats = std::vector<float>;
using Integers = std::vector<std::int64_t>;

const std::string kSix = bytesOf<float>({0, 1, 2, 3, 4, 5});

}  // namespace

TEST_CASE("a numpy array keeps its type, shape and values") {
  const Array floats = read(npyFile("<f4", "(2, 3)", kSix));
  CHECK(floats.type() == DType::float32);
  CHECK(floats.shape() == Integers{2, 3});
  CHECK(floats.toFloats() == Floats{0, 1, 2, 3, 4, 5});
  CHECK(read(npyFile("<f8", "(2,)", bytesOf<double>({0.1, 2}))).toFloats() == Floats{0.1f, 2});
  CHECK(read(npyFile("<f2", "()", "\x00\x3c"s)).toFloats() == Floats{1});
  CHECK(read(npyFile("<i8", "(1,)", bytesOf<std::int64_t>({-5}))).toIntegers() == Integers{-5});
  CHECK(read(npyFile("<i4", "(1,)", bytesOf<std::int32_t>({-5}))).type() == DType::int32);
  CHECK(read(npyFile("<i2", "(1,)", bytesOf<std::int16_t>({-5}))).toIntegers() == Integers{-5});
  CHECK(read(npyFile("|i1", "(1,)", "\xff")).toIntegers() == Integers{-1});
  CHECK(read(npyFile("|u1", "(1,)", "\xff")).toIntegers() == Integers{255});
  CHECK(read(npyFile("|b1", "(2,)", "\1\0"s)).type() == DType::boolean);
  CHECK(read(npyFile("<f4", "(0, 4)", "")).shape() == Integers{0, 4});
}

TEST_CASE("big-endian, unsigned and column-major numpy arrays are converted") {
  CHECK(read(npyFile(">f4", "(2,)", "\x3f\x80\0\0\x40\0\0\0"s)).toFloats() == Floats{1, 2});
  CHECK(read(npyFile(">i2", "(2,)", "\x01\x02\xff\xfe"s)).toIntegers() == Integers{258, -2});
  const Array unsignedArray = read(npyFile(">u2", "(2,)", "\xff\xff\0\1"s));
  CHECK(unsignedArray.type() == DType::int64);
  CHECK(unsignedArray.toIntegers() == Integers{65535, 1});
  CHECK(read(npyFile("<u4", "(1,)", "\xff\xff\xff\xff")).toIntegers() == Integers{4294967295});
  CHECK(read(npyFile("<u8", "(1,)", "\xff\0\0\0\0\0\0\0"s)).toIntegers() == Integers{255});
  CHECK_THAT(refusalOf(npyFile("<u8", "(1,)", "\0\0\0\0\0\0\0\x80"s)), Catch::Contains("int64"));

  const Array columns = read(npyFile("<f4", "(2, 3)", kSix, true));
  CHECK(columns.shape() == Integers{2, 3});
  CHECK(columns.toFloats() == Floats{0, 2, 4, 1, 3, 5});
  CHECK(read(npyFile(">u2", "(2, 2)", "\0\1\0\2\0\3\0\4"s, true)).toIntegers() == Integers{1, 3, 2, 4});
  CHECK(read(npyFile("<f4", "(6,)", kSix, true)).toFloats() == Floats{0, 1, 2, 3, 4, 5});
  CHECK(read(npyFile("<f4", "(2, 0)", "", true)).shape() == Integers{2, 0});
}

TEST_CASE("the header of a numpy array may be spelled in every way that numpy does") {
  const std::string element = bytesOf<float>({7});
  for (const int version : {1, 2, 3})
    CHECK(read(npyFile("{'descr':'<f4','fortran_order':False,'shape':(1,)}", element, version)).toFloats() ==
          Floats{7});
  CHECK(read(npyFile("{\"shape\": (1L, 1L), \"descr\": \"<f4\", \"fortran_order\": False, }\n", element))
            .shape() == Integers{1, 1});
}

TEST_CASE("a damaged header of a numpy array is refused") {
  const std::string element = bytesOf<float>({7});
  for (const char* header :
       {"",
        "{",
        "{}",
        "[]",
        "{'descr': '<f4'}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1 1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 1}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4611686018427387904)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': 'f4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f\\x34', 'fortran_order': False, 'shape': (1,)}"}) {
    INFO(header);
    CHECK_THAT(refusalOf(npyFile(header, element)), Catch::Contains("damaged") || Catch::Contains("dtype"));
  }
  CHECK_THAT(refusalOf(npyFile("<f4", "(1,)", element + "more")), Catch::Contains("damaged"));
  CHECK_THAT(refusalOf("\x93NUMPY\7\0\1\0\0\0\0\0"s), Catch::Contains("format"));
  CHECK_THAT(refusalOf("\x93NUMPY\2\0\xff\xff\xff\xff{}"s), Catch::Contains("truncated"));
  const std::string whole = npyFile("<f4", "(1,)", element);
  for (std::size_t size = 6; size < whole.size(); ++size) CHECK(!refusalOf(whole.substr(0, size)).empty());
}

TEST_CASE("a numpy array of something else than real numbers is refused by name") {
  CHECK_THAT(refusalOf(npyFile("|O", "(1,)", "\x80\x04K\x01.")), Catch::Contains("pickled Python objects"));
  CHECK_THAT(refusalOf(npyFile("<U1", "(1,)", "abcd")), Catch::Contains("text"));
  CHECK_THAT(refusalOf(npyFile("<c8", "(1,)", "abcdefgh")), Catch::Contains("\"<c8\""));
  CHECK_THAT(refusalOf(npyFile("<M8[s]", "(1,)", "abcdefgh")), Catch::Contains("\"<M8[s]\""));
  CHECK_THAT(refusalOf(npyFile("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,)}", "abcd")),
             Catch::Contains("records"));
}
