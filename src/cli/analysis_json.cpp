#include "analysis_json.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::cli {
namespace {

/// Over the predictions; NaN where there is none.
double meanLoss(const std::vector<float>& losses) {
  double sum = 0;
  std::size_t count = 0;
  for (float loss : losses)
    if (!std::isnan(loss)) sum += double{loss}, ++count;
  return sum / static_cast<double>(count);
}

}  // namespace

nlohmann::json toJson(const response::Analysis& analysis) {
  const response::AnalysisInfo& info = analysis.info;
  nlohmann::json result{
      {"model", info.modelName},
      {"corpus", info.corpusName},
      {"tokens", info.tokens},
      {"documents", info.documents},
      {"unknown", info.unknown},
      {"skipped", info.skipped},
      {"words", std::ranges::count_if(analysis.count, [](std::int64_t count) { return count > 0; })},
      {"words_in_one_block", std::ranges::count(analysis.blocks, 1)},
      {"context", nameOf(info.reading.context)},
      {"batch", info.reading.batch},
      {"warmup", info.reading.warmup},
      {"residual", info.reading.residual},
      {"samples", info.sampleLimit},
      {"samples_wanted", info.samplesWanted},
      {"seed", info.seed}};
  if (!info.part.empty()) result["part"] = info.part;
  if (!analysis.losses.empty()) result["loss"] = meanLoss(analysis.losses);
  return result;
}

}  // namespace rnnvis::cli
