#pragma once

#include "rnnvis/response/analyze.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace rnnvis::response {

/// $XDG_CACHE_HOME/rnnvis, or ~/.cache/rnnvis. Analyses lie in a folder of it a version of the program.
std::filesystem::path cacheFolder();

/// analyze(), or what it gave before: results are kept in the cache folder under a key of the model, the
/// corpus and all options but the number of threads. A damaged or stale file is computed anew; a cache that
/// cannot be written costs a warning in the log. Where another program computes the same, it is waited for.
/// Afterwards the files that went unused for longest are removed until the cache is within cacheLimit().
std::shared_ptr<const Analysis> analyzeCached(const model::TextModel& model, const std::string& corpusName,
                                              const AnalyzeOptions& options, const RunControl& control = {});
std::shared_ptr<const Analysis> analyzeCached(const model::TextModel& model, const text::Corpus& corpus,
                                              const std::string& corpusName, const AnalyzeOptions& options,
                                              const RunControl& control = {});

/// What analyzeCached() would take from the cache; nullptr where it would have to compute.
std::shared_ptr<const Analysis> findCached(const model::TextModel& model, const text::Corpus& corpus,
                                           const std::string& corpusName, const AnalyzeOptions& options);

/// A file of the cache.
struct CachedFile {
  std::filesystem::path path;
  std::uint64_t bytes = 0;
  std::chrono::nanoseconds used{};  ///< When it was written or last read, since 1970.
  bool isOld = false;               ///< Of another version of the program.
};

/// Every file of the cache, the one that would be removed first first.
std::vector<CachedFile> cachedFiles();
/// Removes all of them.
void clearCache();

/// The number of bytes that the cache may hold: the environment variable RNNVIS_CACHE_LIMIT, else what
/// setCacheLimit() kept, else 4 GiB. The file that was written last may exceed it on its own.
std::uint64_t cacheLimit();
/// Keeps the limit for the programs to come and brings the cache within it. Throws Error where it cannot be
/// written.
void setCacheLimit(std::uint64_t bytes);
/// "500", "1.5G": a number of bytes, or of K, M, G or T of 1,024 each. Throws Error for anything else.
std::uint64_t parseSize(const std::string& text);

}  // namespace rnnvis::response
