#include "messages.h"
#include "pickle_bytes.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
namespace bytes = rnnvis::test::pickle;

namespace {

using Floats = std::vector<float>;

std::string byteString(const std::string& contents) {
  return "B" + bytes::littleEndian(contents.size(), 4) + contents;
}

std::string dtype(const std::string& code, const std::string& order) {
  return bytes::call("numpy", "dtype", bytes::tuple({bytes::text(code), "\x89", "\x88"})) +
         bytes::tuple({bytes::integer(3), bytes::text(order), "N", "N", "N"}) + "b";
}

std::string numpyArray(const std::string& type, const std::vector<std::int64_t>& shape,
                       const std::string& elements, bool columnMajor = false,
                       const std::string& package = "numpy.core") {
  return bytes::call(package + ".multiarray", "_reconstruct",
                     bytes::tuple({bytes::global("numpy", "ndarray"), "K" + std::string(1, '\0') + "\x85",
                                   byteString("b")})) +
         bytes::tuple(
             {bytes::integer(1), bytes::integers(shape), type, columnMajor ? "\x88" : "\x89", elements}) +
         "b";
}

Checkpoint read(const std::string& value) {
  const TemporaryFolder folder;
  return readCheckpoint(folder.write("weights.pkl", bytes::program(value)));
}

std::string refusal(const std::string& value) {
  const std::string message = messageOf([&] { read(value); });
  INFO(message);
  CHECK(isOneLine(message));
  CHECK_THAT(message, Catch::Contains("(Python pickle): "));
  return message;
}

std::string swapped(std::string elements, std::size_t size) {
  for (std::size_t at = 0; at < elements.size(); at += size)
    std::reverse(elements.data() + at, elements.data() + at + size);
  return elements;
}

}  // namespace

TEST_CASE("numpy arrays in a plain pickle") {
  const std::string six = bytesOf<float>({0, 1, 2, 3, 4, 5});
  const Checkpoint checkpoint = read(bytes::dict(
      {{"rows", numpyArray(dtype("f4", "<"), {2, 3}, byteString(six))},
       {"columns", numpyArray(dtype("f4", "<"), {2, 3}, byteString(six), true)},
       {"swapped", numpyArray(dtype("f4", ">"), {6}, byteString(swapped(six, 4)))},
       {"renamed", numpyArray(dtype("f4", "<"), {6}, byteString(six), false, "numpy._core")},
       {"scalar", bytes::call("numpy.core.multiarray", "scalar",
                              bytes::tuple({dtype("f8", "<"), byteString(bytesOf<double>({0.5}))}))},
       {"buffer", bytes::call("numpy.core.numeric", "_frombuffer",
                              bytes::tuple({byteString(six), dtype("f4", "<"), bytes::integers({3, 2}),
                                            bytes::text("F")}))},
       {"none", numpyArray(dtype("f4", "<"), {0, 7}, byteString(""))}}));
  CHECK(checkpoint.container == "Python pickle");
  const auto& arrays = checkpoint.arrays;
  REQUIRE(arrays.size() == 7);
  CHECK(arrays[0].array.toFloats() == Floats{0, 1, 2, 3, 4, 5});
  CHECK(arrays[0].array.shape() == std::vector<std::int64_t>{2, 3});
  CHECK(arrays[1].array.toFloats() == Floats{0, 2, 4, 1, 3, 5});
  CHECK(arrays[2].array.toFloats() == Floats{0, 1, 2, 3, 4, 5});
  CHECK(arrays[3].array.toFloats() == Floats{0, 1, 2, 3, 4, 5});
  CHECK(arrays[4].array.toFloats() == Floats{0.5});
  CHECK(arrays[4].array.shape().empty());
  CHECK(arrays[5].array.toFloats() == Floats{0, 3, 1, 4, 2, 5});
  CHECK(arrays[6].array.shape() == std::vector<std::int64_t>{0, 7});
}

TEST_CASE("bytes as protocol 2 spells them") {
  const std::string latin1 = bytes::text(std::string("\0\0\xc2\x80\x3f", 5));  // 1.0f: 00 00 80 3f
  const std::string elements =
      bytes::call("_codecs", "encode", bytes::tuple({latin1, bytes::text("latin1")}));
  CHECK(read(numpyArray(dtype("f4", "<"), {1}, elements)).arrays.at(0).array.toFloats() == Floats{1});
  const std::string wide =
      bytes::call("_codecs", "encode", bytes::tuple({bytes::text("\xe2\x82\xac"), bytes::text("latin1")}));
  refusal(numpyArray(dtype("u1", "|"), {1}, wide));
}

TEST_CASE("damaged numpy arrays are refused") {
  const std::string type = dtype("f4", "<");
  const std::string one = byteString(bytesOf<float>({1}));
  refusal(numpyArray(type, {2}, one));
  refusal(numpyArray(type, {-1}, one));
  refusal(numpyArray(type, {std::int64_t{1} << 62, 8}, one));
  refusal(numpyArray(type, std::vector<std::int64_t>(65, 1), one));
  refusal(numpyArray("N", {1}, one));
  refusal(numpyArray(type, {1}, "N"));
  refusal(bytes::call("numpy.core.multiarray", "_reconstruct", ")"));
  refusal(bytes::call("numpy.core.multiarray", "scalar", ")"));
  refusal(bytes::call("numpy.core.numeric", "_frombuffer", ")"));
}

TEST_CASE("numpy types that are not read are named, and read past") {
  const std::string text = numpyArray(dtype("U2", "<"), {1}, byteString("a\0\0\0b\0\0\0"));
  CHECK_THAT(refusal(text), Catch::Contains("\"U2\""));
  const Checkpoint checkpoint =
      read(bytes::dict({{"names", text}, {"w", numpyArray(dtype("u1", "|"), {1}, byteString("a"))}}));
  CHECK(checkpoint.arrays.size() == 1);
  CHECK_THAT(checkpoint.metadata.at("unsupported"), Catch::StartsWith("names: "));
}

TEST_CASE("a storage outside of a plain pickle is missing") {
  CHECK_THAT(refusal(bytes::dict({{"w", floatTensor("0", {1})}})), Catch::Contains("outside"));
}
