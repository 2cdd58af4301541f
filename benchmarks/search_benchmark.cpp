// Searching a text of 1,000,000 tokens, King James repeated, with the bundled LSTM: run once to have text and
// model read and indexed into $XDG_CACHE_HOME, then again for the times.

#include "rnnvis/response/cache.h"
#include "rnnvis/response/state_index.h"
#include "rnnvis/search/passages.h"
#include "rnnvis/search/unit_effects.h"
#include "rnnvis/search/words.h"

#include "paths.h"

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

using namespace rnnvis;

namespace {

constexpr std::size_t tokens = 1'000'000;
constexpr LayerId layer{1};
constexpr auto state = model::Signal::c;

text::Corpus repeated(text::Corpus corpus) {
  const text::Corpus once = corpus;
  for (std::size_t d = 0; corpus.ids.size() < tokens; d = (d + 1) % once.documents()) {
    for (std::size_t t = once.starts[d]; t < once.starts[d + 1] && corpus.ids.size() < tokens; ++t)
      corpus.ids.push_back(once.ids[t]);
    corpus.starts.push_back(corpus.ids.size());
  }
  corpus.sha256 += " repeated";
  return corpus;
}

struct Subject {
  std::shared_ptr<const model::TextModel> model =
      model::openModel(test::sourceFolder() / "models/kjv-lstm-128x2");
  text::Corpus corpus =
      repeated(openCorpus(*model, (test::referenceFolder() / "data/kjv/train.txt").string()));
  std::shared_ptr<const response::Analysis> analysis = response::analyzeCached(*model, corpus, "kjv", {});

  std::shared_ptr<const response::StateIndex> index() const {
    return indexStatesCached(*model, corpus, *analysis, layer, state, {});
  }
};

const Subject& subject() {
  static const Subject the;
  return the;
}

search::PassageQuery query(std::size_t units, bool isMean) {
  search::PassageQuery query;
  query.atLeast = 3;
  std::vector<search::UnitCondition> each;
  search::MeanCondition mean;
  for (std::size_t u = 0; u < units; ++u) {
    each.push_back({UnitId{static_cast<std::int32_t>(u)}, search::Direction::above, 0.0});
    mean.units.push_back(each.back().unit);
    mean.polarity.push_back(1);
  }
  if (isMean)
    query.where = mean;
  else
    query.where = each;
  return query;
}

/// Lets the system forget the pages of the cache's files.
void forgetPages() {
  for (const auto& file : response::cachedFiles()) {
    const int descriptor = ::open(file.path.c_str(), O_RDONLY);
    ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    ::close(descriptor);
  }
}

void warm(benchmark::State& run) {
  const auto index = subject().index();
  const auto asked = query(static_cast<std::size_t>(run.range(0)), run.range(1) != 0);
  std::size_t found = findPassages(*index, subject().corpus, asked).count;
  for (auto _ : run) found = findPassages(*index, subject().corpus, asked).count;
  run.counters["hits"] = static_cast<double>(found);
}

/// From the file on: opened, its columns checked, none of it in memory.
void cold(benchmark::State& run) {
  (void)subject().index();
  const auto asked = query(static_cast<std::size_t>(run.range(0)), run.range(1) != 0);
  for (auto _ : run) {
    run.PauseTiming();
    forgetPages();
    run.ResumeTiming();
    benchmark::DoNotOptimize(findPassages(*subject().index(), subject().corpus, asked).count);
  }
}

void words(benchmark::State& run) {
  search::WordQuery asked;
  asked.pattern = "^(be|for).*(ing|ed)$";
  for (auto _ : run)
    benchmark::DoNotOptimize(findWords(asked, subject().analysis->tokens, subject().analysis->count));
}

void units(benchmark::State& run) {
  const auto he = search::wordsOf(*subject().analysis, "he"),
             she = search::wordsOf(*subject().analysis, "she");
  for (auto _ : run) benchmark::DoNotOptimize(search::separating(*subject().analysis, layer, state, he, she));
}

BENCHMARK(warm)
    ->ArgNames({"units", "mean"})
    ->Args({1, 0})
    ->Args({3, 0})
    ->Args({13, 1})
    ->Args({128, 1})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(cold)
    ->ArgNames({"units", "mean"})
    ->Args({1, 0})
    ->Args({3, 0})
    ->Args({13, 1})
    ->Args({128, 1})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(11);
BENCHMARK(words)->Unit(benchmark::kMillisecond);
BENCHMARK(units)->Unit(benchmark::kMillisecond);

}  // namespace
