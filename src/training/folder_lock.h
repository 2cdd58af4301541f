#pragma once

#include "rnnvis/base/file_descriptor.h"

#include <filesystem>

namespace rnnvis::training {

/// Keeps a folder for one run, against others in any process, as long as it lives or its process does.
/// Leaves nothing in the folder. Where the file system knows no locks, it keeps nothing.
class FolderLock {
 public:
  /// Makes the folder where it is missing. Throws Error where another run holds it or it cannot be made.
  explicit FolderLock(const std::filesystem::path& folder);

 private:
  FileDescriptor m_descriptor;
};

}  // namespace rnnvis::training
