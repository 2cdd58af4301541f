#include "rnnvis/checkpoint/npz.h"

#include "messages.h"
#include "npy_file.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

#include <cstdlib>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
using namespace std::string_literals;

namespace {

std::span<const std::byte> asBytes(const std::string& text) {
  return std::as_bytes(std::span(text));
}

bool runPython(const TemporaryFolder& folder, const std::string& script) {
  const auto path = folder.write("script.py", script);
  return std::system(("cd " + folder.path().string() + " && /usr/bin/python3 " + path.string()).c_str()) == 0;
}

bool hasNumpy() {
  const bool has = std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") == 0;
  if (!has) WARN("skipped: python3-numpy is absent");
  return has;
}

}  // namespace

TEST_CASE("a numpy archive gives its arrays by name, text left out") {
  const TemporaryFolder folder;
  const ZipEntries entries{{"b/kernel.npy", npyFile("<f4", "(2,)", bytesOf<float>({1, 2}))},
                           {"words.npy", npyFile("<U1", "(1,)", "abcd")},
                           {"notes.txt", "hello"},
                           {"a.npy", npyFile("<i8", "()", bytesOf<std::int64_t>({3}))}};
  for (const zip_int32_t method : {ZIP_CM_STORE, ZIP_CM_DEFLATE}) {
    const Checkpoint read = readCheckpoint(writeZip(folder, "a.npz", entries, method));
    CHECK(read.container == "numpy archive");
    REQUIRE(read.arrays.size() == 2);
    CHECK(read.arrays[0].name == "b/kernel");
    CHECK(read.arrays[0].array.toFloats() == std::vector<float>{1, 2});
    CHECK(read.arrays[1].name == "a");
    CHECK(read.arrays[1].array.toIntegers() == std::vector<std::int64_t>{3});
  }
}

TEST_CASE("a numpy archive that cannot be read is refused, its entry named") {
  const TemporaryFolder folder;
  const auto refusalOf = [&](const ZipEntries& entries) {
    const std::string message = messageOf([&] { readCheckpoint(writeZip(folder, "a.npz", entries)); });
    CHECK(isOneLine(message));
    CHECK_THAT(message, Catch::Contains("(numpy archive): "));
    return message;
  };
  CHECK_THAT(refusalOf({{"w.npy", npyFile("|O", "(1,)", "N.")}}),
             Catch::Contains("\"w.npy\"") && Catch::Contains("pickled Python objects"));
  CHECK_THAT(refusalOf({{"w.npy", "x"}}), Catch::Contains("\"w.npy\"") && Catch::Contains("damaged"));
  CHECK_THAT(refusalOf({{"w.npy", npyFile("<U1", "(1,)", "abcd")}}), Catch::Contains("no numeric arrays"));
}

TEST_CASE("what is written as a numpy archive is read again") {
  const TemporaryFolder folder;
  const std::string floats = bytesOf<float>({1, 2, 3, 4, 5, 6}), doubles = bytesOf<double>({0.1, 0.2});
  const std::vector<OutputArray> written{
      {"layer0.h", DType::float32, {2, 3}, asBytes(floats)},  {"ü", DType::float64, {2}, asBytes(doubles)},
      {"halves", DType::float16, {12}, asBytes(floats)},      {"long", DType::int64, {3}, asBytes(floats)},
      {"int", DType::int32, {6, 1, 1}, asBytes(floats)},      {"short", DType::int16, {12}, asBytes(floats)},
      {"byte", DType::int8, {24}, asBytes(floats)},           {"ubyte", DType::uint8, {24}, asBytes(floats)},
      {"flag", DType::boolean, {}, asBytes(floats).first(1)}, {"empty", DType::float32, {0, 3}, {}}};
  writeNpz(folder / "deep/a.npz", written);
  const NamedArrays read = readCheckpoint(folder / "deep/a.npz").arrays;
  REQUIRE(read.size() == written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    INFO(written[i].name);
    CHECK(read[i].name == written[i].name);
    CHECK(read[i].array.type() == written[i].type);
    CHECK(read[i].array.shape() == written[i].shape);
    CHECK(std::ranges::equal(read[i].array.bytes(), written[i].bytes));
  }
  writeNpz(folder / "b.npz", written);
  CHECK(readFile(folder / "b.npz") == readFile(folder / "deep/a.npz"));
}

TEST_CASE("what numpy could not read is not written, and the old file stays") {
  const TemporaryFolder folder;
  const auto path = folder.write("a.npz", "old");
  const std::string bytes(4, 'x');
  const OutputArray good{"x", DType::float32, {1}, asBytes(bytes)};
  const auto refusalOf = [&](const std::vector<OutputArray>& arrays) {
    const std::string message = messageOf([&] { writeNpz(path, arrays); });
    CHECK(isOneLine(message));
    return message;
  };
  CHECK_THAT(refusalOf({good, good}), Catch::Contains("name is taken"));
  CHECK_THAT(refusalOf({{"y", DType::float32, {2}, asBytes(bytes)}}), Catch::Contains("\"y\""));
  CHECK_THAT(refusalOf({{"y", DType::bfloat16, {2}, asBytes(bytes)}}), Catch::Contains("bfloat16"));
  CHECK_THAT(refusalOf({{"\xff", DType::float32, {1}, asBytes(bytes)}}), Catch::Contains("UTF-8"));
  CHECK_THAT(refusalOf({}), Catch::Contains("no arrays"));
  CHECK(readFile(path) == "old");
}

TEST_CASE("numpy reads what is written, and what numpy writes is read") {
  if (!hasNumpy()) return;
  const TemporaryFolder folder;
  const std::string floats = bytesOf<float>({1, 2, 3, 4, 5, 6});
  writeNpz(folder / "a.npz",
           std::vector<OutputArray>{{"layer0.h", DType::float32, {2, 3}, asBytes(floats)},
                                    {"line", DType::float32, {6}, asBytes(floats)},
                                    {"one", DType::float32, {}, asBytes(floats).first(4)},
                                    {"flag", DType::boolean, {1}, asBytes(floats).first(1)}});
  REQUIRE(runPython(folder, R"(
import numpy as np
a = np.load("a.npz")
assert a.files == ["layer0.h", "line", "one", "flag"], a.files
x = a["layer0.h"]
assert x.dtype == np.float32 and x.tolist() == [[1, 2, 3], [4, 5, 6]]
assert a["line"].shape == (6,) and a["one"].shape == () and a["one"] == 1 and a["flag"].dtype == np.bool_
x = np.arange(24, dtype=">f8").reshape(2, 3, 4)
np.savez("b.npz", c=x, f=np.asfortranarray(x), u=np.arange(3, dtype="u4"), s=np.array(["a", "bc"]))
np.savez_compressed("c.npz", x.astype("f2"))
np.save("d.npy", x.astype("i2"))
)"));
  const NamedArrays b = readCheckpoint(folder / "b.npz").arrays;
  REQUIRE(b.size() == 3);
  CHECK(b[0].array.toFloats()[23] == 23);
  CHECK(b[0].array.shape() == std::vector<std::int64_t>{2, 3, 4});
  CHECK(b[1].array.toFloats() == b[0].array.toFloats());
  CHECK(b[2].array.toIntegers() == std::vector<std::int64_t>{0, 1, 2});
  const NamedArrays c = readCheckpoint(folder / "c.npz").arrays;
  REQUIRE(c.size() == 1);
  CHECK(c[0].name == "arr_0");
  CHECK(c[0].array.toFloats() == b[0].array.toFloats());
  CHECK(readCheckpoint(folder / "d.npy").arrays[0].array.toFloats() == b[0].array.toFloats());
}
