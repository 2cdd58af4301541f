#include "rnnvis/response/cache.h"

#include "cache_store.h"
#include "rnnvis/base/error.h"
#include "rnnvis/base/sha256.h"
#include "rnnvis/response/analysis_file.h"

#include <spdlog/spdlog.h>

#include <cstdlib>

namespace rnnvis::response {
namespace {

/// Where the analysis is kept, under a key of all that it depends on.
std::filesystem::path fileOf(const model::TextModel& model, const text::Corpus& corpus,
                             const AnalyzeOptions& options) {
  const model::ReadingOptions& reading = options.reading;
  const auto context = reading.context.value_or(defaultContext(model));
  const std::string key =
      Sha256()
          .add(fmt::format("{} {} {} {} {} {} {}", model.sha256, corpus.sha256, nameOf(context),
                           reading.batch, reading.warmup, options.sampleLimit, options.seed))
          .hexDigest();
  return cacheFolderOfThisVersion() / (key + ".rnnvis");
}

/// The same analysis under today's names: the key does not hold them.
std::shared_ptr<const Analysis> named(const Analysis& cached, const model::TextModel& model,
                                      const std::string& corpusName) {
  auto result = std::make_shared<Analysis>(cached);
  result->info.modelName = model.manifest.name;
  result->info.corpusName = corpusName;
  return result;
}

/// What the file holds; nullptr where it is absent, damaged or of something else.
std::shared_ptr<const Analysis> read(const std::filesystem::path& file, const model::TextModel& model,
                                     const text::Corpus& corpus, const std::string& corpusName) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return nullptr;
  try {
    const auto cached = readAnalysis(file);
    if (cached->info.modelSha256 != model.sha256 || cached->info.corpusSha256 != corpus.sha256)
      return nullptr;
    touch(file);
    return named(*cached, model, corpusName);
  } catch (const Error& error) {
    spdlog::warn("computing again what the cache holds damaged: {}", error.what());
    return nullptr;
  }
}

}  // namespace

std::filesystem::path cacheFolder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache && *cache == '/') return std::filesystem::path(cache) / "rnnvis";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home ? home : "/tmp") / ".cache" / "rnnvis";
}

std::shared_ptr<const Analysis> findCached(const model::TextModel& model, const text::Corpus& corpus,
                                           const std::string& corpusName, const AnalyzeOptions& options) {
  return read(fileOf(model, corpus, options), model, corpus, corpusName);
}

std::shared_ptr<const Analysis> analyzeCached(const model::TextModel& model, const std::string& corpusName,
                                              const AnalyzeOptions& options, const RunControl& control) {
  return analyzeCached(model, openCorpus(model, corpusName), corpusName, options, control);
}

std::shared_ptr<const Analysis> analyzeCached(const model::TextModel& model, const text::Corpus& corpus,
                                              const std::string& corpusName, const AnalyzeOptions& options,
                                              const RunControl& control) {
  const std::filesystem::path file = fileOf(model, corpus, options);
  if (auto cached = read(file, model, corpus, corpusName)) return cached;
  const CacheLock lock(file, control);
  if (auto cached = read(file, model, corpus, corpusName)) return cached;  // Somebody was faster.
  if (cacheLimit() == 0) return analyze(model, corpus, corpusName, options, control);
  auto analysis = analyzeInto(file, model, corpus, corpusName, options, control, [](const Error& error) {
    spdlog::warn("the analysis is not kept for the next time: {}", error.what());
  });
  evict(file);
  return analysis;
}

}  // namespace rnnvis::response
