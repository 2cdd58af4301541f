#include "rnnvis/response/analysis_file.h"

#include "file_size_limit.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/evaluate.h"
#include "rnnvis/response/analyze.h"
#include "same_analysis.h"
#include "small_text_model.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>
#include <sstream>

using namespace rnnvis;
using namespace rnnvis::test;
using Catch::Contains;
using response::analyze;
using response::analyzeInto;

namespace {

std::shared_ptr<const response::Analysis> smallAnalysis(const std::string& cell = "lstm",
                                                        const std::string& corpusName = "test") {
  SmallModel small;
  small.cell = cell;
  small.hidden = 3;
  Random random(81);
  response::AnalyzeOptions options;
  options.sampleLimit = 7;
  options.seed = 5;
  return analyze(textModelOf(small), streamOf(random, 300, 11), corpusName, options);
}

std::string bytesOf(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

/// What reading such a file says; empty where it is accepted.
std::string problemOf(const std::filesystem::path& path) {
  try {
    response::readAnalysis(path);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t place = text.find(from);
  REQUIRE(place != std::string::npos);
  REQUIRE(from.size() == to.size());
  return text.replace(place, from.size(), to);
}

}  // namespace

TEST_CASE("an analysis comes back from its file bit for bit") {
  const TemporaryFolder folder;
  const auto written = smallAnalysis(GENERATE("rnn", "lstm", "gru", "nested-lstm"));
  writeAnalysis(folder / "a.rnnvis", *written);
  const auto read = response::readAnalysis(folder / "a.rnnvis");
  CHECK(sameStatistics(*read, *written));
  const auto &a = read->info, &b = written->info;
  CHECK(a.modelName == b.modelName);
  CHECK(a.modelSha256 == b.modelSha256);
  CHECK(a.corpusName == b.corpusName);
  CHECK(a.corpusSha256 == b.corpusSha256);
  CHECK(a.programVersion == b.programVersion);
  CHECK(a.cell == b.cell);
  CHECK(a.reading.context == b.reading.context);
  CHECK(a.reading.batch == b.reading.batch);
  CHECK(a.reading.warmup == b.reading.warmup);
  CHECK(a.reading.residual == b.reading.residual);
  CHECK(a.tokens == 300);
  CHECK(a.documents == 1);
  CHECK(a.sampleLimit == 7);
  CHECK(a.samplesWanted == 7);
  CHECK(a.seed == 5);
}

TEST_CASE("an analysis that is worked out in its file is the one worked out in memory") {
  const TemporaryFolder folder;
  const std::string cell = GENERATE("rnn", "lstm", "gru");
  SmallModel small;
  small.cell = cell;
  small.hidden = 3;
  Random random(81);
  const auto model = textModelOf(small);
  const auto corpus = streamOf(random, 300, 9);  // Some words never occur.
  response::AnalyzeOptions options;
  options.sampleLimit = 7;
  const auto expected = analyze(model, corpus, "test", options);
  const auto path = folder / "a.rnnvis";
  const auto mapped = analyzeInto(path, model, corpus, "test", options);
  CHECK(sameStatistics(*mapped, *expected));
  const auto read = response::readAnalysis(path);  // Holds the checksum against every byte.
  CHECK(sameStatistics(*read, *expected));
  CHECK(read->info.reading.context == expected->info.reading.context);
  std::filesystem::remove(path);
  CHECK(sameStatistics(*mapped, *expected));
}

TEST_CASE("an analysis whose file finds no room fails early, or goes on without it") {
  const TemporaryFolder folder;
  Random random(81);
  const auto model = textModelOf({});
  const auto corpus = streamOf(random, 300, 9);
  const auto path = folder.write("a.rnnvis", "old");
  std::string problem;
  {
    const FileSizeLimit limit(10'000);
    CHECK_THROWS_WITH(analyzeInto(path, model, corpus, "test", {}), Contains("File too large"));
    const auto analysis =
        analyzeInto(path, model, corpus, "test", {}, {}, [&](const Error& error) { problem = error.what(); });
    CHECK(sameStatistics(*analysis, *analyze(model, corpus, "test", {})));
  }
  CHECK_THAT(problem, Contains("a.rnnvis") && Contains("File too large"));
  CHECK(bytesOf(path) == "old");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("the arrays have the names, types and shapes of the format") {
  const TemporaryFolder folder;
  const auto analysis = smallAnalysis();
  writeAnalysis(folder / "a.rnnvis", *analysis);
  const auto file = checkpoint::readSafetensors(folder / "a.rnnvis");
  using checkpoint::DType;
  const auto has = [&](const std::string& name, DType type, const std::vector<std::int64_t>& shape) {
    CAPTURE(name);
    REQUIRE(file.find(name));
    CHECK(file.at(name).type() == type);
    CHECK(file.at(name).shape() == shape);
  };
  has("count", DType::int64, {12});
  has("blocks", DType::int64, {12});
  has("pairs", DType::int64, {12});
  has("sample_offsets", DType::int64, {13});
  has("sample_hashes", DType::int64, {analysis->sampleOffsets.back()});
  const auto positive = [](const std::vector<std::int64_t>& values) {
    return std::ranges::count_if(values, [](std::int64_t value) { return value > 0; });
  };
  const std::int64_t occurring = positive(analysis->count), repeating = positive(analysis->pairs);
  for (const std::string state : {"layer0.c", "layer1.c", "layer0.h", "layer1.h"}) {
    has(state + ".mean", DType::float32, {12, 3});
    has(state + ".std", DType::float32, {12, 3});
    has(state + ".samples", DType::float16, {analysis->sampleOffsets.back(), 3});
    for (const std::string array : {".min", ".max", ".error", ".mean.rest", ".std.rest"})
      has(state + array, DType::float32, {occurring, 3});
    for (const std::string array : {".products", ".sums"}) has(state + array, DType::float64, {repeating, 3});
    for (const std::string array : {".average", ".explained"}) has(state + array, DType::float32, {1, 3});
    CHECK((file.find(state + ".written") != nullptr) == state.ends_with("c"));
  }
  for (const std::string signal : {"h", "c", "i", "f", "g", "o"}) {
    has("layer1." + signal + ".value.mean", DType::float32, {1, 3});
    has("layer1." + signal + ".value.histogram", DType::int64, {3, 64});
  }
  CHECK(file.metadata.contains("rnnvis"));
  CHECK(file.at("count").toIntegers() == analysis->count);
}

TEST_CASE("losses are those of an evaluation, kept in the file, of parts too") {
  const TemporaryFolder folder;
  const bool isClassifier = GENERATE(false, true);
  SmallModel small;
  small.outputs = isClassifier ? 2 : small.tokens;
  const auto model = textModelOf(small, isClassifier ? model::Task::classifier : model::Task::languageModel);
  Random random(86);
  const text::Corpus corpus = corpusOf(random, {9, 4, 1, 20, 300}, 12);
  response::AnalyzeOptions options;
  options.losses = true;
  const auto read = [&] { return response::readAnalysis(folder / "a.rnnvis"); };
  const auto same = [](std::span<const float> a, std::span<const float> b) {
    return std::ranges::equal(a, b,
                              [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); });
  };

  model::Predictions expected;
  evaluate(model, corpus, {}, {}, nullptr, &expected);
  const auto written = analyzeInto(folder / "a.rnnvis", model, corpus, "test", options);
  CHECK(written->losses.size() == (isClassifier ? 5 : 334));
  CHECK(same(written->losses, expected.losses));
  CHECK(same(read()->losses, expected.losses));
  const auto file = checkpoint::readSafetensors(folder / "a.rnnvis");
  CHECK(file.at("loss").shape() == std::vector<std::int64_t>{isClassifier ? 5 : 334});
  CHECK(same(file.at("loss").toFloats(), expected.losses));
  CHECK(sameStatistics(*analyze(model, corpus, "test", options), *written));

  const auto split = response::splitByPosition(corpus);
  for (const auto& part : analyzeParts(model, corpus, "test", split, options)) {
    std::vector<float> ofPart;
    for (std::size_t d = 0; d < corpus.documents(); ++d)
      for (std::size_t t = corpus.starts[d]; t < corpus.starts[d + 1]; ++t)
        if (split.names[static_cast<std::size_t>(split.partOf[t])] == part->info.part) {
          ofPart.push_back(expected.losses[isClassifier ? d : t]);
          if (isClassifier) break;
        }
    CHECK(same(part->losses, ofPart));
    response::writeAnalysis(folder / "a.rnnvis", *part);
    CHECK(same(read()->losses, ofPart));
  }
  auto wrong = std::make_shared<response::Analysis>(*written);
  wrong->losses.resize(7);
  response::writeAnalysis(folder / "a.rnnvis", *wrong);
  CHECK_THAT(problemOf(folder / "a.rnnvis"), Contains("array loss has shape [7]"));

  const auto encoder = textModelOf(small, model::Task::encoder);
  CHECK_THROWS_WITH(analyze(encoder, corpus, "test", options), Contains("no outputs"));
}

TEST_CASE("the part of a split and the number of samples wanted come back") {
  Random random(85);
  const text::Corpus corpus = corpusOf(random, {9, 4, 8, 20}, 12);
  response::AnalyzeOptions options;
  options.sampleBudget = 0;
  const TemporaryFolder folder;
  for (const auto& part : analyzeParts(textModelOf({.cell = "gru"}), corpus, "test",
                                       response::splitInHalves(corpus, 1), options)) {
    response::writeAnalysis(folder / "a.rnnvis", *part);
    const auto read = response::readAnalysis(folder / "a.rnnvis");
    CHECK(sameStatistics(*read, *part));
    CHECK(read->info.part == part->info.part);
    CHECK_FALSE(read->info.part.empty());
    CHECK(read->info.samplesWanted == 256);
    CHECK(read->info.sampleLimit == 1);
  }
}

TEST_CASE("a corpus whose path is no UTF-8 can be written down") {
  const TemporaryFolder folder;
  writeAnalysis(folder / "a.rnnvis", *smallAnalysis("gru", "caf\xE9.txt"));
  CHECK_THAT(response::readAnalysis(folder / "a.rnnvis")->info.corpusName, Contains("caf"));
}

TEST_CASE("a truncated analysis is refused wherever it ends") {
  const TemporaryFolder folder;
  writeAnalysis(folder / "a.rnnvis", *smallAnalysis("rnn"));
  const std::string whole = bytesOf(folder / "a.rnnvis");
  for (std::size_t length = 0; length < whole.size(); length += 1 + whole.size() / 150) {
    CAPTURE(length);
    CHECK_THAT(problemOf(folder.write("b.rnnvis", std::string_view(whole).substr(0, length))),
               Contains("b.rnnvis"));
  }
}

TEST_CASE("a flipped bit in the arrays is noticed, one in the description does no harm") {
  const TemporaryFolder folder;
  writeAnalysis(folder / "a.rnnvis", *smallAnalysis("rnn"));
  const std::string whole = bytesOf(folder / "a.rnnvis");
  std::uint64_t header = 0;
  std::memcpy(&header, whole.data(), sizeof header);
  Random random(82);
  for (int trial = 0; trial < 400; ++trial) {
    std::string damaged = whole;
    const std::size_t place =
        trial % 2 ? random.below(8 + header) : 8 + header + random.below(whole.size() - 8 - header);
    damaged[place] = static_cast<char>(damaged[place] ^ (1 << random.below(8)));
    CAPTURE(place, trial);
    const std::string problem = problemOf(folder.write("b.rnnvis", damaged));
    if (trial % 2 == 0) CHECK_THAT(problem, Contains("b.rnnvis"));
    CHECK_THAT(problem, !Contains("\n"));
  }
}

TEST_CASE("files that are no analysis of this version are told apart") {
  const TemporaryFolder folder;
  writeAnalysis(folder / "a.rnnvis", *smallAnalysis("rnn"));
  const std::string whole = bytesOf(folder / "a.rnnvis");
  CHECK_THAT(problemOf(folder.write("b.rnnvis", replaced(whole, "\\\"format\\\":3", "\\\"format\\\":4"))),
             Contains("format version 4, this program reads 3"));
  CHECK_THAT(
      problemOf(folder.write("b.rnnvis", replaced(whole, "\\\"cell\\\":\\\"rnn", "\\\"cell\\\":\\\"cnn"))),
      Contains("unknown cell"));
  CHECK_THAT(
      problemOf(folder.write("b.rnnvis", replaced(whole, "\\\"outputs\\\":[3,3]", "\\\"outputs\\\":[3,4]"))),
      Contains("layer1.h.mean has shape [12, 3], expected [12, 4]"));
  CHECK_THAT(problemOf(folder.write("b.rnnvis", replaced(whole, "\\\"tokens\\\":300", "\\\"tokens\\\":301"))),
             Contains("do not add up to its 301 tokens"));
  Weights weights;
  weights.add("count", {1}, {1.0f});
  weights.write(folder / "c.rnnvis");
  CHECK_THAT(problemOf(folder / "c.rnnvis"), Contains("c.rnnvis") && Contains("rnnvis analyze"));
  CHECK_THAT(problemOf(folder / "absent.rnnvis"), Contains("absent.rnnvis"));
}

TEST_CASE("an analysis names the layers and states it has") {
  const auto analysis = smallAnalysis("gru");
  CHECK_THROWS_WITH(analysis->responses(LayerId{2}, model::Signal::h),
                    Contains("no layer 2") && Contains("0 to 1"));
  CHECK_THROWS_WITH(analysis->responses(LayerId{-1}, model::Signal::h), Contains("no layer -1"));
  CHECK_THROWS_WITH(analysis->responses(LayerId{0}, model::Signal::c),
                    Contains("no state c") && Contains("has h"));
}
