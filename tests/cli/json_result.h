#pragma once

#include "process.h"

#include <catch2/catch.hpp>

namespace rnnvis::test {

/// The one line of JSON that the program prints with these arguments and --json; the case fails where it does
/// not.
inline nlohmann::json jsonOf(std::vector<std::string> arguments) {
  arguments.push_back("--json");
  const Outcome outcome = execute(arguments);
  CAPTURE(arguments, outcome.err);
  REQUIRE(outcome.status == 0);
  CHECK(linesOf(outcome.out) == 1);
  return outcome.json();
}

}  // namespace rnnvis::test
