#pragma once

#include <unistd.h>

#include <utility>

namespace rnnvis {

/// Owns a file descriptor; a negative one stands for none.
class FileDescriptor {
 public:
  explicit FileDescriptor(int descriptor = -1) : m_descriptor(descriptor) {}
  ~FileDescriptor() { close(); }
  FileDescriptor(FileDescriptor&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
  }

  int get() const { return m_descriptor; }
  /// Closes now; false where the system reports that data was lost.
  bool close() {
    const int descriptor = std::exchange(m_descriptor, -1);
    return descriptor < 0 || ::close(descriptor) == 0;
  }

 private:
  int m_descriptor;
};

}  // namespace rnnvis
