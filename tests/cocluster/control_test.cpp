#include "planted.h"
#include "rnnvis/cocluster/cocluster.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace rnnvis;
using namespace rnnvis::cocluster;
using namespace rnnvis::test;

TEST_CASE("progress grows from 0 to 1, on the calling thread") {
  std::vector<double> fractions;
  RunControl control;
  control.progress = [&, caller = std::this_thread::get_id()](double fraction) {
    CHECK(std::this_thread::get_id() == caller);
    fractions.push_back(fraction);
  };
  Options options;
  options.threads = 3;
  cocluster::cocluster(randomMatrix(200, 100), options, control);
  REQUIRE(fractions.size() > 10);
  CHECK(fractions.front() == 0);
  CHECK(fractions.back() == 1);
  CHECK(std::is_sorted(fractions.begin(), fractions.end()));
}

TEST_CASE("a stop requested before or while it runs ends it") {
  const MatrixD weights = randomMatrix(200, 100);
  for (const double when : {0.0, 0.05, 0.3, 0.5, 0.9}) {
    std::stop_source source;
    RunControl control{source.get_token(), [&](double fraction) {
                         if (fraction >= when) source.request_stop();
                       }};
    CHECK_THROWS_AS(cocluster::cocluster(weights, {}, control), Cancelled);
  }
}

TEST_CASE("a stop requested from another thread is heard soon") {
  using Clock = std::chrono::steady_clock;
  // In the decomposition of noise, which is slow to converge, and in k-means.
  const auto [words, units, wait] = GENERATE(table<int, int, int>({{2000, 1900, 20}, {3000, 300, 300}}));
  CAPTURE(words, units);
  const MatrixD weights = randomMatrix(words, units);
  Options options;
  options.restarts = 1'000'000;
  std::stop_source source;
  Clock::time_point requested;
  std::jthread other([&, delay = std::chrono::milliseconds(wait)] {
    std::this_thread::sleep_for(delay);
    requested = Clock::now();
    source.request_stop();
  });
  CHECK_THROWS_AS(cocluster::cocluster(weights, options, {source.get_token(), {}}), Cancelled);
  other.join();
  // The promise is 0.1 s; sanitizers and busy machines are given more.
  const std::chrono::duration<double, std::milli> heard = Clock::now() - requested;
  CHECK(heard.count() < 2000);
}
