#include "rnnvis/base/parallel.h"

#include "rnnvis/base/error.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using rnnvis::Cancelled;
using rnnvis::threadCount;
using rnnvis::ThreadPool;

namespace {

/// How often forEach called its body with each index below `count`.
std::vector<int> callsOf(ThreadPool& pool, std::size_t count) {
  std::vector<std::atomic<int>> calls(count);
  pool.forEach(count, [&](std::size_t i) { ++calls[i]; });
  return {calls.begin(), calls.end()};
}

}  // namespace

TEST_CASE("zero threads stand for the hardware's") {
  CHECK(threadCount(3) == 3);
  CHECK(threadCount(0) >= 1);
  CHECK(ThreadPool(3).threads() == 3);
  CHECK(ThreadPool().threads() == threadCount(0));
}

TEST_CASE("forEach calls its body once for each index, on pools and loops of any size") {
  const unsigned threads = GENERATE(1u, 2u, 3u, 8u);
  ThreadPool pool(threads);
  for (const std::size_t count : {0, 1, 2, 7, 1000})
    CHECK(callsOf(pool, count) == std::vector<int>(count, 1));
}

TEST_CASE("a pool of one works on the calling thread, in order") {
  ThreadPool pool(1);
  const auto caller = std::this_thread::get_id();
  std::vector<std::size_t> order;
  pool.forEach(5, [&](std::size_t i) {
    CHECK(std::this_thread::get_id() == caller);
    order.push_back(i);
  });
  CHECK(order == std::vector<std::size_t>{0, 1, 2, 3, 4});
}

TEST_CASE("every thread of a pool takes part at once") {
  constexpr unsigned threads = 4;
  ThreadPool pool(threads);
  // Nobody leaves before all have come: a pool with fewer threads would not return.
  std::atomic<unsigned> here = 0;
  std::mutex mutex;
  std::set<std::thread::id> seen;
  pool.forEach(threads, [&](std::size_t) {
    {
      std::scoped_lock lock(mutex);
      seen.insert(std::this_thread::get_id());
    }
    ++here;
    while (here < threads) std::this_thread::yield();
  });
  CHECK(seen.size() == threads);
  CHECK(seen.contains(std::this_thread::get_id()));
}

TEST_CASE("what the bodies wrote is visible after the loop") {
  ThreadPool pool(4);
  std::vector<std::size_t> squares(10'000);
  pool.forEach(squares.size(), [&](std::size_t i) { squares[i] = i * i; });
  std::vector<std::size_t> expected(squares.size());
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = i * i;
  CHECK(squares == expected);
}

TEST_CASE("what a body throws reaches the caller, and the pool goes on working") {
  ThreadPool pool(GENERATE(1u, 4u));
  const auto throwAt = [&](std::size_t index) {
    pool.forEach(100, [&](std::size_t i) {
      if (i == index) throw std::runtime_error("body " + std::to_string(i));
    });
  };
  for (const std::size_t index : {0, 50, 99})
    CHECK_THROWS_WITH(throwAt(index), "body " + std::to_string(index));
  CHECK_THROWS_AS(pool.forEach(3, [](std::size_t) { throw Cancelled{}; }), Cancelled);
  CHECK(callsOf(pool, 100) == std::vector<int>(100, 1));
}

TEST_CASE("after a failure started calls end and others are dropped") {
  ThreadPool pool(4);
  std::atomic<int> running = 0;
  std::atomic<bool> thrown = false;
  const auto body = [&](std::size_t i) {
    if (i == 0) {
      thrown = true;
      throw std::runtime_error("first");
    }
    ++running;
    while (!thrown) std::this_thread::yield();
    --running;
  };
  // So many calls would take longer than the test may.
  CHECK_THROWS_WITH(pool.forEach(std::size_t{1} << 40, body), "first");
  CHECK(running == 0);
}

TEST_CASE("of several failures the first call's is thrown, whichever comes first in time") {
  ThreadPool pool(2);
  std::atomic<bool> thrown = false;
  const auto body = [&](std::size_t i) {
    if (i == 1) {
      thrown = true;
      throw std::runtime_error("second");
    }
    // Long enough after the other call's failure for that to be recorded, whatever the scheduler does.
    while (!thrown) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    throw std::runtime_error("first");
  };
  CHECK_THROWS_WITH(pool.forEach(2, body), "first");
}

TEST_CASE("many small loops on more threads than processors neither lose nor repeat a call") {
  ThreadPool pool(8);
  std::atomic<std::size_t> calls = 0;
  std::size_t expected = 0;
  for (std::size_t loop = 0; loop < 3000; ++loop) {
    const std::size_t count = loop % 5;
    expected += count;
    pool.forEach(count, [&](std::size_t) { ++calls; });
    if (calls != expected) break;
  }
  CHECK(calls == expected);
}

TEST_CASE("pools of different threads do not disturb each other") {
  std::atomic<std::size_t> calls = 0;
  {
    std::vector<std::jthread> owners;
    for (int owner = 0; owner < 4; ++owner)
      owners.emplace_back([&] {
        ThreadPool pool(3);
        for (int loop = 0; loop < 200; ++loop) pool.forEach(10, [&](std::size_t) { ++calls; });
      });
  }
  CHECK(calls == 4 * 200 * 10);
}

TEST_CASE("pools that never worked end at once") {
  for (int i = 0; i < 100; ++i) ThreadPool pool(4);
  SUCCEED();
}
