#include "rnnvis/response/cache.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/sha256.h"
#include "rnnvis/response/analysis_file.h"

#include <spdlog/spdlog.h>

#include <cstdlib>

namespace rnnvis::response {
namespace {

std::string keyOf(const model::TextModel& model, const text::Corpus& corpus, const AnalyzeOptions& options) {
  const model::ReadingOptions& reading = options.reading;
  const auto context = reading.context.value_or(defaultContext(model));
  return Sha256()
      .add(fmt::format("{} {} {} {} {} {} {} {}", RNNVIS_VERSION, model.sha256, corpus.sha256,
                       nameOf(context), reading.batch, reading.warmup, options.sampleLimit, options.seed))
      .hexDigest();
}

/// The same analysis under today's names: the key does not hold them.
std::shared_ptr<const Analysis> named(const Analysis& cached, const model::TextModel& model,
                                      const std::string& corpusName) {
  auto result = std::make_shared<Analysis>(cached);
  result->info.modelName = model.manifest.name;
  result->info.corpusName = corpusName;
  return result;
}

}  // namespace

std::filesystem::path cacheFolder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache && *cache == '/') return std::filesystem::path(cache) / "rnnvis";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home ? home : "/tmp") / ".cache" / "rnnvis";
}

std::shared_ptr<const Analysis> analyzeCached(const model::TextModel& model, const std::string& corpusName,
                                              const AnalyzeOptions& options, const RunControl& control) {
  const text::Corpus corpus = openCorpus(model, corpusName);
  const std::filesystem::path file = cacheFolder() / (keyOf(model, corpus, options) + ".rnnvis");
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) {
    try {
      const auto cached = readAnalysis(file);
      if (cached->info.modelSha256 == model.sha256 && cached->info.corpusSha256 == corpus.sha256)
        return named(*cached, model, corpusName);
    } catch (const Error& error) {
      spdlog::warn("computing again what the cache holds damaged: {}", error.what());
    }
  }
  auto analysis = analyze(model, corpus, corpusName, options, control);
  try {
    writeAnalysis(file, *analysis);
  } catch (const Error& error) {
    spdlog::warn("the analysis is not kept for the next time: {}", error.what());
  }
  return analysis;
}

}  // namespace rnnvis::response
