#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rnnvis::checkpoint {

/// What the directory at the end of a zip archive says about an entry.
struct ZipEntry {
  std::string name;
  bool encrypted = false;
  std::uint16_t method = 0;  ///< 0 stored, 8 deflated.
  std::uint32_t checksum = 0;
  std::uint64_t compressedSize = 0;
  std::uint64_t size = 0;
  std::uint64_t headerAt = 0;  ///< Of the header in front of its contents.
};

/// The entries of an archive, zip64 included, in the order of the directory. Throws Error for an archive that
/// is damaged, truncated or one of several parts.
std::vector<ZipEntry> readZipDirectory(std::span<const std::byte> archive);

/// The contents of an entry as they lie in the archive. Throws Error naming the entry where its header is
/// damaged or it reaches beyond the archive.
std::span<const std::byte> contentsOf(const ZipEntry& entry, std::span<const std::byte> archive);

}  // namespace rnnvis::checkpoint
