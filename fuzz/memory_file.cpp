#include "target.h"

#include <sys/mman.h>
#include <unistd.h>

namespace rnnvis::fuzz {

MemoryFile::MemoryFile()
    : m_descriptor(::memfd_create("fuzz", MFD_CLOEXEC)),
      m_path("/proc/self/fd/" + std::to_string(m_descriptor)) {
  if (m_descriptor < 0) std::abort();
}

MemoryFile::~MemoryFile() {
  ::close(m_descriptor);
}

const std::filesystem::path& MemoryFile::write(std::string_view contents) {
  const auto size = static_cast<ssize_t>(contents.size());
  if (::ftruncate(m_descriptor, 0) != 0 ||
      ::pwrite(m_descriptor, contents.data(), contents.size(), 0) != size)
    std::abort();
  return m_path;
}

}  // namespace rnnvis::fuzz
