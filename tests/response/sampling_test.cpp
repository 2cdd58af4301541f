#include "rnnvis/response/analyze.h"

#include "same_analysis.h"
#include "sample_choice.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

using namespace rnnvis;
using namespace rnnvis::test;
using response::AnalyzeOptions;
using response::SampleChoice;
using response::StatisticRows;

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
  const StatisticRows rows(corpus, nullptr, 12);
  REQUIRE(rows.size() == 12);
  const SampleChoice choice = response::chooseSamples(corpus, rows, 40, 1);
  CHECK(std::ranges::is_sorted(choice.offsets));
  REQUIRE(choice.offsets.back() == static_cast<std::int64_t>(choice.positions.size()));
  std::vector<std::int64_t> kept(12);
  for (std::size_t p = 0; p < corpus.ids.size(); ++p) {
    const std::int64_t place = choice.at(rows.at(p), static_cast<std::int64_t>(p));
    if (place == SampleChoice::none) continue;
    const std::size_t word = corpus.ids[p].index();
    CHECK(choice.positions[static_cast<std::size_t>(place)] == static_cast<std::int64_t>(p));
    CHECK(place == choice.offsets[word] + kept[word]++);  // Ascending.
  }
  for (std::size_t w = 0; w < 12; ++w) {
    CHECK(kept[w] == std::min<std::int64_t>(40, rows.count(w)));
    CHECK(choice.offsets[w + 1] - choice.offsets[w] == kept[w]);
  }
}

TEST_CASE("the samples are those with the smallest hashes") {
  const text::Corpus corpus = repeated(300);
  const response::PositionHash hash(corpus, 7);
  std::vector<std::pair<std::uint64_t, std::int64_t>> all;
  for (std::size_t p = 0; p < 300; ++p) all.emplace_back(hash(p), static_cast<std::int64_t>(p));
  std::sort(all.begin(), all.end());
  std::vector<std::int64_t> expected;
  for (std::size_t i = 0; i < 20; ++i) expected.push_back(all[i].second);
  std::sort(expected.begin(), expected.end());
  CHECK(response::chooseSamples(corpus, {corpus, nullptr, 1}, 20, 7).positions == expected);
}

TEST_CASE("every occurrence is as likely to be kept as another") {
  const text::Corpus corpus = repeated(50);
  const StatisticRows rows(corpus, nullptr, 1);
  std::vector<int> times(50);
  constexpr int seeds = 4000;
  for (int seed = 0; seed < seeds; ++seed)
    for (std::int64_t p :
         response::chooseSamples(corpus, rows, 10, static_cast<std::uint64_t>(seed)).positions)
      ++times[static_cast<std::size_t>(p)];
  // 800 expected, a standard deviation of 25; the same seeds give the same numbers.
  CHECK(*std::min_element(times.begin(), times.end()) > 800 - 100);
  CHECK(*std::max_element(times.begin(), times.end()) < 800 + 100);
}

TEST_CASE("the seed and the corpus choose the sample") {
  text::Corpus corpus = repeated(1000);
  const auto chosen = [&](std::uint64_t seed) {
    return response::chooseSamples(corpus, {corpus, nullptr, 1}, 100, seed).positions;
  };
  const auto positions = chosen(1);
  CHECK(chosen(1) == positions);
  CHECK(chosen(2) != positions);
  corpus.sha256 = "another";
  CHECK(chosen(1) != positions);
}

TEST_CASE("positions for quantiles of values are at most so many in each part") {
  const text::Corpus corpus = repeated(9000);
  response::CorpusSplit split{{"a", "b"}, std::vector<std::int16_t>(9000, 0)};
  std::fill(split.partOf.begin() + 6000, split.partOf.end(), std::int16_t{1});
  split.partOf[8999] = -1;
  const auto positions = response::choosePositions(corpus, {corpus, &split, 1}, 4096, 1);
  REQUIRE(positions.size() == 2);
  CHECK(positions[0].size() == 4096);
  CHECK(positions[1].size() == 2999);  // All.
  for (const auto& ofPart : positions)
    CHECK(std::ranges::adjacent_find(ofPart, std::greater_equal()) == ofPart.end());
  CHECK(positions[0].back() < 6000);
  CHECK(positions[1].front() == 6000);
}

TEST_CASE("a budget lowers the limit to what fits, and never below one") {
  const text::Corpus corpus = longStream();
  const StatisticRows rows(corpus, nullptr, 12);
  const auto bytesAt = [&](std::size_t limit) {
    std::size_t samples = 0;
    for (std::size_t row = 0; row < rows.size(); ++row)
      samples += std::min(limit, static_cast<std::size_t>(rows.count(row)));
    return 10 * samples;
  };
  CHECK(response::limitWithin(rows, 256, 10, std::size_t{1} << 30) == 256);
  CHECK(response::limitWithin(rows, 256, 10, 0) == 1);
  for (const std::size_t budget : {500, 1000, 5000, 12345}) {
    const std::size_t limit = response::limitWithin(rows, 256, 10, budget);
    CHECK(bytesAt(limit) <= budget);
    CHECK(bytesAt(limit + 1) > budget);
  }
}

TEST_CASE("an analysis says how many samples were wanted and how many there was room for") {
  const model::TextModel model = textModelOf(SmallModel{});
  const text::Corpus corpus = longStream();
  AnalyzeOptions options = withLimit(40, 1, 1);
  options.sampleBudget = 10 * 12 * 2 * 4 * 6;  // Ten of each word, of c and h of two layers of six units.
  const auto limited = analyze(model, corpus, "test", options);
  CHECK(limited->info.samplesWanted == 40);
  CHECK(limited->info.sampleLimit == 10);
  CHECK(limited->sampleOffsets.back() == 120);
  options.sampleLimit = 0;
  const auto all = analyze(model, corpus, "test", options);
  CHECK(all->info.samplesWanted == 0);
  CHECK(all->info.sampleLimit == 0);
  CHECK(all->sampleOffsets.back() == 6000);
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
