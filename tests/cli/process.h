#pragma once

#include "temporary_folder.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <vector>

extern char** environ;

namespace rnnvis::test {

inline std::string contentsOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The built program, run with arguments in a process of its own.
class Process {
 public:
  explicit Process(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), RNNVIS_PROGRAM);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, (m_folder / "out").c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, (m_folder / "err").c_str(), O_WRONLY | O_CREAT, 0600);
    const int error = posix_spawn(&m_id, RNNVIS_PROGRAM, &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::runtime_error("cannot run " RNNVIS_PROGRAM);
  }

  pid_t id() const { return m_id; }
  /// Waits for the end; the exit status, or minus the signal that ended it.
  int wait() {
    int status = 0;
    ::waitpid(m_id, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  std::string out() const { return contentsOf(m_folder / "out"); }
  std::string err() const { return contentsOf(m_folder / "err"); }

 private:
  TemporaryFolder m_folder;
  pid_t m_id = 0;
};

struct Outcome {
  int status = 0;
  std::string out, err;

  nlohmann::json json() const { return nlohmann::json::parse(out); }
};

inline Outcome execute(std::vector<std::string> arguments) {
  Process process(std::move(arguments));
  const int status = process.wait();
  return {status, process.out(), process.err()};
}

inline std::size_t linesOf(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// Whether the program failed as it should: status 1, one line on standard error, nothing on standard output.
inline bool failedInOneLine(const Outcome& outcome) {
  return outcome.status == 1 && outcome.out.empty() && linesOf(outcome.err) == 1 &&
         outcome.err.starts_with("rnnvis: ") && outcome.err.ends_with("\n");
}

}  // namespace rnnvis::test
