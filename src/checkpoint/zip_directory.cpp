#include "zip_directory.h"

#include "describe.h"
#include "rnnvis/base/error.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>

namespace rnnvis::checkpoint {
namespace {

// Signatures and sizes of the fixed parts of the records.
constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::size_t kLocalHeaderSize = 30;
constexpr std::uint32_t kDirectoryEntry = 0x02014b50;
constexpr std::size_t kDirectoryEntrySize = 46;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::size_t kEndSize = 22;
constexpr std::uint32_t kEnd64 = 0x06064b50;
constexpr std::size_t kEnd64Size = 56;
constexpr std::uint32_t kLocator64 = 0x07064b50;
constexpr std::size_t kLocator64Size = 20;

constexpr std::uint16_t kExtra64 = 1;
constexpr std::uint32_t kInExtra64 = 0xffffffff;

[[noreturn]] void refuseArchive(std::string_view reason) {
  fail(
      "the zip archive's directory cannot be read ({}): the file is truncated or damaged; copy or download "
      "it again",
      reason);
}

using ByteSpan = std::span<const std::byte>;

/// `size` bytes from `at` on.
ByteSpan part(ByteSpan bytes, std::uint64_t at, std::uint64_t size, std::string_view what) {
  if (at > bytes.size() || size > bytes.size() - at) refuseArchive(what);
  return bytes.subspan(at, size);
}

template <class Integer>
Integer field(ByteSpan record, std::size_t at) {
  Integer value;
  std::memcpy(&value, record.subspan(at, sizeof value).data(), sizeof value);
  return value;
}

struct Directory {
  std::uint64_t entries;
  std::uint64_t size;
  std::uint64_t at;
};

/// Where the record lies that ends the archive: the last that its comment fills up to the end.
std::size_t findEnd(ByteSpan archive) {
  constexpr std::size_t longestComment = 0xffff;
  for (std::size_t comment = 0; comment <= longestComment && comment + kEndSize <= archive.size();
       ++comment) {
    const std::size_t at = archive.size() - kEndSize - comment;
    const ByteSpan record = archive.subspan(at, kEndSize);
    if (field<std::uint32_t>(record, 0) == kEnd && field<std::uint16_t>(record, 20) == comment) return at;
  }
  refuseArchive("its end is missing");
}

std::optional<Directory> findDirectory64(ByteSpan archive, std::size_t end) {
  if (end < kLocator64Size) return std::nullopt;
  const ByteSpan locator = archive.subspan(end - kLocator64Size, kLocator64Size);
  if (field<std::uint32_t>(locator, 0) != kLocator64) return std::nullopt;
  const ByteSpan record =
      part(archive, field<std::uint64_t>(locator, 8), kEnd64Size, "its zip64 end is missing");
  if (field<std::uint32_t>(record, 0) != kEnd64) refuseArchive("its zip64 end is missing");
  if (field<std::uint32_t>(record, 16) != 0 || field<std::uint32_t>(record, 20) != 0)
    refuseArchive("it is one of several parts");
  return Directory{field<std::uint64_t>(record, 32), field<std::uint64_t>(record, 40),
                   field<std::uint64_t>(record, 48)};
}

Directory findDirectory(ByteSpan archive) {
  const std::size_t end = findEnd(archive);
  if (const auto directory = findDirectory64(archive, end)) return *directory;
  const ByteSpan record = archive.subspan(end, kEndSize);
  if (field<std::uint16_t>(record, 4) != 0 || field<std::uint16_t>(record, 6) != 0)
    refuseArchive("it is one of several parts");
  return {field<std::uint16_t>(record, 10), field<std::uint32_t>(record, 12),
          field<std::uint32_t>(record, 16)};
}

/// The zip64 part of an entry's extra fields; empty without one.
ByteSpan findExtra64(ByteSpan extra) {
  while (extra.size() >= 4) {
    const auto id = field<std::uint16_t>(extra, 0);
    const ByteSpan body = part(extra, 4, field<std::uint16_t>(extra, 2), "an extra field is too long");
    if (id == kExtra64) return body;
    extra = extra.subspan(4 + body.size());
  }
  return {};
}

/// A size or offset, which the next 8 bytes of `extra64` hold where it does not fit into 32 bits.
std::uint64_t wideField(ByteSpan record, std::size_t at, ByteSpan& extra64) {
  const auto narrow = field<std::uint32_t>(record, at);
  if (narrow != kInExtra64 || extra64.empty()) return narrow;
  const ByteSpan wide = part(extra64, 0, sizeof(std::uint64_t), "a zip64 field is too short");
  extra64 = extra64.subspan(wide.size());
  return field<std::uint64_t>(wide, 0);
}

}  // namespace

std::vector<ZipEntry> readZipDirectory(ByteSpan archive) {
  const Directory directory = findDirectory(archive);
  ByteSpan rest = part(archive, directory.at, directory.size, "it reaches beyond the end");
  if (directory.entries > rest.size() / kDirectoryEntrySize)
    refuseArchive("it has fewer entries than announced");
  std::vector<ZipEntry> entries;
  entries.reserve(directory.entries);
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    const ByteSpan record = part(rest, 0, kDirectoryEntrySize, "an entry is cut off");
    if (field<std::uint32_t>(record, 0) != kDirectoryEntry) refuseArchive("an entry has no signature");
    const std::size_t nameSize = field<std::uint16_t>(record, 28);
    const std::size_t extraSize = field<std::uint16_t>(record, 30);
    const std::size_t commentSize = field<std::uint16_t>(record, 32);
    const ByteSpan variable =
        part(rest, kDirectoryEntrySize, nameSize + extraSize + commentSize, "an entry is cut off");
    ByteSpan extra64 = findExtra64(variable.subspan(nameSize, extraSize));

    ZipEntry& entry = entries.emplace_back();
    entry.name.assign(reinterpret_cast<const char*>(variable.data()), nameSize);
    entry.encrypted = (field<std::uint16_t>(record, 8) & 1) != 0;
    entry.method = field<std::uint16_t>(record, 10);
    entry.checksum = field<std::uint32_t>(record, 16);
    entry.size = wideField(record, 24, extra64);
    entry.compressedSize = wideField(record, 20, extra64);
    entry.headerAt = wideField(record, 42, extra64);
    rest = rest.subspan(record.size() + variable.size());
  }
  if (!rest.empty()) refuseArchive("it has more entries than announced");
  return entries;
}

ByteSpan contentsOf(const ZipEntry& entry, ByteSpan archive) {
  constexpr std::string_view what = "an entry reaches beyond the end";
  const ByteSpan header = part(archive, entry.headerAt, kLocalHeaderSize, what);
  const std::size_t nameSize = field<std::uint16_t>(header, 26);
  const std::size_t extraSize = field<std::uint16_t>(header, 28);
  const std::uint64_t nameAt = entry.headerAt + kLocalHeaderSize;
  const ByteSpan name = part(archive, nameAt, nameSize + extraSize, what).first(nameSize);
  if (field<std::uint32_t>(header, 0) != kLocalHeader ||
      !std::ranges::equal(name, std::as_bytes(std::span(entry.name))))
    fail("entry {} is not where the directory says; the file is damaged: copy or download it again",
         inQuotes(entry.name));
  return part(archive, nameAt + nameSize + extraSize, entry.compressedSize, what);
}

}  // namespace rnnvis::checkpoint
