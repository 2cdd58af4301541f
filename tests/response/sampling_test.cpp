#include "rnnvis/response/analyze.h"

#include "same_analysis.h"
#include "sample_choice.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace rnnvis;
using namespace rnnvis::test;
using response::AnalyzeOptions;
using response::SampleChoice;

namespace {

AnalyzeOptions withLimit(std::size_t limit, std::size_t batch, unsigned threads, std::uint64_t seed = 1) {
  AnalyzeOptions options;
  options.reading = {std::nullopt, batch, 100, threads};
  options.sampleLimit = limit;
  options.seed = seed;
  return options;
}

text::Corpus longStream() {
  Random random(71);
  return streamOf(random, 6000, 12);
}

/// A stream of one word.
text::Corpus repeated(std::size_t length) {
  text::Corpus corpus;
  corpus.ids.assign(length, WordId{0});
  corpus.starts = {0, length};
  corpus.sha256 = "repeated";
  return corpus;
}

}  // namespace

TEST_CASE("a limit keeps so many occurrences of each word, all of rarer ones, in the order of the text") {
  const text::Corpus corpus = longStream();
  const SampleChoice choice = response::chooseSamples(corpus, 12, 40, 1);
  std::vector<std::int64_t> count(12), kept(12);
  std::vector<std::int32_t> last(12, -1);
  for (std::size_t p = 0; p < corpus.ids.size(); ++p) {
    const std::size_t word = corpus.ids[p].index();
    ++count[word];
    if (choice.rowOf[p] == SampleChoice::none) continue;
    ++kept[word];
    CHECK(choice.rowOf[p] > last[word]);
    last[word] = choice.rowOf[p];
    CHECK(choice.rowOf[p] >= choice.offsets[word]);
    CHECK(choice.rowOf[p] < choice.offsets[word + 1]);
  }
  for (std::size_t w = 0; w < 12; ++w) {
    CHECK(kept[w] == std::min<std::int64_t>(40, count[w]));
    CHECK(choice.offsets[w + 1] - choice.offsets[w] == kept[w]);
  }
}

TEST_CASE("every occurrence is as likely to be kept as another") {
  const text::Corpus corpus = repeated(50);
  std::vector<int> times(50);
  constexpr int seeds = 4000;
  for (int seed = 0; seed < seeds; ++seed) {
    const auto choice = response::chooseSamples(corpus, 1, 10, static_cast<std::uint64_t>(seed));
    for (std::size_t p = 0; p < 50; ++p) times[p] += choice.rowOf[p] != SampleChoice::none;
  }
  // 800 expected, a standard deviation of 25; the same seeds give the same numbers.
  CHECK(*std::min_element(times.begin(), times.end()) > 800 - 100);
  CHECK(*std::max_element(times.begin(), times.end()) < 800 + 100);
}

TEST_CASE("the seed and the corpus choose the sample") {
  text::Corpus corpus = repeated(1000);
  const auto rows = response::chooseSamples(corpus, 1, 100, 1).rowOf;
  CHECK(response::chooseSamples(corpus, 1, 100, 1).rowOf == rows);
  CHECK(response::chooseSamples(corpus, 1, 100, 2).rowOf != rows);
  corpus.sha256 = "another";
  CHECK(response::chooseSamples(corpus, 1, 100, 1).rowOf != rows);
}

TEST_CASE("positions for quantiles of values are at most so many") {
  const text::Corpus corpus = repeated(5000);
  const auto rows = response::choosePositions(corpus, 4096, 1);
  std::vector<bool> taken(4096);
  std::size_t kept = 0;
  for (std::int32_t row : rows) {
    if (row < 0) continue;
    ++kept;
    CHECK_FALSE(taken.at(static_cast<std::size_t>(row)));
    taken[static_cast<std::size_t>(row)] = true;
  }
  CHECK(kept == 4096);
}

TEST_CASE("an analysis does not depend on the number of threads, bit for bit") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = longStream();
  const auto one = analyze(model, corpus, "test", withLimit(20, 9, 1));
  const auto three = analyze(model, corpus, "test", withLimit(20, 9, 3));
  CHECK(sameStatistics(*one, *three));
  CHECK_FALSE(sameStatistics(*one, *analyze(model, corpus, "test", withLimit(20, 9, 1, 2))));
}

TEST_CASE("samples are of the same occurrences however the stream is cut") {
  SmallModel small;
  small.scale = 0.4;
  const model::TextModel model = textModelOf(small);
  const text::Corpus corpus = longStream();
  const auto exact = analyze(model, corpus, "test", withLimit(20, 1, 2));
  const auto parts = analyze(model, corpus, "test", withLimit(20, 9, 2));
  REQUIRE(parts->info.reading.batch == 9);
  CHECK(parts->sampleOffsets == exact->sampleOffsets);
  const auto& a = exact->responses(LayerId{1}, model::Signal::c).samples;
  const auto& b = parts->responses(LayerId{1}, model::Signal::c).samples;
  double worst = 0;
  for (std::size_t row = 0; row < a.rows(); ++row)
    for (std::size_t unit = 0; unit < 6; ++unit)
      worst = std::max(worst, std::abs(double{a.at(row, unit)} - double{b.at(row, unit)}));
  CHECK(worst < 2e-3);
}
