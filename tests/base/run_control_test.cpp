#include "rnnvis/base/run_control.h"

#include <catch2/catch.hpp>

#include <vector>

using rnnvis::Cancelled;
using rnnvis::RunControl;

TEST_CASE("the default control neither reports nor stops") {
  const RunControl control;
  CHECK_NOTHROW(control.report(0.5));
  CHECK_NOTHROW(control.part(0.2, 0.4).report(1));
}

TEST_CASE("a part reports fractions of the whole, parts of parts too") {
  std::vector<double> reported;
  const RunControl whole{{}, [&](double fraction) { reported.push_back(fraction); }};
  whole.report(0.25);
  const RunControl half = whole.part(0.5, 1);
  half.report(0);
  half.report(0.5);
  half.part(0.5, 1).report(0);
  half.part(0.5, 1).report(1);
  CHECK(reported == std::vector<double>{0.25, 0.5, 0.75, 0.75, 1});
}

TEST_CASE("a stop cancels the whole and its parts, with or without progress") {
  std::stop_source source;
  int reports = 0;
  const RunControl silent{source.get_token(), {}};
  const RunControl whole{source.get_token(), [&](double) { ++reports; }};
  const RunControl part = whole.part(0, 0.5);
  CHECK_NOTHROW(part.report(0.1));
  source.request_stop();
  CHECK_THROWS_AS(whole.report(0.2), Cancelled);
  CHECK_THROWS_AS(part.report(0.2), Cancelled);
  CHECK_THROWS_AS(part.throwIfStopped(), Cancelled);
  CHECK_THROWS_AS(silent.part(0, 1).report(0.2), Cancelled);
  CHECK(reports == 1);
}

TEST_CASE("a handler of errors does not catch a cancellation") {
  const auto swallowErrors = [] {
    try {
      throw Cancelled{};
    } catch (const std::exception&) {
    }
  };
  CHECK_THROWS_AS(swallowErrors(), Cancelled);
}
