#include "workspace.h"

#include <catch2/catch.hpp>

using namespace rnnvis::test;
using Catch::Contains;

TEST_CASE("help and version succeed on standard output") {
  const Outcome help = execute({"--help"});
  CHECK(help.status == 0);
  CHECK(help.err.empty());
  for (const std::string command : {"inspect", "import", "trace", "test", "analyze", "cocluster", "explain",
                                    "sentence", "export", "render"})
    CHECK_THAT(help.out, Contains(command));
  const Outcome version = execute({"--version"});
  CHECK(version.status == 0);
  CHECK_THAT(version.out, Contains("rnnvis ") && Contains("."));
  const Outcome ofCommand = execute({"cocluster", "--help"});
  CHECK(ofCommand.status == 0);
  CHECK_THAT(ofCommand.out, Contains("--unit-clusters") && Contains("--min-count"));
}

TEST_CASE("wrong usage is told on standard error with status 2") {
  const Workspace work;
  const auto arguments = GENERATE(
      as<std::vector<std::string>>(), std::vector<std::string>{"test"},
      std::vector<std::string>{"trace", "m", "--out", "f"},
      std::vector<std::string>{"trace", "m", "--text", "a", "--ids", "b", "--out", "f"},
      std::vector<std::string>{"analyze", "m"}, std::vector<std::string>{"test", "m", "--bogus"},
      std::vector<std::string>{"test", "m", "--context", "page"},
      std::vector<std::string>{"test", "m", "--batch", "-1"},
      std::vector<std::string>{"test", "m", "--batch", "many"},
      std::vector<std::string>{"test", "m", "--batch", "99999999999999999999"},
      std::vector<std::string>{"test", "m", "--warmup", "-1"},
      std::vector<std::string>{"test", "m", "--threads", "-1"},
      std::vector<std::string>{"cocluster", "f", "--seed", "-1"},
      std::vector<std::string>{"analyze", "m", "--out", "f", "--samples", "0"},
      std::vector<std::string>{"analyze", "m", "--out", "f", "--samples", "-3"},
      std::vector<std::string>{"cocluster"}, std::vector<std::string>{"cocluster", "f", "--matrix", "g"},
      std::vector<std::string>{"cocluster", "f", "--clusters", "0"},
      std::vector<std::string>{"cocluster", "f", "--method", "spectral"},
      std::vector<std::string>{"cocluster", "f", "--state", "x"}, std::vector<std::string>{"explain", "f"},
      std::vector<std::string>{"explain", "f", "--unit", "1", "--word", "a"},
      std::vector<std::string>{"sentence", "m"}, std::vector<std::string>{"--bogus"});
  CAPTURE(arguments);
  const Outcome outcome = execute(arguments);
  CHECK(outcome.status == 2);
  CHECK(outcome.out.empty());
  CHECK_FALSE(outcome.err.empty());
}

TEST_CASE("a result that cannot be written is a failure") {
  const Workspace work;
  const std::string shell =
      std::string(RNNVIS_PROGRAM) + " inspect " + work.languageModel + " >/dev/full 2>" + work.path("err");
  const int status = std::system(shell.c_str());
  CHECK(WEXITSTATUS(status) == 1);
  CHECK_THAT(contentsOf(work.path("err")), Contains("standard output"));
}
