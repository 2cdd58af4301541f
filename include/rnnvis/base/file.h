#pragma once

#include "rnnvis/base/file_descriptor.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <span>
#include <string>

namespace rnnvis {

/// Opens `path` for reading and maps it. Throws Error naming the path where it is missing, a directory or
/// unreadable. The bytes stay valid as long as the object or a copy of it lives; copies are cheap.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path);
  /// Maps what is open already; `name` stands for it in messages.
  MappedFile(const FileDescriptor& descriptor, const std::filesystem::path& name);

  std::span<const std::byte> bytes() const;
  /// Shares ownership of the mapping, for views that outlive this object.
  std::shared_ptr<const void> owner() const;

 private:
  struct Mapping;
  std::shared_ptr<const Mapping> m_mapping;
};

/// The whole file as a string. Throws Error as MappedFile does, and where it is larger than `limit` bytes.
std::string readFile(const std::filesystem::path& path, std::size_t limit = std::size_t{1} << 30);

/// Replaces `path` by what `write` puts into the stream: a temporary file beside it, synced, then renamed, so
/// that a reader finds the old file or the whole new one. Missing parent folders are made. On any failure, an
/// exception out of `write` included, the old file stays and the temporary one is removed; throws Error (or
/// what `write` threw).
void writeFileAtomically(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write);

/// A file of a known size that is filled in through a mapping of it. Nothing is at `path` before commit();
/// without one, nothing stays.
class MappedOutput {
 public:
  /// Reserves `size` zeroed bytes in a temporary file beside `path`; missing parent folders are made. Throws
  /// Error where there is no room or the folder cannot be written.
  MappedOutput(const std::filesystem::path& path, std::size_t size);
  ~MappedOutput();

  /// Valid as long as the object or owner().
  std::span<std::byte> bytes() const { return m_bytes; }
  std::shared_ptr<void> owner() const { return m_mapping; }

  /// Lets the disk begin with what has been filled in, so that commit() waits for less.
  void startWriting();
  /// Syncs the file and renames it to `path`; throws Error. From then on the bytes are only to be read.
  void commit();

 private:
  struct Temporary;
  std::filesystem::path m_path;
  std::unique_ptr<Temporary> m_file;
  std::shared_ptr<void> m_mapping;
  std::span<std::byte> m_bytes;
};

}  // namespace rnnvis
