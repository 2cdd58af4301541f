#include "folder_lock.h"

#include "rnnvis/base/error.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace rnnvis::training {

FolderLock::FolderLock(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) fail("{} cannot be made: {}; name another folder", folder.string(), error.message());
  m_descriptor = FileDescriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (m_descriptor.get() < 0) return;
  if (::flock(m_descriptor.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    fail("{} is being trained into by another run; wait for its end, or name another folder",
         folder.string());
}

}  // namespace rnnvis::training
