#pragma once

#include "rnnvis/response/analysis.h"

#include <filesystem>
#include <memory>

namespace rnnvis::response {

/// The version of the files that are written and read.
inline constexpr int analysisFormat = 3;

/// Writes an analysis as a safetensors file (docs/analysis-file.md), atomically. A stop request
/// leaves what was there before.
void writeAnalysis(const std::filesystem::path& path, const Analysis& analysis,
                   const RunControl& control = {});

/// Reads one back; statistics stay mapped from the file. Throws Error naming the file and the array for a
/// file that is not an analysis, of another format version, whose arrays disagree with one another, or whose
/// arrays are not the bytes that were written.
std::shared_ptr<const Analysis> readAnalysis(const std::filesystem::path& path);

}  // namespace rnnvis::response
