#include "cache_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace rnnvis::response {
namespace {

constexpr std::chrono::milliseconds pause(50);

/// Whether `path` still names the open file: who held the lock before has removed it otherwise.
bool names(const std::filesystem::path& path, int descriptor) {
  struct stat named {
  }, opened{};
  return ::stat(path.c_str(), &named) == 0 && ::fstat(descriptor, &opened) == 0 &&
         named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

}  // namespace

CacheLock::CacheLock(const std::filesystem::path& file, const RunControl& control)
    : m_path(file.string() + ".lock") {
  std::error_code ignored;
  std::filesystem::create_directories(file.parent_path(), ignored);
  while (true) {
    control.throwIfStopped();
    m_descriptor = FileDescriptor(::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    if (m_descriptor.get() < 0) return;
    while (::flock(m_descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK && errno != EINTR) {  // A file system without locks.
        m_descriptor.close();
        return;
      }
      control.throwIfStopped();
      std::this_thread::sleep_for(pause);
    }
    if (names(m_path, m_descriptor.get())) return;
  }
}

CacheLock::~CacheLock() {
  // Removed while it is held: who waits for it finds that it names another file now, and tries again.
  if (m_descriptor.get() < 0) return;
  ::unlink(m_path.c_str());
  ::flock(m_descriptor.get(), LOCK_UN);  // A child process may have inherited the descriptor.
}

void removeUnheld(const std::filesystem::path& lockFile) {
  const FileDescriptor descriptor(::open(lockFile.c_str(), O_RDWR | O_CLOEXEC));
  if (descriptor.get() < 0 || ::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) return;
  if (names(lockFile, descriptor.get())) ::unlink(lockFile.c_str());
}

}  // namespace rnnvis::response
