#include "answer.h"
#include "contents.h"
#include "hdf5_child.h"
#include "hdf5_file.h"
#include "rnnvis/base/file.h"
#include "safetensors_header.h"
#include "sandbox.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>

using namespace rnnvis;
using namespace rnnvis::checkpoint;
using namespace rnnvis::test;

namespace {

/// What `check` returns in a forked child, which ends without the library's and the sanitizers' last steps.
template <class Check>
int inChild(Check&& check) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::syscall(SYS_exit_group, check());
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// The same where the child denies itself the system first.
template <class Check>
int inSandbox(Check&& check) {
  return inChild([&] {
    denySystem();
    return check();
  });
}

/// Whether a call was refused, as an exit status.
int isRefused(long result) {
  return result == -1 && errno == EPERM ? 0 : 1;
}

}  // namespace

TEST_CASE("a confined process cannot open, make, run, connect or kill") {
  const TemporaryFolder folder;
  const std::string target = folder / "made";
  const pid_t parent = ::getpid();
  CHECK(inSandbox([] { return isRefused(::open("/etc/passwd", O_RDONLY)); }) == 0);
  CHECK(inSandbox([&] { return isRefused(::creat(target.c_str(), 0600)); }) == 0);
  CHECK(inSandbox([&] { return isRefused(::unlink(target.c_str())); }) == 0);
  CHECK(inSandbox([] { return isRefused(::socket(AF_INET, SOCK_STREAM, 0)); }) == 0);
  CHECK(inSandbox([] { return isRefused(::execl("/bin/true", "true", nullptr)); }) == 0);
  CHECK(inSandbox([] { return isRefused(::fork()); }) == 0);
  CHECK(inSandbox([&] { return isRefused(::kill(parent, 0)); }) == 0);
  CHECK(inSandbox([] { return isRefused(::write(0, "x", 1)); }) == 0);
  CHECK(inSandbox([] { return isRefused(::dup2(1, 7)); }) == 0);
  CHECK(inSandbox([] {
          void* made = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
          return made == MAP_FAILED ? isRefused(-1) : 1;
        }) == 0);
  CHECK_FALSE(std::filesystem::exists(target));
}

TEST_CASE("a confined process can still do what parsing needs") {
  CHECK(inSandbox([] {
          void* made = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
          return made == MAP_FAILED || ::munmap(made, 4096) != 0 || ::write(2, "", 0) != 0;
        }) == 0);
}

TEST_CASE("limits are set and cannot be raised") {
  CHECK(inChild([] {
          limitResources(1 << 20);
          struct rlimit limits {};
          if (::getrlimit(RLIMIT_NOFILE, &limits) != 0 || limits.rlim_max != 3) return 2;
          if (::getrlimit(RLIMIT_CPU, &limits) != 0 || limits.rlim_max > 60) return 3;
          if (::getrlimit(RLIMIT_FSIZE, &limits) != 0 || limits.rlim_max > (rlim_t{1} << 28)) return 4;
          denySystem();
          return isRefused(::setrlimit(RLIMIT_FSIZE, &limits));
        }) == 0);
}

TEST_CASE("the reading program's own code reads a file in this process") {
  const TemporaryFolder folder;
  {
    Hdf5File file(folder / "a");
    file.floats("l/w", {2}, {1, 2});
    file.floats("l/b", {}, {3});
    file.strings("", "layer_names", {"l"});
    file.strings("l", "weight_names", {"w", "b"});
    file.text("", "model_config", "{}");
  }
  std::string image = readFile(folder / "a");
  const FileDescriptor output = memoryFile({});
  CHECK(inChild([&] {
          answer(std::as_writable_bytes(std::span(image)), output.get());
          return 0;
        }) == 0);
  const MappedFile written(output, "the answer");
  const Safetensors read = parseSafetensors(written.bytes(), written.owner());
  CHECK(read.metadata == std::map<std::string, std::string>{{"keras.config", "{}"}});
  REQUIRE(read.arrays.size() == 2);
  CHECK(read.arrays[0].name == "l/w");
  CHECK(read.arrays[0].array.toFloats() == std::vector<float>{1, 2});
  CHECK(read.arrays[1].array.toFloats() == std::vector<float>{3});
}

TEST_CASE("names are compared with numbers by their value") {
  CHECK(naturallyLess("lstm", "lstm_1"));
  CHECK(naturallyLess("lstm_2", "lstm_10"));
  CHECK_FALSE(naturallyLess("lstm_10", "lstm_2"));
  CHECK(naturallyLess("a9b", "a10a"));
  CHECK(naturallyLess("9", "10"));
  CHECK_FALSE(naturallyLess("x", "x"));
}
