#pragma once

#include "rnnvis/base/error.h"
#include "rnnvis/response/analysis.h"
#include "rnnvis/response/corpus_split.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rnnvis::response {

struct AnalyzeOptions {
  model::ReadingOptions reading;
  std::size_t sampleLimit = 256;  ///< Whole responses kept a word; 0: all.
  /// Bytes that samples may take in all; fewer are kept a word where they would take more, unless all are.
  std::size_t sampleBudget = std::size_t{1} << 30;
  std::uint64_t seed = 1;  ///< Of the samples.
  bool losses = false;     ///< Whether predictions are made too, and their losses kept: takes longer.
};

/// Runs a corpus through a model and gathers the statistics of every layer, state and gate. Moments are of
/// all counted tokens, in double (of values, sums of four in single precision); samples are the occurrences
/// with the smallest hashes of (seed, corpus, position), so that they are uniform and depend on nothing else.
/// The result does not depend on the number of threads. Memory grows with words × units, not with tokens.
/// Throws as model::readCorpus does, and Error for a corpus of one token; where losses are asked for, as
/// model::PredictionReader does.
std::shared_ptr<const Analysis> analyze(const model::TextModel& model, const text::Corpus& corpus,
                                        const std::string& corpusName, const AnalyzeOptions& options,
                                        const RunControl& control = {});

/// The same, written to `path` (analysis_file.h): statistics are worked out in the file's own pages, from
/// which the result stays mapped, rather than held in memory and copied. Nothing is at `path` before all of
/// it is. Throws Error where the file cannot be written; with `onFailure` that is called instead, and the
/// analysis is returned without the file.
std::shared_ptr<const Analysis> analyzeInto(const std::filesystem::path& path, const model::TextModel& model,
                                            const text::Corpus& corpus, const std::string& corpusName,
                                            const AnalyzeOptions& options, const RunControl& control = {},
                                            const std::function<void(const Error&)>& onFailure = {});

/// Analyses of each part of the corpus that has a token, in memory, from one reading of the whole.
std::vector<std::shared_ptr<const Analysis>> analyzeParts(
    const model::TextModel& model, const text::Corpus& corpus, const std::string& corpusName,
    const CorpusSplit& split, const AnalyzeOptions& options, const RunControl& control = {});

}  // namespace rnnvis::response
