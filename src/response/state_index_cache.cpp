#include "cache_store.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/sha256.h"
#include "rnnvis/response/cache.h"
#include "rnnvis/response/state_index.h"

#include <spdlog/spdlog.h>

namespace rnnvis::response {
namespace {

std::filesystem::path fileOf(const model::TextModel& model, const text::Corpus& corpus, LayerId layer,
                             model::Signal state, const IndexOptions& options) {
  const model::ReadingOptions& reading = options.reading;
  const std::string key =
      Sha256()
          .add(fmt::format("states {} {} {} {} {} {} {} {} {}", model.sha256, corpus.sha256,
                           nameOf(contextOf(model, reading)), reading.batch, reading.warmup, layer.value,
                           nameOf(state), options.budget, options.passage))
          .hexDigest();
  return cacheFolderOfThisVersion() / (key + ".states.rnnvis");
}

bool isOf(const IndexInfo& info, const Analysis& analysis, LayerId layer, model::Signal state) {
  return info.modelSha256 == analysis.info.modelSha256 && info.corpusSha256 == analysis.info.corpusSha256 &&
         info.corpusTokens == analysis.info.tokens && info.layer == layer && info.state == state;
}

/// What the file holds; nullptr where it is absent, damaged or of something else.
std::shared_ptr<const StateIndex> read(const std::filesystem::path& file, const Analysis& analysis,
                                       LayerId layer, model::Signal state) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return nullptr;
  try {
    auto index = readStateIndex(file);
    if (!isOf(index->info(), analysis, layer, state) ||
        index->units() != analysis.layers[layer.index()].sizeOf(state))
      return nullptr;
    touch(file);
    return index;
  } catch (const Error& error) {
    spdlog::warn("indexing again what the cache holds damaged: {}", error.what());
    return nullptr;
  }
}

}  // namespace

std::shared_ptr<const StateIndex> indexStatesCached(const model::TextModel& model, const text::Corpus& corpus,
                                                    const Analysis& analysis, LayerId layer,
                                                    model::Signal state, const IndexOptions& options,
                                                    const RunControl& control) {
  (void)analysis.responses(layer, state);
  const std::filesystem::path file = fileOf(model, corpus, layer, state, options);
  if (auto cached = read(file, analysis, layer, state)) return cached;
  const CacheLock lock(file, control);
  if (auto cached = read(file, analysis, layer, state)) return cached;  // Somebody was faster.
  const auto make = [&](const std::filesystem::path& path) {
    return indexStates(model, corpus, analysis, layer, state, options, control, path);
  };
  if (cacheLimit() == 0) return make({});
  try {
    auto index = make(file);
    evict(file);
    return index;
  } catch (const Error& error) {
    // A text that cannot be read fails again, and says so.
    auto index = make({});
    spdlog::warn("the index is not kept for the next time: {}", error.what());
    return index;
  }
}

}  // namespace rnnvis::response
