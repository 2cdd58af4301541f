#include "hdf5_child.h"

#include "describe.h"
#include "rnnvis/base/error.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <system_error>

namespace rnnvis::checkpoint {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kDamaged = "the file is damaged: copy or download it again";

std::string describeError(int error) {
  return std::error_code(error, std::generic_category()).message();
}

/// Throws for a system call that failed.
void require(bool success, int error = errno) {
  if (!success)
    fail("the program that reads it cannot be started: {}; close other programs", describeError(error));
}

/// The same file above the three standard descriptors, over which the child's are put one by one.
FileDescriptor aboveStandard(const FileDescriptor& file) {
  FileDescriptor copy(::fcntl(file.get(), F_DUPFD_CLOEXEC, 3));
  require(copy.get() >= 0);
  return copy;
}

struct Pipe {
  FileDescriptor read;
  FileDescriptor write;
};

Pipe makePipe() {
  std::array<int, 2> ends{};
  require(::pipe2(ends.data(), O_CLOEXEC) == 0);
  const FileDescriptor read(ends[0]), write(ends[1]);
  return {aboveStandard(read), aboveStandard(write)};
}

class FileActions {
 public:
  FileActions() { require(::posix_spawn_file_actions_init(&m_actions) == 0); }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&m_actions); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  void put(const FileDescriptor& file, int place) {
    require(::posix_spawn_file_actions_adddup2(&m_actions, file.get(), place) == 0);
  }
  void closeFrom(int first) { require(::posix_spawn_file_actions_addclosefrom_np(&m_actions, first) == 0); }
  const posix_spawn_file_actions_t* get() const { return &m_actions; }

 private:
  posix_spawn_file_actions_t m_actions{};
};

/// No signal blocked or ignored, whatever this program does with them.
class PlainSignals {
 public:
  PlainSignals() {
    require(::posix_spawnattr_init(&m_attributes) == 0);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&m_attributes, &none);
    ::posix_spawnattr_setsigdefault(&m_attributes, &all);
    ::posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~PlainSignals() { ::posix_spawnattr_destroy(&m_attributes); }
  PlainSignals(const PlainSignals&) = delete;
  PlainSignals& operator=(const PlainSignals&) = delete;
  const posix_spawnattr_t* get() const { return &m_attributes; }

 private:
  posix_spawnattr_t m_attributes{};
};

/// A running child, which does not outlive the object.
class Child {
 public:
  explicit Child(pid_t id) : m_id(id) {}
  ~Child() {
    if (m_id > 0) end();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Kills it and returns its status as waitpid() gives it: its own where it was about to exit.
  int end() {
    ::kill(m_id, SIGKILL);
    int status = 0;
    while (::waitpid(m_id, &status, 0) < 0 && errno == EINTR) {
    }
    m_id = -1;
    return status;
  }

 private:
  pid_t m_id;
};

pid_t start(const std::filesystem::path& helper, const FileDescriptor& input, const FileDescriptor& output,
            const FileDescriptor& messages) {
  FileActions actions;
  actions.put(input, 0);
  actions.put(output, 1);
  actions.put(messages, 2);
  actions.closeFrom(3);
  const PlainSignals signals;
  std::string name = helper.string();
  std::array<char*, 2> arguments{name.data(), nullptr};
  std::array<char*, 1> environment{nullptr};
  pid_t id = -1;
  const int error =
      ::posix_spawn(&id, name.c_str(), actions.get(), signals.get(), arguments.data(), environment.data());
  if (error != 0)
    fail("the program that reads it, {}, cannot be started: {}; install RNNVis again", name,
         describeError(error));
  return id;
}

/// What comes through the pipe until its other end is closed, at most a few KiB; nothing where that takes
/// longer than until `deadline`.
std::optional<std::string> messageFrom(const FileDescriptor& pipe, Clock::time_point deadline) {
  constexpr std::size_t longest = 4096;
  std::string message;
  for (std::array<char, 1024> part{};;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return std::nullopt;
    pollfd waiting{pipe.get(), POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready < 0 && errno != EINTR) return std::nullopt;
    if (ready <= 0) continue;
    const ssize_t count = ::read(pipe.get(), part.data(), part.size());
    if (count == 0) return message;
    if (count > 0)
      message.append(part.data(), std::min(static_cast<std::size_t>(count), longest - message.size()));
  }
}

bool isLine(const std::string& text) {
  constexpr auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return !text.empty() && std::ranges::none_of(text, control) && isUtf8(text);
}

void requireSuccess(int status, const std::string& message) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 1 && isLine(message)) throw Error(message);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
    fail("the library that reads it ran out of time; {}", kDamaged);
  fail("the library that reads it crashed ({} {}); {}", WIFSIGNALED(status) ? "signal" : "status",
       WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), kDamaged);
}

}  // namespace

FileDescriptor memoryFile(std::span<const std::byte> contents) {
  FileDescriptor file(::memfd_create("rnnvis", MFD_CLOEXEC));
  require(file.get() >= 0);
  while (!contents.empty()) {
    const ssize_t written = ::write(file.get(), contents.data(), contents.size());
    if (written < 0 && errno == EINTR) continue;
    require(written > 0);
    contents = contents.subspan(static_cast<std::size_t>(written));
  }
  return file;
}

MappedFile runHdf5Reader(const std::filesystem::path& helper, const FileDescriptor& file,
                         std::chrono::milliseconds limit) {
  const FileDescriptor input = aboveStandard(file);
  const FileDescriptor output = aboveStandard(memoryFile({}));
  Pipe messages = makePipe();
  const auto deadline = Clock::now() + limit;
  Child child(start(helper, input, output, messages.write));
  messages.write.close();
  const auto message = messageFrom(messages.read, deadline);
  // A child that has closed its end has nothing more to say; killing one that is exiting changes nothing.
  const int status = child.end();
  if (!message) fail("the library that reads it ran out of time; {}", kDamaged);
  requireSuccess(status, *message);
  return {output, "what was read"};
}

}  // namespace rnnvis::checkpoint
