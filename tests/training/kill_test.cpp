#include "process.h"
#include "random.h"
#include "small_run.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>
#include <thread>

using namespace rnnvis;
using test::TemporaryFolder;

namespace {

std::vector<std::string> arguments(const std::filesystem::path& toml, const std::filesystem::path& folder) {
  std::vector<std::string> result{toml, "--out", folder, "--threads", "1"};
  if (std::filesystem::exists(folder / "training.toml")) result.push_back("--resume");
  return result;
}

}  // namespace

TEST_CASE("a run that is killed again and again ends with the same weights") {
  const TemporaryFolder folder;
  const auto toml = test::writeLanguageRun(folder, "dropout = 0.2\n", "");
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(test::execute(arguments(toml, folder / "whole")).status == 0);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  test::Random random(5);
  for (int kills = 0; kills < 6; ++kills) {
    test::Process process(arguments(toml, folder / "killed"));
    std::this_thread::sleep_for(std::chrono::duration<double>(random.uniform(0, 1) * seconds));
    ::kill(process.id(), SIGKILL);
    process.wait();
  }
  const test::Outcome last = test::execute(arguments(toml, folder / "killed"));
  INFO(last.err);
  REQUIRE(last.status == 0);
  for (const char* file : {"weights.pt", "model.toml", "vocab.txt", "test.txt"})
    CHECK(test::contentsOf(folder / "whole" / file) == test::contentsOf(folder / "killed" / file));
  for (const auto& entry : std::filesystem::directory_iterator(folder / "killed"))
    CHECK(entry.path().extension() != ".tmp");
}

TEST_CASE("the program tells errors in one line and how it ended by its status") {
  const TemporaryFolder folder;
  const auto toml = test::writeLanguageRun(folder);
  CHECK(test::failedInOneLine(test::execute({folder / "none.toml", "--out", folder / "out"})));
  CHECK(test::execute({toml}).status == 2);
  CHECK(test::execute({toml, "--out", folder / "out", "--threads", "-1"}).status == 2);
  CHECK(test::execute({"--help"}).status == 0);
  const test::Outcome outcome = test::execute({toml, "--out", folder / "out", "--json"});
  REQUIRE(outcome.status == 0);
  std::vector<std::string> events;
  for (std::size_t from = 0; from < outcome.out.size(); from = outcome.out.find('\n', from) + 1)
    events.push_back(
        nlohmann::json::parse(outcome.out.substr(from, outcome.out.find('\n', from) - from)).at("event"));
  CHECK(events.front() == "data");
  CHECK(events.back() == "result");
  CHECK(std::count(events.begin(), events.end(), "epoch") == 3);
}

TEST_CASE("an interrupt ends the program with 130 and leaves nothing half") {
  const TemporaryFolder folder;
  std::string text = test::contentsOf(test::writeLanguageRun(folder));
  text.replace(text.find("epochs = 3"), 10, "epochs = 900000");
  const auto toml = folder.write("run.toml", text);
  test::Process process(arguments(toml, folder / "out"));
  while (!std::filesystem::exists(folder / "out/model.toml"))
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  ::kill(process.id(), SIGINT);
  CHECK(process.wait() == 130);
  CHECK(process.err().find("rnnvis: cancelled\n") != std::string::npos);
  for (const auto& entry : std::filesystem::directory_iterator(folder / "out"))
    CHECK(entry.path().extension() != ".tmp");
}
