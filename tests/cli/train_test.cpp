#include "workspace.h"

#include <catch2/catch.hpp>

using namespace rnnvis::test;

TEST_CASE("train is run by a program of its own, whose outcome is the subcommand's") {
  const Workspace work;
  const Outcome outcome = execute({"train", work.path("none.toml"), "--out", work.path("out")});
  CAPTURE(outcome.err);
  CHECK(failedInOneLine(outcome));  // Also of a build that cannot train.
  CHECK_FALSE(std::filesystem::exists(work.path("out")));
#ifdef RNNVIS_TRAINS
  CHECK(outcome.err.find("none.toml") != std::string::npos);
  CHECK(execute({"train"}).status == 2);
  const Outcome help = execute({"train", "--help"});
  CHECK(help.status == 0);
  CHECK(help.out.find("--resume") != std::string::npos);
#endif
}
