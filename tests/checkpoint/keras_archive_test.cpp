#include "hdf5_file.h"
#include "messages.h"
#include "random.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;

namespace {

std::string weights(const TemporaryFolder& folder) {
  {
    Hdf5File file(folder / "model.weights.h5");
    file.floats("layers/lstm/cell/vars/0", {2, 4}, {0, 1, 2, 3, 4, 5, 6, 7});
    file.floats("layers/dense/vars/0", {1}, {9});
    file.floats("optimizer/vars/0", {1}, {9});
  }
  return readFile(folder / "model.weights.h5");
}

std::string refusalOf(const std::filesystem::path& path) {
  const std::string message = messageOf([&] { readCheckpoint(path); });
  CHECK(isOneLine(message));
  CHECK_THAT(message, Catch::StartsWith(path.string() + " (Keras archive): "));
  return message;
}

}  // namespace

TEST_CASE("a Keras archive gives its weights, configuration and version") {
  const TemporaryFolder folder;
  const std::string config = R"({"class_name": "Sequential", "config": {"layers": []}})";
  const ZipEntries entries{{"metadata.json", R"({"keras_version": "3.1.0", "date_saved": "2024"})"},
                           {"config.json", config},
                           {"model.weights.h5", weights(folder)}};
  for (const zip_int32_t method : {ZIP_CM_STORE, ZIP_CM_DEFLATE}) {
    const Checkpoint read = readCheckpoint(writeZip(folder, "model.keras", entries, method));
    CHECK(read.container == "Keras archive");
    CHECK(read.metadata ==
          std::map<std::string, std::string>{{"keras.config", config}, {"keras.version", "3.1.0"}});
    REQUIRE(read.arrays.size() == 2);
    CHECK(read.arrays[0].name == "layers/dense/vars/0");
    CHECK(read.arrays[1].name == "layers/lstm/cell/vars/0");
    CHECK(read.arrays[1].array.toFloats() == std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7});
  }
}

TEST_CASE("a Keras archive without configuration gives its weights") {
  const TemporaryFolder folder;
  const auto path =
      writeZip(folder, "m", {{"model.weights.h5", weights(folder)}, {"metadata.json", "[not an object"}});
  const Checkpoint read = readCheckpoint(path);
  CHECK(read.arrays.size() == 2);
  CHECK(read.metadata.empty());
}

TEST_CASE("a damaged Keras archive is refused") {
  const TemporaryFolder folder;
  const std::string whole = weights(folder);
  CHECK_THAT(refusalOf(writeZip(folder, "a", {{"model.weights.h5", ""}})), Catch::Contains("empty"));
  CHECK_THAT(refusalOf(writeZip(folder, "b", {{"model.weights.h5", whole.substr(0, whole.size() / 2)}})),
             Catch::Contains("model.weights.h5"));
  const std::string archive =
      readFile(writeZip(folder, "c", {{"model.weights.h5", whole}, {"config.json", "{}"}}));
  Random random(5);
  for (int change = 0; change < 200; ++change) {
    std::string damaged = archive;
    char& byte = damaged[random.below(archive.size())];
    byte = static_cast<char>(byte ^ static_cast<char>(1 + random.below(255)));
    const auto path = folder.write("changed-" + std::to_string(change), damaged);
    std::vector<float> elements{0, 1, 2, 3, 4, 5, 6, 7};  // or an error: each entry has a checksum
    const std::string message =
        messageOf([&] { elements = readCheckpoint(path).arrays.back().array.toFloats(); });
    INFO(message);
    CHECK(elements == std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7});
    CHECK((message.empty() || isOneLine(message)));
  }
}
