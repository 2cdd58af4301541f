#include "cache_fixture.h"
#include "cache_store.h"
#include "file_size_limit.h"
#include "rnnvis/base/error.h"
#include "same_analysis.h"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>
#include <functional>
#include <stop_token>
#include <thread>

using namespace rnnvis;
using namespace rnnvis::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// Runs `work` in a process of its own, which ends with status 0 where it returns true.
pid_t start(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  bool isRight = false;
  try {
    isRight = work();
  } catch (...) {
  }
  ::_exit(isRight ? 0 : 1);
}

bool succeeds(pid_t process) {
  int status = 0;
  ::waitpid(process, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

response::AnalyzeOptions optionsOf(std::uint64_t seed) {
  response::AnalyzeOptions options;
  options.reading.threads = 1;
  options.seed = seed;
  return options;
}

}  // namespace

TEST_CASE_METHOD(CacheFixture, "processes that analyse the same at once all get it, and keep it once") {
  const auto expected = analyzed(optionsOf(1));
  response::clearCache();
  std::vector<pid_t> processes;
  for (int i = 0; i < 4; ++i)
    processes.push_back(start([&] { return sameStatistics(*analyzed(optionsOf(1)), *expected); }));
  for (const pid_t process : processes) CHECK(succeeds(process));
  CHECK(allFiles().size() == 1);
}

TEST_CASE_METHOD(CacheFixture, "who finds the work begun waits for it and reads what came of it") {
  analyzed(optionsOf(1));
  const fs::path file = cached().at(0);
  mark();
  const fs::path aside = m_folder / "aside";
  fs::rename(file, aside);
  pid_t waiting = 0;
  {
    const response::CacheLock lock(file, {});
    waiting = start([&] { return analyzed(optionsOf(1))->info.programVersion == "marked"; });
    std::this_thread::sleep_for(200ms);
    CHECK_FALSE(fs::exists(file));
    fs::rename(aside, file);
  }
  CHECK(succeeds(waiting));
  CHECK(allFiles().size() == 1);
}

TEST_CASE_METHOD(CacheFixture, "waiting ends soon after it is cancelled") {
  analyzed(optionsOf(1));
  const fs::path file = cached().at(0);
  fs::remove(file);
  const response::CacheLock lock(file, {});
  std::stop_source stop;
  std::chrono::steady_clock::time_point asked;
  std::jthread canceller([&] {
    std::this_thread::sleep_for(100ms);
    asked = std::chrono::steady_clock::now();
    stop.request_stop();
  });
  CHECK_THROWS_AS(analyzed(optionsOf(1), {stop.get_token(), {}}), Cancelled);
  CHECK(std::chrono::steady_clock::now() - asked < 500ms);
}

TEST_CASE_METHOD(CacheFixture, "the lock of a killed process holds nobody up") {
  const fs::path file = response::cacheFolderOfThisVersion() / "key.rnnvis";
  const pid_t holder = start([&] {
    const response::CacheLock lock(file, {});
    std::ofstream(m_folder / "locked");
    std::this_thread::sleep_for(60s);
    return true;
  });
  while (!fs::exists(m_folder / "locked")) std::this_thread::sleep_for(1ms);
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
  CHECK(fs::exists(file.string() + ".lock"));
  { const response::CacheLock lock(file, {}); }
  CHECK(allFiles().empty());
}

TEST_CASE_METHOD(CacheFixture, "a process that is killed at any moment leaves whole files or none") {
  Random random(17);
  std::size_t found = 0;
  for (int round = 0; round < 25; ++round) {
    const pid_t writer = start([&] {
      for (std::uint64_t seed = 1;; ++seed) {
        analyzed(optionsOf(seed));
        if (seed % 3 == 0) response::clearCache();
      }
      return true;
    });
    std::this_thread::sleep_for(std::chrono::microseconds(2000 + random.below(20'000)));
    ::kill(writer, SIGKILL);
    ::waitpid(writer, nullptr, 0);
    for (const fs::path& file : cached()) {
      CHECK_NOTHROW(response::readAnalysis(file));
      ++found;
    }
  }
  CHECK(found > 0);
  CHECK(analyzed(optionsOf(1))->info.tokens > 0);
}

TEST_CASE_METHOD(CacheFixture, "a full disk costs nothing but time and leaves no file behind") {
  const auto first = analyzed(optionsOf(1));
  // In a process of its own: the limit would hold for what the test itself writes.
  CHECK(succeeds(start([&] {
    const FileSizeLimit limit(4096);
    return analyzed(optionsOf(2))->info.seed == 2 && sameStatistics(*analyzed(optionsOf(1)), *first);
  })));
  CHECK(allFiles().size() == 1);
  analyzed(optionsOf(2));
  CHECK(cached().size() == 2);
}
