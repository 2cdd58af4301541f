#include "hdf5_file.h"
#include "messages.h"
#include "random.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;

namespace {

std::string smallModel(const TemporaryFolder& folder) {
  const std::vector<float> values(24 * 8, 0.5f);
  {
    Hdf5File file(folder / "whole");
    file.dataset("model_weights/lstm/lstm/kernel:0", H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, {24, 8}, values.data(),
                 {8, 8});
    file.floats("model_weights/lstm/lstm/bias:0", {8}, std::vector<float>(8, 1.0f));
    file.strings("model_weights", "layer_names", {"lstm"});
    file.strings("model_weights/lstm", "weight_names", {"lstm/kernel:0", "lstm/bias:0"});
    file.text("", "model_config", R"({"class_name": "Sequential"})");
  }
  return readFile(folder / "whole");
}

/// HDF5 as Keras writes it has no checksums: a changed element is read, so is a changed name. All that is
/// asked is that reading ends in arrays or in an error of one line.
bool endsWell(const std::filesystem::path& path) {
  try {
    return !readCheckpoint(path).arrays.empty();
  } catch (const Error& error) {
    return isOneLine(error.what());
  }
}

}  // namespace

TEST_CASE("a truncated HDF5 file is refused") {
  const TemporaryFolder folder;
  const std::string whole = smallModel(folder);
  for (std::size_t part = 0; part < 64; ++part) {
    INFO(part);
    const auto path = folder.write(std::to_string(part), whole.substr(0, whole.size() * part / 64));
    CHECK(isOneLine(messageOf([&] { readCheckpoint(path); })));
  }
}

TEST_CASE("a damaged HDF5 file ends in arrays or an error") {
  const TemporaryFolder folder;
  const std::string whole = smallModel(folder);
  Random random(11);
  int wrong = 0;
  for (int change = 0; change < 1000; ++change) {
    std::string damaged = whole;
    char& byte = damaged[random.below(whole.size())];
    byte = static_cast<char>(byte ^ static_cast<char>(1 + random.below(255)));
    wrong += !endsWell(folder.write(std::to_string(change), damaged));
  }
  CHECK(wrong == 0);
}
