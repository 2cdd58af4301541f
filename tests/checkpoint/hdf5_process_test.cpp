#include "hdf5_child.h"
#include "hdf5_file.h"
#include "hdf5_helper.h"
#include "messages.h"
#include "rnnvis/checkpoint/checkpoint.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
using namespace std::chrono_literals;

namespace {

std::size_t openDescriptors() {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) count += entry.exists();
  return count;
}

bool hasChildren() {
  siginfo_t info{};
  return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

std::filesystem::path program(const TemporaryFolder& folder, const std::string& commands) {
  const auto path = folder.write("helper", "#!/bin/sh\n" + commands + "\n");
  ::chmod(path.c_str(), 0700);
  return path;
}

/// What is thrown where the reader is a shell script.
std::string failureOf(const std::string& commands, std::chrono::milliseconds limit = 20s) {
  const TemporaryFolder folder;
  const auto helper = program(folder, commands);
  const FileDescriptor file = memoryFile(std::as_bytes(std::span("contents")));
  const std::size_t before = openDescriptors();
  const std::string message = messageOf([&] { runHdf5Reader(helper, file, limit); });
  CHECK(openDescriptors() == before);
  CHECK_FALSE(hasChildren());
  return message;
}

}  // namespace

TEST_CASE("a reading program that crashes is an error") {
  CHECK_THAT(failureOf("kill -SEGV $$"), Catch::Contains("crashed (signal 11)"));
  CHECK_THAT(failureOf("kill -XCPU $$"), Catch::Contains("ran out of time"));
  CHECK_THAT(failureOf("exit 3"), Catch::Contains("crashed (status 3)"));
  CHECK_THAT(failureOf("exit 1"), Catch::Contains("crashed"));
}

TEST_CASE("a reading program that does not end is ended") {
  const auto before = std::chrono::steady_clock::now();
  CHECK_THAT(failureOf("exec sleep 100", 100ms), Catch::Contains("ran out of time"));
  CHECK_THAT(failureOf("while :; do :; done", 100ms), Catch::Contains("ran out of time"));
  CHECK_THAT(failureOf("exec 2>&-; exec sleep 100"), Catch::Contains("crashed (signal 9)"));
  CHECK_THAT(failureOf("exec yes >&2", 100ms), Catch::Contains("ran out of time"));
  CHECK(std::chrono::steady_clock::now() - before < 10s);
}

TEST_CASE("a reading program's own words are used where they are one line") {
  CHECK(failureOf("printf 'array x is damaged' >&2; exit 1") == "array x is damaged");
  CHECK_THAT(failureOf("printf 'two\\nlines' >&2; exit 1"), Catch::Contains("crashed"));
  CHECK_THAT(failureOf("printf '\\033[2J' >&2; exit 1"), Catch::Contains("crashed"));
  CHECK_THAT(failureOf("printf '\\377' >&2; exit 1"), Catch::Contains("crashed"));
}

TEST_CASE("a reading program that is missing is an error") {
  const FileDescriptor file = memoryFile({});
  const std::string message = messageOf([&] { runHdf5Reader("/nowhere/reader", file, 1s); });
  CHECK_THAT(message, Catch::Contains("/nowhere/reader") && Catch::Contains("install"));
  CHECK_FALSE(hasChildren());
  CHECK(std::filesystem::exists(hdf5Helper()));
}

TEST_CASE("a reading program gets three descriptors and no environment") {
  const TemporaryFolder folder;
  const auto helper =
      program(folder, "cat; ls /proc/self/fd | wc -l; env | grep -v -e '^PWD=' -e '^_=' -e '^SHLVL='; true");
  const FileDescriptor leaked(::open("/dev/null", O_RDONLY));  // without O_CLOEXEC
  const FileDescriptor file = memoryFile({});
  const MappedFile answer = runHdf5Reader(helper, file, 20s);
  const auto bytes = answer.bytes();
  // ls itself opens one more.
  CHECK(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()) == "4\n");
}

TEST_CASE("reading HDF5 leaves no descriptor and no process behind") {
  const TemporaryFolder folder;
  { Hdf5File(folder / "good").floats("x", {1}, {1}); }
  const auto bad = folder.write("bad", "\x89HDF\r\n\x1a\n rest");
  (void)readCheckpoint(folder / "good");
  const std::size_t before = openDescriptors();
  for (int i = 0; i < 5; ++i) {
    CHECK(readCheckpoint(folder / "good").arrays.size() == 1);
    CHECK(isOneLine(messageOf([&] { readCheckpoint(bad); })));
  }
  CHECK(openDescriptors() == before);
  CHECK_FALSE(hasChildren());
}
