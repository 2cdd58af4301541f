#pragma once

#include "budget.h"
#include "storage.h"
#include "zip_directory.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rnnvis::checkpoint {

/// A zip archive in memory, read only. The bytes must outlive it.
class ZipArchive {
 public:
  /// Reads the directory. Throws Error for a damaged or truncated archive and for two entries of one name.
  explicit ZipArchive(std::span<const std::byte> bytes);

  /// In the order of the directory.
  const std::vector<std::string>& names() const { return m_names; }
  bool contains(const std::string& name) const { return m_indices.contains(name); }

  /// The contents of an entry, their checksum verified. Throws Error naming it where it is missing,
  /// encrypted, damaged, compressed by anything but deflate, or larger than the archive can hold or `budget`
  /// allows.
  std::vector<std::byte> read(const std::string& name, Budget& budget) const;

  /// As read(), but a stored entry is not copied: it is a view of the archive, whose bytes `owner` keeps.
  Storage view(const std::string& name, Budget& budget, const std::shared_ptr<const void>& owner) const;

 private:
  const ZipEntry& entry(const std::string& name) const;

  std::span<const std::byte> m_bytes;
  std::vector<ZipEntry> m_entries;
  std::vector<std::string> m_names;
  std::unordered_map<std::string, std::size_t> m_indices;
};

}  // namespace rnnvis::checkpoint
