#pragma once

#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/response/analysis.h"

#include <filesystem>

namespace rnnvis::response {

/// The file of an analysis that is being made: its responses are written where they lie in the file, so that
/// they are neither held in memory beside it nor copied.
class AnalysisOutput {
 public:
  /// Lays out the file of `analysis`, whose counts are known and whose arrays have their sizes, and moves its
  /// responses, still zero, into it. Throws Error where there is no room on the disk.
  AnalysisOutput(const std::filesystem::path& path, Analysis& analysis);

  /// As MappedOutput::startWriting().
  void startWriting() { m_file.startWriting(); }
  /// Puts the file of the finished analysis at its place. Not reached, or where it throws Error, nothing is
  /// left there; the analysis stays usable.
  void commit(const Analysis& analysis);

 private:
  checkpoint::SafetensorsOutput m_file;
};

}  // namespace rnnvis::response
