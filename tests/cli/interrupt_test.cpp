#include "workspace.h"

#include <catch2/catch.hpp>

#include <csignal>
#include <thread>

using namespace rnnvis::test;

namespace {

/// Whether the process catches the signal.
bool catches(pid_t process, int signal) {
  const std::string status = contentsOf("/proc/" + std::to_string(process) + "/status");
  const std::size_t place = status.find("SigCgt:");
  if (place == std::string::npos) return false;
  return (std::stoull(status.substr(place + 7), nullptr, 16) >> (signal - 1) & 1) != 0;
}

}  // namespace

TEST_CASE("an interrupt ends an analysis with status 130, leaving the file that was there") {
  const int signal = GENERATE(SIGINT, SIGTERM);
  const Workspace work;
  std::string text;  // Minutes of work, one token after another.
  for (int line = 0; line < 100'000; ++line) text += "w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w2 w3 w4 w5 w6 w7\n";
  work.write("lm/test.txt", text);
  work.write("a.rnnvis", "the analysis before");
  const auto files = work.files();
  Process process(
      {"analyze", work.languageModel, "--batch", "1", "--warmup", "0", "--out", work.path("a.rnnvis")});
  for (int waits = 0; waits < 10'000 && !catches(process.id(), signal); ++waits)
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  ::kill(process.id(), signal);
  CHECK(process.wait() == 130);
  CHECK(process.err() == "rnnvis: cancelled\n");
  CHECK(contentsOf(work.path("a.rnnvis")) == "the analysis before");
  CHECK(work.files() == files);
}
