#include "hdf5_file.h"

#include "messages.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/checkpoint/half.h"

#include <cmath>
#include <cstring>
#include <fstream>
#include <numeric>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;

namespace {

std::vector<std::string> namesIn(const Checkpoint& checkpoint) {
  std::vector<std::string> names;
  for (const NamedArray& array : checkpoint.arrays) names.push_back(array.name);
  return names;
}

const Array& at(const Checkpoint& checkpoint, const std::string& name) {
  const auto found = std::ranges::find(checkpoint.arrays, name, &NamedArray::name);
  REQUIRE(found != checkpoint.arrays.end());
  return found->array;
}

using Names = std::vector<std::string>;
using Metadata = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("numbers of an HDF5 file keep their values in every type") {
  const TemporaryFolder folder;
  const std::vector<double> reals{0.1, -1e-300, 3.5, -0.0, 1e30, 7};
  const std::vector<std::int64_t> integers{-3, 0, 100, 7, 1, 2};
  const std::vector<std::uint64_t> counts{0, 1, 65535, 40000, 3, 4};
  const std::vector<hsize_t> shape{2, 3};
  {
    Hdf5File file(folder / "a");
    const auto real = [&](const char* name, hid_t type) {
      file.dataset(name, type, H5T_NATIVE_DOUBLE, shape, reals.data());
    };
    const auto integer = [&](const char* name, hid_t type) {
      file.dataset(name, type, H5T_NATIVE_INT64, shape, integers.data());
    };
    const auto count = [&](const char* name, hid_t type) {
      file.dataset(name, type, H5T_NATIVE_UINT64, shape, counts.data());
    };
    real("f4l", H5T_IEEE_F32LE), real("f4b", H5T_IEEE_F32BE), real("f8l", H5T_IEEE_F64LE);
    real("f8b", H5T_IEEE_F64BE), real("long", H5T_NATIVE_LDOUBLE);
    integer("i1", H5T_STD_I8LE), integer("i2b", H5T_STD_I16BE), integer("i4", H5T_STD_I32LE);
    integer("i8", H5T_STD_I64LE), integer("i8b", H5T_STD_I64BE);
    count("u2", H5T_STD_U16LE), count("u4b", H5T_STD_U32BE), count("u8b", H5T_STD_U64BE);
    const std::vector<std::uint8_t> bytes{0, 1, 255, 4, 5, 6};
    file.dataset("u1", H5T_STD_U8LE, H5T_NATIVE_UINT8, shape, bytes.data());
  }
  const Checkpoint read = readCheckpoint(folder / "a");
  CHECK(read.container == "HDF5");
  CHECK(read.metadata.empty());
  CHECK(read.arrays.size() == 14);
  const std::vector<float> singles(reals.begin(), reals.end());
  for (const char* name : {"f4l", "f4b", "f8l", "f8b", "long"}) {
    INFO(name);
    const Array& array = at(read, name);
    const bool single = std::string_view(name).starts_with("f4");
    CHECK(array.type() == (single ? DType::float32 : DType::float64));
    CHECK(array.shape() == std::vector<std::int64_t>{2, 3});
    CHECK(array.toFloats() == singles);
    if (!single) CHECK(std::memcmp(array.bytes().data(), reals.data(), 48) == 0);
  }
  const std::vector<std::pair<std::string, DType>> signedTypes{{"i1", DType::int8},
                                                               {"i2b", DType::int16},
                                                               {"i4", DType::int32},
                                                               {"i8", DType::int64},
                                                               {"i8b", DType::int64}};
  for (const auto& [name, type] : signedTypes) {
    INFO(name);
    CHECK(at(read, name).type() == type);
    CHECK(at(read, name).toIntegers() == integers);
  }
  for (const char* name : {"u2", "u4b", "u8b"}) {
    CHECK(at(read, name).type() == DType::int64);
    CHECK(at(read, name).toIntegers() == std::vector<std::int64_t>(counts.begin(), counts.end()));
  }
  CHECK(at(read, "u1").type() == DType::uint8);
  CHECK(at(read, "u1").toIntegers() == std::vector<std::int64_t>{0, 1, 255, 4, 5, 6});
}

TEST_CASE("halves and truth values of an HDF5 file are read, text and structures left out") {
  const TemporaryFolder folder;
  const std::vector<float> values{0.5f, -2.0f, 65504.0f, std::ldexp(1.0f, -24)};
  {
    Hdf5File file(folder / "a");
    for (const bool big : {false, true}) {
      const hid_t half = H5Tcopy(big ? H5T_IEEE_F32BE : H5T_IEEE_F32LE);
      H5Tset_fields(half, 15, 10, 5, 0, 10);
      H5Tset_size(half, 2);
      H5Tset_ebias(half, 15);
      file.dataset(big ? "big" : "little", half, H5T_NATIVE_FLOAT, {4}, values.data());
      H5Tclose(half);
    }
    const hid_t truth = H5Tcreate(H5T_ENUM, 1);
    std::int8_t no = 0, yes = 1;
    H5Tenum_insert(truth, "FALSE", &no);
    H5Tenum_insert(truth, "TRUE", &yes);
    const std::vector<std::int8_t> flags{1, 0, 1};
    file.dataset("flags", truth, truth, {3}, flags.data());
    H5Tclose(truth);
    file.dataset("text", H5T_C_S1, H5T_C_S1, {3}, "abc");
    const hid_t pair = H5Tcreate(H5T_COMPOUND, 8);
    H5Tinsert(pair, "x", 0, H5T_NATIVE_INT32);
    file.dataset("pairs", pair, pair, {1}, nullptr);
    H5Tclose(pair);
  }
  const Checkpoint read = readCheckpoint(folder / "a");
  CHECK(namesIn(read) == Names{"big", "flags", "little"});
  for (const char* name : {"big", "little"}) {
    CHECK(at(read, name).type() == DType::float16);
    CHECK(at(read, name).toFloats() == values);
  }
  CHECK(at(read, "flags").type() == DType::boolean);
  CHECK(at(read, "flags").toIntegers() == std::vector<std::int64_t>{1, 0, 1});
}

TEST_CASE("chunks that are shuffled and deflated, scalars and empty arrays are read") {
  const TemporaryFolder folder;
  std::vector<float> values(100 * 37);
  std::iota(values.begin(), values.end(), -1000.0f);
  {
    Hdf5File file(folder / "a");
    file.dataset("chunked", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, {100, 37}, values.data(), {16, 10});
    file.floats("scalar", {}, {4});
    file.floats("empty", {0, 7}, {});
    file.dataset("unwritten", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, {20}, nullptr, {5});
  }
  const Checkpoint read = readCheckpoint(folder / "a");
  CHECK(at(read, "chunked").toFloats() == values);
  CHECK(at(read, "chunked").shape() == std::vector<std::int64_t>{100, 37});
  CHECK(at(read, "scalar").shape().empty());
  CHECK(at(read, "scalar").toFloats() == std::vector<float>{4});
  CHECK(at(read, "empty").shape() == std::vector<std::int64_t>{0, 7});
  CHECK(at(read, "unwritten").toFloats() == std::vector<float>(20, 0.0f));
}

TEST_CASE("arrays come in the order of Keras' lists, else of creation, else of natural names") {
  const TemporaryFolder folder;
  SECTION("lists, cut into parts") {
    {
      Hdf5File file(folder / "a");
      for (const char* layer : {"z", "b", "a"}) file.group(layer);
      for (const char* path : {"a/x", "b/x", "b/w", "z/deep/w", "stray"}) file.floats(path, {1}, {1});
      file.strings("", "layer_names0", {"z", "b"});
      file.strings("", "layer_names1", {"empty", "a"});
      file.strings("z", "weight_names", {"deep/w"});
      file.strings("b", "weight_names", {"x", "w"});
      file.group("empty");
      file.strings("empty", "weight_names", {});
      file.strings("a", "weight_names", {"x"});
      file.strings("", "keras_version", {"1.2.2"});
    }
    const Checkpoint read = readCheckpoint(folder / "a");
    CHECK(read.container == "Keras HDF5");
    CHECK(namesIn(read) == Names{"z/deep/w", "b/x", "b/w", "a/x"});
    CHECK(read.metadata == Metadata{{"keras.version", "1.2.2"}});
  }
  SECTION("a whole model") {
    const std::string config =
        R"({"class_name": "Sequential", "config": ")" + std::string(100'000, 'x') + "\"}";
    {
      Hdf5File file(folder / "a");
      for (const char* path : {"model_weights/l/l/k:0", "optimizer_weights/m:0"}) file.floats(path, {1}, {1});
      file.strings("model_weights", "layer_names", {"l"});
      file.strings("model_weights", "keras_version", {"2.0.8-tf"});
      file.strings("model_weights/l", "weight_names", {"l/k:0"});
      file.text("", "model_config", config);
    }
    const Checkpoint read = readCheckpoint(folder / "a");
    CHECK(namesIn(read) == Names{"model_weights/l/l/k:0"});
    CHECK(read.metadata == Metadata{{"keras.version", "2.0.8-tf"}, {"keras.config", config}});
  }
  SECTION("creation") {
    {
      Hdf5File file(folder / "a", true);
      file.group("g");
      for (const char* name : {"g/c", "g/a", "g/b"}) file.floats(name, {1}, {1});
    }
    CHECK(namesIn(readCheckpoint(folder / "a")) == Names{"g/c", "g/a", "g/b"});
  }
  SECTION("names") {
    {
      Hdf5File file(folder / "a");
      for (const char* name : {"layers/lstm_10/vars/0", "layers/lstm/vars/10", "layers/lstm_2/vars/0",
                               "layers/lstm/vars/9", "optimizer/vars/0"})
        file.floats(name, {1}, {1});
    }
    const Checkpoint read = readCheckpoint(folder / "a");
    CHECK(read.container == "Keras HDF5");
    CHECK(namesIn(read) == Names{"layers/lstm/vars/9", "layers/lstm/vars/10", "layers/lstm_2/vars/0",
                                 "layers/lstm_10/vars/0"});
  }
}

TEST_CASE("links of an HDF5 file lead nowhere else and not in circles") {
  const TemporaryFolder folder;
  { Hdf5File(folder / "other").floats("x", {1}, {1}); }
  {
    Hdf5File file(folder / "a");
    file.floats("g/x", {1}, {1});
    H5Lcreate_hard(file.id(), "/g", file.id(), "/g/again", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_hard(file.id(), "/", file.id(), "/g/root", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_soft("/g/x", file.id(), "/soft", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_external((folder / "other").c_str(), "/x", file.id(), "/external", H5P_DEFAULT, H5P_DEFAULT);
  }
  CHECK(namesIn(readCheckpoint(folder / "a")) == Names{"g/x"});
}

TEST_CASE("what an HDF5 file cannot give is refused by name") {
  const TemporaryFolder folder;
  const auto refusalOf = [&](auto&& write) {
    {
      Hdf5File file(folder / "a");
      write(file);
    }
    const std::string message = messageOf([&] { readCheckpoint(folder / "a"); });
    CHECK(isOneLine(message));
    CHECK_THAT(message, Catch::StartsWith((folder / "a").string() + " (HDF5): "));
    return message;
  };
  CHECK_THAT(refusalOf([](Hdf5File&) {}), Catch::Contains("no numeric arrays"));
  CHECK_THAT(refusalOf([](Hdf5File& file) {
               const std::uint64_t large = std::uint64_t{1} << 63;
               file.dataset("id", H5T_STD_U64LE, H5T_NATIVE_UINT64, {1}, &large);
             }),
             Catch::Contains("\"id\"") && Catch::Contains("int64"));
  CHECK_THAT(refusalOf([](Hdf5File& file) {
               file.group("l");
               file.strings("", "layer_names", {"l"});
               file.strings("l", "weight_names", {"kernel"});
             }),
             Catch::Contains("\"l/kernel\"") && Catch::Contains("missing"));
  CHECK_THAT(refusalOf([](Hdf5File& file) {
               file.dataset("large", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, {1 << 20, 1 << 10}, nullptr, {1, 64});
             }),
             Catch::Contains("\"large\"") && Catch::Contains("out of proportion"));
  CHECK_THAT(refusalOf([](Hdf5File& file) { file.floats("caf\xe9", {1}, {1}); }), Catch::Contains("UTF-8"));
  CHECK_THAT(
      refusalOf([&](Hdf5File& file) {
        const hsize_t extent = 4;
        const hid_t space = H5Screate_simple(1, &extent, nullptr), list = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_external(list, "/etc/passwd", 0, 16);
        H5Dclose(H5Dcreate2(file.id(), "outside", H5T_IEEE_F32LE, space, H5P_DEFAULT, list, H5P_DEFAULT));
        H5Pclose(list);
        H5Sclose(space);
      }),
      Catch::Contains("\"outside\"") && Catch::Contains("other files"));
  CHECK_THAT(refusalOf([](Hdf5File& file) {
               std::string path = "g";
               for (int depth = 0; depth < 100; ++depth) path += "/g";
               file.floats(path, {1}, {1});
             }),
             Catch::Contains("nested too deep"));
}

TEST_CASE("a user's block before an HDF5 file is passed over") {
  const TemporaryFolder folder;
  { Hdf5File(folder / "a").floats("x", {2}, {1, 2}); }
  const std::string whole = readFile(folder / "a");
  const auto path = folder.write("b", std::string(1024, 'u') + whole);
  CHECK(readCheckpoint(path).arrays.front().array.toFloats() == std::vector<float>{1, 2});
}

TEST_CASE("a file that h5py wrote is read") {
  if (std::system("/usr/bin/python3 -c 'import h5py' 2>/dev/null") != 0) {
    WARN("skipped: python3-h5py is absent");
    return;
  }
  const TemporaryFolder folder;
  const auto script = folder.write("write.py", R"(
import h5py, json, numpy, sys
f = h5py.File(sys.argv[1], "w")
f.attrs["model_config"] = json.dumps({"class_name": "Sequential"}).encode("utf8")
g = f.create_group("model_weights")
g.attrs["layer_names"] = [b"lstm_1", b"dense_1"]
g.attrs["keras_version"] = b"2.2.4"
for layer, names in [("dense_1", ["dense_1/kernel:0"]), ("lstm_1", ["lstm_1/kernel:0", "lstm_1/bias:0"])]:
    inner = g.create_group(layer)
    inner.attrs["weight_names"] = [n.encode("utf8") for n in names]
    for n in names:
        inner.create_dataset(n, data=numpy.arange(6, dtype="float16").reshape(2, 3), compression="gzip")
g["lstm_1"].create_dataset("flag", data=numpy.array([True]))
)");
  REQUIRE(std::system(("/usr/bin/python3 " + script.string() + " " + (folder / "a").string()).c_str()) == 0);
  const Checkpoint read = readCheckpoint(folder / "a");
  CHECK(namesIn(read) == Names{"model_weights/lstm_1/lstm_1/kernel:0", "model_weights/lstm_1/lstm_1/bias:0",
                               "model_weights/dense_1/dense_1/kernel:0"});
  CHECK(read.metadata ==
        Metadata{{"keras.version", "2.2.4"}, {"keras.config", R"({"class_name": "Sequential"})"}});
  for (const NamedArray& array : read.arrays) {
    CHECK(array.array.type() == DType::float16);
    CHECK(array.array.toFloats() == std::vector<float>{0, 1, 2, 3, 4, 5});
  }
}
