#include "legacy_file.h"
#include "messages.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_file.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;
namespace bytes = rnnvis::test::pickle;

namespace {

/// What the process has done to the world: children it has or had, files it holds open, a file that must not
/// come to be.
class World {
 public:
  explicit World(std::filesystem::path marker)
      : m_marker(std::move(marker)), m_waitedFor(waitedFor()), m_open(openFiles()) {}

  bool isUntouched() const {
    const bool noChild = ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
    return noChild && waitedFor() == m_waitedFor && openFiles() == m_open &&
           !std::filesystem::exists(m_marker);
  }

 private:
  /// Grows with every child that was waited for.
  static long waitedFor() {
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    return usage.ru_minflt;
  }
  static std::ptrdiff_t openFiles() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  }

  std::filesystem::path m_marker;
  long m_waitedFor;
  std::ptrdiff_t m_open;
};

/// Pickles that would act if anyone ran them.
std::vector<std::string> evilValues(const std::string& marker) {
  const std::string touch = bytes::tuple({bytes::text("touch " + marker)});
  const std::string python = bytes::tuple({bytes::text("open('" + marker + "', 'w')")});
  const std::string state =
      bytes::dict({{"__setstate__", bytes::global("os", "system")}, {"command", touch}});
  return {
      bytes::call("os", "system", touch),
      bytes::call("posix", "system", touch),
      bytes::call("builtins", "eval", python),
      bytes::call("builtins", "exec", python),
      bytes::call("subprocess", "Popen", touch),
      bytes::call("builtins", "open", bytes::tuple({bytes::text(marker), bytes::text("w")})),
      bytes::global("my", "SetState") + ")\x81" + state + "b",
      "(S'touch " + marker + "'\nios\nsystem\n",
      "(cos\nsystem\nS'touch " + marker + "'\no",
      bytes::call("torch.storage", "_load_from_bytes", bytes::tuple({bytes::call("os", "system", touch)})),
      bytes::call("numpy.core.multiarray", "_reconstruct",
                  bytes::tuple({bytes::call("os", "system", touch)})),
      bytes::call("torch.jit._pickle", "restore_type_tag",
                  bytes::tuple({bytes::call("os", "system", touch)})),
      bytes::tuple({bytes::text("module"), bytes::global("os", "system"), bytes::text(marker),
                    bytes::text("import os")}) +
          "Q" + touch + "R"};
}

}  // namespace

TEST_CASE("what a file could do to the world would be noticed") {
  const TemporaryFolder folder;
  const World waited(folder / "owned");
  CHECK(waited.isUntouched());
  REQUIRE(std::system("true") == 0);
  CHECK_FALSE(waited.isUntouched());

  const World running(folder / "owned");
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  CHECK_FALSE(running.isUntouched());
  ::waitpid(child, nullptr, 0);

  const World opened(folder / "owned");
  const int file = ::open("/dev/null", O_RDONLY);
  CHECK_FALSE(opened.isUntouched());
  ::close(file);
  CHECK(opened.isUntouched());

  const World marked(folder / "owned");
  folder.write("owned", "");
  CHECK_FALSE(marked.isUntouched());
}

TEST_CASE("nothing that any container names is run") {
  const TemporaryFolder folder;
  const auto marker = folder / "owned";
  const World world(marker);
  int number = 0;
  for (const std::string& evil : evilValues(marker.string())) {
    const std::string value = bytes::dict({{"w", floatTensor("0", {1})}, {"evil", evil}, {"vocab", evil}});
    const std::string one = bytesOf<float>({1});
    const auto name = std::to_string(number++);
    const std::vector<std::filesystem::path> paths{
        writeTorch(folder, value, {{"0", one}},
                   {{"archive/code/a.py", "import os"}, {"archive/constants.pkl", bytes::program(evil)}}),
        folder.write("legacy-" + name, legacyFile(value, {{"0", 1, one}})),
        folder.write("pickle-" + name, bytes::program(value)),
        folder.write("alone-" + name, bytes::program(evil))};
    for (const auto& path : paths) {
      messageOf([&] { readCheckpoint(path); });
      messageOf([&] { readTokenTables(path); });
    }
  }
  CHECK(world.isUntouched());
}
