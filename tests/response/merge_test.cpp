#include "rnnvis/response/merge.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/analysis_file.h"
#include "same_analysis.h"
#include "small_case.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <map>

using namespace rnnvis;
using namespace rnnvis::test;
using namespace rnnvis::response;
using Catch::Contains;

namespace {

using Parts = std::vector<std::shared_ptr<const Analysis>>;

AnalyzeOptions limited() {
  AnalyzeOptions options = exactOptions();
  options.sampleLimit = 9;
  return options;
}

MatrixD joined(const Rows& value, const Rows& rest) {
  return value.matrix().cast<double>() + rest.matrix().cast<double>();
}

/// Rows of the words that occur.
MatrixD occurring(const Analysis& analysis, const Rows& values) {
  MatrixD result(values.matrix().rows(), values.matrix().cols());
  Eigen::Index rows = 0;
  for (std::size_t w = 0; w < analysis.words(); ++w)
    if (analysis.count[w] > 0)
      result.row(rows++) = values.matrix().row(static_cast<Eigen::Index>(w)).cast<double>();
  return result.topRows(rows);
}

/// Largest difference relative to the largest value.
double distance(const MatrixD& a, const MatrixD& b) {
  REQUIRE(a.rows() == b.rows());
  REQUIRE(a.cols() == b.cols());
  return a.size() == 0 ? 0 : (a - b).cwiseAbs().maxCoeff() / std::max(1e-300, a.cwiseAbs().maxCoeff());
}

/// Samples of every word by hash.
std::map<std::uint64_t, std::vector<std::uint16_t>> samplesOf(const Analysis& analysis,
                                                              const Responses& responses) {
  std::map<std::uint64_t, std::vector<std::uint16_t>> result;
  const std::size_t columns = responses.samples.columns();
  for (std::size_t i = 0; i < analysis.sampleHashes.size(); ++i) {
    const auto bits = responses.samples.bits().subspan(i * columns, columns);
    result[analysis.sampleHashes[i]].assign(bits.begin(), bits.end());
  }
  return result;
}

void checkEqual(const Analysis& merged, const Analysis& whole) {
  CHECK(merged.count == whole.count);
  CHECK(merged.blocks == whole.blocks);
  CHECK(merged.pairs == whole.pairs);
  CHECK(merged.row == whole.row);
  CHECK(merged.sampleOffsets == whole.sampleOffsets);
  CHECK(merged.info.tokens == whole.info.tokens);
  CHECK(merged.info.documents == whole.info.documents);
  for (std::size_t l = 0; l < whole.layers.size(); ++l) {
    for (const auto& [state, a] : whole.layers[l].responses) {
      CAPTURE(l, nameOf(state));
      const Responses& b = merged.layers[l].responses.at(state);
      const auto exact = [&](const Analysis& analysis, const Rows& value, const Rows& rest) {
        return MatrixD(occurring(analysis, value) + rest.matrix().cast<double>());
      };
      CHECK(distance(exact(whole, a.mean, a.meanRest), exact(merged, b.mean, b.meanRest)) < 1e-12);
      CHECK(distance(exact(whole, a.deviation, a.deviationRest),
                     exact(merged, b.deviation, b.deviationRest)) < 1e-12);
      if (a.written.matrix().size() > 0)
        CHECK(distance(joined(a.written, a.writtenRest), joined(b.written, b.writtenRest)) < 1e-12);
      CHECK(distance(a.products.matrix(), b.products.matrix()) < 1e-12);
      CHECK(distance(a.sums.matrix(), b.sums.matrix()) < 1e-12);
      CHECK(same(a.minimum, b.minimum));
      CHECK(same(a.maximum, b.maximum));
      CHECK(distance(a.explained.matrix().cast<double>(), b.explained.matrix().cast<double>()) < 1e-6);
      CHECK(samplesOf(merged, b) == samplesOf(whole, a));
      for (Eigen::Index row = 0; row < a.error.matrix().rows(); ++row)
        for (Eigen::Index unit = 0; unit < a.error.matrix().cols(); ++unit) {
          const float error = a.error.matrix()(row, unit), got = b.error.matrix()(row, unit);
          if (got != error) REQUIRE(double{got} == Approx(double{error}).epsilon(1e-6));
        }
    }
    for (const auto& [signal, a] : whole.layers[l].values) {
      CAPTURE(l, nameOf(signal));
      const ValueDistribution& b = merged.layers[l].values.at(signal);
      CHECK(same(a.range, b.range));
      CHECK(*a.histogram == *b.histogram);
      // Values are summed in single precision, four at a time.
      CHECK(distance(joined(a.mean, a.meanRest), joined(b.mean, b.meanRest)) < 1e-7);
      CHECK(distance(joined(a.deviation, a.deviationRest), joined(b.deviation, b.deviationRest)) < 1e-7);
      const MatrixD bin = 2 * a.range.matrix().cast<double>() / ValueDistribution::bins;
      for (Eigen::Index q = 0; q < 5; ++q)
        CHECK(((b.quantiles.matrix() - a.quantiles.matrix()).row(q).cast<double>().cwiseAbs() - bin)
                  .maxCoeff() < 0);
    }
  }
}

}  // namespace

TEST_CASE("two halves merged are the whole") {
  const Case which = makeCase(GENERATE("rnn", "lstm", "gru", "nested-lstm"), false);
  const auto whole = analyze(which.model, which.corpus, "test", limited());
  const Parts halves =
      analyzeParts(which.model, which.corpus, "test", splitInHalves(which.corpus, 3), limited());
  REQUIRE(halves.size() == 2);
  checkEqual(*merge(halves), *whole);
  checkEqual(*merge({halves[1], halves[0]}), *whole);
}

TEST_CASE("merging does not depend on the order in which three are brought together") {
  const Case which = makeCase("lstm", false);
  CorpusSplit split = splitInHalves(which.corpus, 3);
  split.names = {"a", "b", "c"};
  for (std::size_t d = 0; d < which.corpus.documents(); ++d)
    for (std::size_t t = which.corpus.starts[d]; t < which.corpus.starts[d + 1]; ++t)
      split.partOf[t] = static_cast<std::int16_t>(d % 3);
  const Parts parts = analyzeParts(which.model, which.corpus, "test", split, limited());
  const auto whole = analyze(which.model, which.corpus, "test", limited());
  checkEqual(*merge(parts), *whole);
  checkEqual(*merge({parts[0], merge({parts[1], parts[2]})}), *whole);
  checkEqual(*merge({merge({parts[2], parts[0]}), parts[1]}), *whole);
}

TEST_CASE("analyses that came from files merge as well as those that did not") {
  const Case which = makeCase("lstm", false);
  const Parts halves =
      analyzeParts(which.model, which.corpus, "test", splitInHalves(which.corpus, 3), limited());
  const TemporaryFolder folder;
  Parts read;
  for (const auto& half : halves) {
    writeAnalysis(folder / "half.rnnvis", *half);
    std::filesystem::rename(folder / "half.rnnvis", folder / (half->info.part + ".rnnvis"));
    read.push_back(readAnalysis(folder / (half->info.part + ".rnnvis")));
  }
  const auto merged = merge(read);
  CHECK(sameStatistics(*merged, *merge(halves)));
  writeAnalysis(folder / "merged.rnnvis", *merged);
  CHECK(sameStatistics(*readAnalysis(folder / "merged.rnnvis"), *merged));
}

TEST_CASE("different texts merge into the analysis of both") {
  const Case which = makeCase("gru", false);
  Random random(63);
  text::Corpus other = corpusOf(random, {3, 9, 1, 14, 8}, 12), both = which.corpus;
  other.sha256 = "other";
  for (std::size_t d = 0; d < other.documents(); ++d) {
    both.ids.insert(both.ids.end(), other.ids.begin() + static_cast<std::ptrdiff_t>(other.starts[d]),
                    other.ids.begin() + static_cast<std::ptrdiff_t>(other.starts[d + 1]));
    both.starts.push_back(both.ids.size());
  }
  both.sha256 = "both";
  const auto a = analyzeAll(which), b = analyzeAll({which.model, other, false}),
             whole = analyzeAll({which.model, both, false});
  const auto merged = merge({a, b});
  CHECK(merged->count == whole->count);
  const auto &got = merged->responses(LayerId{1}, model::Signal::h),
             &expected = whole->responses(LayerId{1}, model::Signal::h);
  CHECK((got.mean.matrix() - expected.mean.matrix()).cwiseAbs().maxCoeff() < 1e-6f);
  CHECK((got.deviation.matrix() - expected.deviation.matrix()).cwiseAbs().maxCoeff() < 1e-6f);
  CHECK(got.samples.rows() == both.ids.size());
  CHECK(merged->info.corpusSha256 == merge({b, a})->info.corpusSha256);
  CHECK(merged->info.corpusSha256 != a->info.corpusSha256);
}

TEST_CASE("losses of merged texts follow one another, where all have them") {
  const bool stream = GENERATE(true, false);
  const Case which = makeCase("gru", stream);
  AnalyzeOptions options = limited();
  options.losses = true;
  const CorpusSplit split = splitInHalves(which.corpus, 3);
  const Parts halves = analyzeParts(which.model, which.corpus, "test", split, options);
  const auto whole = analyze(which.model, which.corpus, "test", options);
  std::vector<float> expected;
  for (const std::int16_t part : {1, 0})
    for (std::size_t d = 0; d < which.corpus.documents(); ++d)
      for (std::size_t t = which.corpus.starts[d]; t < which.corpus.starts[d + 1]; ++t)
        if (split.partOf[t] == part && (stream || t == which.corpus.starts[d]))
          expected.push_back(whole->losses[stream ? t : d]);
  const auto merged = merge({halves[1], halves[0]});
  REQUIRE(merged->losses.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    CHECK((merged->losses[i] == expected[i] || (std::isnan(expected[i]) && std::isnan(merged->losses[i]))));
  const Parts without = analyzeParts(which.model, which.corpus, "test", split, limited());
  CHECK(merge({halves[0], without[1]})->losses.empty());
}

TEST_CASE("what cannot be merged is refused, saying why") {
  const Case which = makeCase("rnn", false);
  const auto whole = analyzeAll(which);
  const auto refuses = [&](auto change, const std::string& reason) {
    auto other = std::make_shared<Analysis>(*whole);
    other->info.corpusSha256 = "other";
    change(*other);
    CHECK_THROWS_WITH(merge({whole, other}), Contains(reason) && !Contains("\n"));
  };
  CHECK_NOTHROW([&] {
    auto other = std::make_shared<Analysis>(*whole);
    other->info.corpusSha256 = "other";
    merge({whole, other});
  }());
  refuses([](Analysis& other) { other.info.modelSha256 = "other"; }, "models differ");
  refuses([](Analysis& other) { other.info.reading.context = model::Context::stream; }, "contexts differ");
  refuses([](Analysis& other) { other.info.seed = 99; }, "seeds differ");
  refuses([](Analysis& other) { other.tokens[3] = "other"; }, "vocabularies");
  refuses([](Analysis& other) { other.layers[1].units = 7; }, "layers differ");
  refuses([](Analysis& other) { other.layers.pop_back(); }, "layers differ");
  refuses([&](Analysis& other) { other.info.corpusSha256 = whole->info.corpusSha256; }, "same text");
  CHECK_THROWS_WITH(merge({whole}), Contains("at least two"));
  CHECK_THROWS_AS(merge({}), Error);
  const Parts halves = analyzeParts(which.model, which.corpus, "test", splitInHalves(which.corpus, 3), {});
  CHECK_THROWS_WITH(merge({halves[0], whole}), Contains("same text"));
  CHECK_THROWS_WITH(merge({halves[0], halves[1], halves[0]}), Contains("same text"));
}

TEST_CASE("a merge that is stopped gives nothing") {
  const Case which = makeCase("rnn", false);
  const Parts halves = analyzeParts(which.model, which.corpus, "test", splitInHalves(which.corpus, 3), {});
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(merge(halves, {source.get_token(), {}}), Cancelled);
}
