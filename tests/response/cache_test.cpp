#include "rnnvis/response/cache.h"

#include "cache_fixture.h"
#include "rnnvis/base/error.h"
#include "rnnvis/response/analysis_file.h"
#include "same_analysis.h"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace rnnvis;
using namespace rnnvis::test;
namespace fs = std::filesystem;

TEST_CASE_METHOD(CacheFixture, "a second analysis comes from the cache") {
  const auto first = analyzed();
  REQUIRE(cached().size() == 1);
  CHECK(cached()[0].extension() == ".rnnvis");
  mark();
  const auto second = analyzed();
  CHECK(second->info.programVersion == "marked");
  CHECK(sameStatistics(*first, *second));
}

TEST_CASE_METHOD(CacheFixture, "a damaged file is computed again and replaced") {
  const auto first = analyzed();
  const fs::path file = cached().at(0);
  const auto size = fs::file_size(file);
  fs::copy_file(file, file.parent_path() / "copy");  // The analysis lies in the first one's pages.
  fs::rename(file.parent_path() / "copy", file);
  SECTION("truncated") {
    fs::resize_file(file, size / 2);
  }
  SECTION("emptied") {
    fs::resize_file(file, 0);
  }
  SECTION("one bit of a number") {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(size - 10));
    const int byte = stream.get();
    stream.seekp(static_cast<std::streamoff>(size - 10));
    stream.put(static_cast<char>(byte ^ 4));
  }
  SECTION("of another model") {
    response::Analysis other = *first;
    other.info.modelSha256 = "other";
    writeAnalysis(file, other);
  }
  SECTION("of another corpus") {
    response::Analysis other = *first;
    other.info.corpusSha256 = "other";
    writeAnalysis(file, other);
  }
  CHECK(sameStatistics(*analyzed(), *first));
  const auto repaired = response::readAnalysis(file);
  CHECK(sameStatistics(*repaired, *first));
  CHECK(repaired->info.modelSha256 == first->info.modelSha256);
}

TEST_CASE_METHOD(CacheFixture, "every option but the number of threads has a place of its own") {
  analyzed();
  response::AnalyzeOptions options;
  options.reading.threads = 2;
  analyzed(options);
  CHECK(cached().size() == 1);
  options.reading.context = model::Context::stream;  // The default of a language model.
  analyzed(options);
  CHECK(cached().size() == 1);
  options.reading.context = model::Context::sentence;
  analyzed(options);
  CHECK(cached().size() == 2);
  options.reading.batch = 2;
  analyzed(options);
  CHECK(cached().size() == 3);
  options.reading.warmup = 9;
  analyzed(options);
  CHECK(cached().size() == 4);
  options.sampleLimit = 0;
  analyzed(options);
  CHECK(cached().size() == 5);
  options.seed = 2;
  analyzed(options);
  CHECK(cached().size() == 6);
}

TEST_CASE_METHOD(CacheFixture, "another text or other weights are analysed anew") {
  analyzed();
  m_folder.write("m/test.txt", "w2 w3 w4\n");
  CHECK(analyzed()->info.tokens == 4);
  CHECK(cached().size() == 2);
  weightsOf({.hidden = 3, .seed = 2}).write(m_path / "weights.safetensors");
  analyzed();
  CHECK(cached().size() == 3);
}

TEST_CASE_METHOD(CacheFixture, "names are today's, though the numbers are cached") {
  analyzed();
  fs::copy(m_path / "test.txt", m_folder / "copy.txt");
  const std::string copy = (m_folder / "copy.txt").string();
  CHECK(response::analyzeCached(*model::openModel(m_path), copy, {})->info.corpusName == copy);
  CHECK(cached().size() == 1);
}

TEST_CASE_METHOD(CacheFixture, "a cache that cannot be written costs nothing but time") {
  m_folder.write("cache/rnnvis", "a file where the folder should be");
  CHECK(analyzed()->info.tokens > 0);
}

TEST_CASE_METHOD(CacheFixture, "only what is cached is found without computing") {
  const auto model = model::openModel(m_path);
  const text::Corpus corpus = openCorpus(*model, "test");
  CHECK_FALSE(response::findCached(*model, corpus, "test", {}));
  analyzed();
  mark();
  CHECK(response::findCached(*model, corpus, "test", {})->info.programVersion == "marked");
}

TEST_CASE_METHOD(CacheFixture, "a limit of nothing keeps nothing") {
  ::setenv("RNNVIS_CACHE_LIMIT", "0", 1);
  analyzed();
  CHECK(allFiles().empty());
}

TEST_CASE_METHOD(CacheFixture, "the cache lies where XDG says, else below the home folder") {
  CHECK(response::cacheFolder() == m_folder / "cache/rnnvis");
  ::setenv("XDG_CACHE_HOME", "relative", 1);
  CHECK(response::cacheFolder() == fs::path(std::getenv("HOME")) / ".cache/rnnvis");
}
