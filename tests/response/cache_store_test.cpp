#include "cache_store.h"

#include "cache_fixture.h"
#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <catch2/catch.hpp>

#include <chrono>

using namespace rnnvis;
using namespace rnnvis::test;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t defaultLimit = std::uint64_t{4} << 30;

/// Files of a cache, without analyses in them.
class StoreFixture : public CacheFixture {
 protected:
  /// Writes a file that was used so many hours ago.
  fs::path put(const fs::path& folder, const std::string& name, std::size_t bytes, double hoursAgo) const {
    fs::create_directories(folder);
    std::ofstream(folder / name) << std::string(bytes, 'x');
    age(folder / name, hoursAgo);
    return folder / name;
  }
  fs::path put(const std::string& name, std::size_t bytes, double hoursAgo) const {
    return put(response::cacheFolderOfThisVersion(), name, bytes, hoursAgo);
  }
  static void age(const fs::path& file, double hours) {
    const timespec then{std::time(nullptr) - static_cast<std::time_t>(hours * 3600), 0};
    const timespec times[2] = {then, then};
    ::utimensat(AT_FDCWD, file.c_str(), times, 0);
  }
  static std::vector<std::string> names() {
    std::vector<std::string> result;
    for (const fs::path& file : allFiles()) result.push_back(file.filename().string());
    std::sort(result.begin(), result.end());
    return result;
  }
  using Names = std::vector<std::string>;
};

/// The id of a process that has ended.
pid_t goneProcess() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return child;
}

}  // namespace

TEST_CASE_METHOD(StoreFixture, "what went unused for longest is evicted first, until the limit is kept") {
  put("a.rnnvis", 1000, 5);
  put("b.rnnvis", 1000, 9);
  put("c.rnnvis", 1000, 1);
  put("d.rnnvis", 1000, 7);
  ::setenv("RNNVIS_CACHE_LIMIT", "4000", 1);
  response::evict({});
  CHECK(names() == Names{"a.rnnvis", "b.rnnvis", "c.rnnvis", "d.rnnvis"});
  ::setenv("RNNVIS_CACHE_LIMIT", "3999", 1);
  response::evict({});
  CHECK(names() == Names{"a.rnnvis", "c.rnnvis", "d.rnnvis"});
  response::touch(response::cacheFolderOfThisVersion() / "d.rnnvis");
  ::setenv("RNNVIS_CACHE_LIMIT", "1K", 1);
  response::evict({});
  CHECK(names() == Names{"d.rnnvis"});
}

TEST_CASE_METHOD(StoreFixture, "files of other versions go before any of this one") {
  put("used-long-ago.rnnvis", 1000, 90);
  put(response::cacheFolder() / "0.0.1-1", "other.rnnvis", 1000, 0.1);
  put(response::cacheFolder(), "first-version.rnnvis", 1000, 0.2);
  const auto files = response::cachedFiles();
  REQUIRE(files.size() == 3);
  CHECK(files[0].isOld);
  CHECK(files[1].isOld);
  CHECK_FALSE(files[2].isOld);
  CHECK(files[0].bytes == 1000);
  ::setenv("RNNVIS_CACHE_LIMIT", "1000", 1);
  response::evict({});
  CHECK(names() == Names{"used-long-ago.rnnvis"});
  CHECK_FALSE(fs::exists(response::cacheFolder() / "0.0.1-1"));
}

TEST_CASE_METHOD(StoreFixture, "the file that was just written stays, however large") {
  put("small.rnnvis", 10, 1);
  const fs::path large = put("large.rnnvis", 5000, 2);
  ::setenv("RNNVIS_CACHE_LIMIT", "100", 1);
  response::evict(large);
  CHECK(names() == Names{"large.rnnvis"});
}

TEST_CASE_METHOD(StoreFixture, "an evicted file stays readable for who has it mapped") {
  const MappedFile mapped(put("a.rnnvis", 5000, 2));
  ::setenv("RNNVIS_CACHE_LIMIT", "100", 1);
  response::evict({});
  CHECK(names().empty());
  CHECK(std::count(mapped.bytes().begin(), mapped.bytes().end(), std::byte{'x'}) == 5000);
}

TEST_CASE_METHOD(StoreFixture, "what killed writers left is removed once it is an hour old") {
  const auto temporary = [](pid_t writer) { return ".a.rnnvis." + std::to_string(writer) + "-0.tmp"; };
  const pid_t gone = goneProcess();
  put(temporary(gone), 10, 2);
  put(".b.rnnvis." + std::to_string(gone) + "-1.tmp", 10, 0.5);
  put(temporary(::getpid()), 10, 2);
  put("held.rnnvis.lock", 0, 0);
  const response::CacheLock held(response::cacheFolderOfThisVersion() / "held.rnnvis", {});
  age(response::cacheFolderOfThisVersion() / "held.rnnvis.lock", 2);
  put("left.rnnvis.lock", 0, 2);
  put("young.rnnvis.lock", 0, 0);
  put("notes.txt", 10, 1000);
  response::evict({});
  Names expected{".b.rnnvis." + std::to_string(gone) + "-1.tmp", temporary(::getpid()), "held.rnnvis.lock",
                 "notes.txt", "young.rnnvis.lock"};
  std::sort(expected.begin(), expected.end());
  CHECK(names() == expected);
}

TEST_CASE_METHOD(StoreFixture, "clearing removes every analysis and keeps the limit") {
  response::setCacheLimit(12345);
  put("a.rnnvis", 10, 1);
  put(response::cacheFolder() / "0.0.1-1", "other.rnnvis", 1000, 0.1);
  response::clearCache();
  CHECK(response::cachedFiles().empty());
  CHECK(response::cacheLimit() == 12345);
}

TEST_CASE_METHOD(StoreFixture, "the limit is the environment's, else the kept one, else 4 GiB") {
  CHECK(response::cacheLimit() == defaultLimit);
  put("a.rnnvis", 1000, 1);
  put("b.rnnvis", 1000, 2);
  response::setCacheLimit(1500);
  CHECK(response::cacheLimit() == 1500);
  CHECK(response::cachedFiles().size() == 1);
  ::setenv("RNNVIS_CACHE_LIMIT", "2M", 1);
  CHECK(response::cacheLimit() == 2 << 20);
  ::setenv("RNNVIS_CACHE_LIMIT", "much", 1);
  CHECK(response::cacheLimit() == defaultLimit);
}

TEST_CASE("sizes are numbers of bytes or of binary multiples") {
  CHECK(response::parseSize("0") == 0);
  CHECK(response::parseSize("500") == 500);
  CHECK(response::parseSize("3K") == 3072);
  CHECK(response::parseSize("1.5M") == 3 << 19);
  CHECK(response::parseSize("4G") == defaultLimit);
  CHECK(response::parseSize("1T") == std::uint64_t{1} << 40);
  for (const char* wrong : {"", "G", "-1", "4X", "4GB", "1e3", "nan", "inf", "99999999T", " 4", "4 "})
    CHECK_THROWS_WITH(response::parseSize(wrong), Contains("no size"));
}
