#pragma once

#include "rnnvis/response/analysis_file.h"
#include "rnnvis/response/cache.h"
#include "small_model.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

namespace rnnvis::test {

/// A model and a cache of its own.
class CacheFixture {
 public:
  CacheFixture() {
    ::setenv("XDG_CACHE_HOME", (m_folder / "cache").c_str(), 1);
    ::unsetenv("RNNVIS_CACHE_LIMIT");
    Random random(91);
    m_path = writeModel(m_folder, "m", {.hidden = 3}, randomText(random, 30, 12));
  }
  ~CacheFixture() {
    ::unsetenv("XDG_CACHE_HOME");
    ::unsetenv("RNNVIS_CACHE_LIMIT");
  }

 protected:
  std::shared_ptr<const response::Analysis> analyzed(const response::AnalyzeOptions& options = {},
                                                     const RunControl& control = {}) const {
    return response::analyzeCached(*model::openModel(m_path), "test", options, control);
  }
  /// Every file in the cache folder, whatever it is.
  static std::vector<std::filesystem::path> allFiles() {
    std::vector<std::filesystem::path> files;
    if (std::filesystem::exists(response::cacheFolder()))
      for (const auto& entry : std::filesystem::recursive_directory_iterator(response::cacheFolder()))
        if (!entry.is_directory()) files.push_back(entry.path());
    return files;
  }
  static std::vector<std::filesystem::path> cached() {
    std::vector<std::filesystem::path> files = allFiles();
    std::erase_if(files, [](const auto& file) { return file.extension() != ".rnnvis"; });
    return files;
  }
  /// Puts other numbers into the only cached file, to be recognised by.
  static void mark() {
    response::Analysis marked = *response::readAnalysis(cached().at(0));
    marked.info.programVersion = "marked";
    writeAnalysis(cached().at(0), marked);
  }

  TemporaryFolder m_folder;
  std::filesystem::path m_path;
};

}  // namespace rnnvis::test
