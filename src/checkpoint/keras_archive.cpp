#include "keras_archive.h"

#include "describe.h"
#include "hdf5_child.h"
#include "hdf5_read.h"
#include "rnnvis/base/error.h"
#include "zip_archive.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rnnvis::checkpoint {
namespace {

std::string textOf(const ZipArchive& archive, const std::string& name, Budget& budget) {
  if (!archive.contains(name)) return {};
  const auto bytes = archive.read(name, budget);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string versionIn(const std::string& metadata) {
  const auto parsed = nlohmann::json::parse(metadata, nullptr, false);
  if (!parsed.is_object()) return {};
  const auto version = parsed.find("keras_version");
  return version != parsed.end() && version->is_string() ? version->get<std::string>() : std::string();
}

Checkpoint readWeights(const ZipArchive& archive, Budget& budget) {
  const auto weights =
      std::ranges::find_if(archive.names(), [](const std::string& name) { return name.ends_with(".h5"); });
  if (weights == archive.names().end()) fail("it holds no weights (*.h5); save the model again");
  const auto bytes = archive.read(*weights, budget);
  try {
    return readHdf5(memoryFile(bytes));
  } catch (const Error& error) {
    fail("{}: {}", inQuotes(*weights), error.what());
  }
}

}  // namespace

Checkpoint readKerasArchive(std::span<const std::byte> bytes) {
  const ZipArchive archive(bytes);
  Budget budget(bytes.size());
  Checkpoint checkpoint = readWeights(archive, budget);
  checkpoint.container = "Keras archive";
  const auto set = [&](const std::string& key, std::string text) {
    if (!text.empty()) checkpoint.metadata[key] = std::move(text);
  };
  set("keras.config", textOf(archive, "config.json", budget));
  set("keras.version", versionIn(textOf(archive, "metadata.json", budget)));
  return checkpoint;
}

}  // namespace rnnvis::checkpoint
