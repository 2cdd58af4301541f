#pragma once

#include "rnnvis/response/analyze.h"

#include <filesystem>
#include <memory>
#include <string>

namespace rnnvis::response {

/// $XDG_CACHE_HOME/rnnvis, or ~/.cache/rnnvis.
std::filesystem::path cacheFolder();

/// analyze(), or what it gave before: results are kept in the cache folder under a key of the model, the
/// corpus and all options but the number of threads. A damaged or stale file is computed anew; a cache that
/// cannot be written costs a warning in the log.
std::shared_ptr<const Analysis> analyzeCached(const model::TextModel& model, const std::string& corpusName,
                                              const AnalyzeOptions& options, const RunControl& control = {});

}  // namespace rnnvis::response
