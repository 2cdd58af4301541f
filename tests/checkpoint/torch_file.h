#pragma once

#include "float_tensor.h"
#include "temporary_folder.h"

#include <zip.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace rnnvis::test {

using ZipEntries = std::vector<std::pair<std::string, std::string>>;

/// Writes a zip archive into the folder.
inline std::filesystem::path writeZip(const TemporaryFolder& folder, const std::string& name,
                                      const ZipEntries& entries, zip_int32_t method = ZIP_CM_STORE) {
  const std::filesystem::path path = folder / name;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  REQUIRE(archive != nullptr);
  for (const auto& [entry, contents] : entries) {
    zip_source_t* source = zip_source_buffer(archive, contents.data(), contents.size(), 0);
    const zip_int64_t index = zip_file_add(archive, entry.c_str(), source, ZIP_FL_ENC_UTF_8);
    REQUIRE(index >= 0);
    REQUIRE(zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), method, 0) == 0);
  }
  REQUIRE(zip_close(archive) == 0);
  return path;
}

/// What torch.save() writes: `value` is the opcodes of the saved value, `storages` the bytes by key.
inline std::filesystem::path writeTorch(const TemporaryFolder& folder, const std::string& value,
                                        const std::map<std::string, std::string>& storages,
                                        ZipEntries more = {}, zip_int32_t method = ZIP_CM_STORE) {
  ZipEntries entries{{"archive/data.pkl", pickle::program(value)}};
  for (const auto& [key, bytes] : storages) entries.emplace_back("archive/data/" + key, bytes);
  entries.emplace_back("archive/version", "3\n");
  entries.insert(entries.end(), more.begin(), more.end());
  return writeZip(folder, "model.pt", entries, method);
}

}  // namespace rnnvis::test
