#pragma once

#include "rnnvis/base/file_descriptor.h"
#include "rnnvis/base/run_control.h"

#include <filesystem>

namespace rnnvis::response {

/// Where this version of the program keeps its analyses: a folder of the cache.
std::filesystem::path cacheFolderOfThisVersion();

/// Notes that a file was used now, which keeps it from being evicted first.
void touch(const std::filesystem::path& file);

/// Removes files until the rest is no larger than the limit: those of other versions first, then those unused
/// for longest; never `keep`. A program that has one of them mapped goes on reading it. Also removes what
/// writers that were killed left behind: temporary files older than an hour whose writer is gone, and lock
/// files that nobody holds. Other programs may do the same at the same time.
void evict(const std::filesystem::path& keep);

/// Held by the program that computes a file of the cache, so that others wait for the file in place of
/// computing it too. The system frees the lock of a program that ends, however it ends.
class CacheLock {
 public:
  /// Waits until nobody else holds the lock of `file`. Where there is no writing beside `file`, nothing is
  /// locked and nobody waited for. Throws Cancelled when a stop was requested.
  CacheLock(const std::filesystem::path& file, const RunControl& control);
  ~CacheLock();
  CacheLock(const CacheLock&) = delete;
  CacheLock& operator=(const CacheLock&) = delete;

 private:
  std::filesystem::path m_path;
  FileDescriptor m_descriptor;
};

/// Removes a lock file that nobody holds.
void removeUnheld(const std::filesystem::path& lockFile);

}  // namespace rnnvis::response
