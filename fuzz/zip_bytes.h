#pragma once

#include "pickle_bytes.h"

#include <zlib.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rnnvis::fuzz {

struct ZipEntrySource {
  std::string name;
  std::string contents;
  bool deflated = false;
};

inline std::string deflate(std::string_view contents) {
  z_stream stream{};
  deflateInit2(&stream, 1, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string result(deflateBound(&stream, contents.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(contents.data()));
  stream.avail_in = static_cast<uInt>(contents.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

/// A zip archive of these entries, with the checksums that a fuzzer would not guess.
inline std::string zipOf(const std::vector<ZipEntrySource>& entries) {
  using test::pickle::littleEndian;
  std::string archive, directory;
  for (const ZipEntrySource& entry : entries) {
    const std::string stored = entry.deflated ? deflate(entry.contents) : entry.contents;
    const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(entry.contents.data()), entry.contents.size());
    const std::string common =
        littleEndian(20, 2) + littleEndian(0, 2) + littleEndian(entry.deflated ? 8 : 0, 2) +
        littleEndian(0, 4) + littleEndian(sum, 4) + littleEndian(stored.size(), 4) +
        littleEndian(entry.contents.size(), 4) + littleEndian(entry.name.size(), 2) + littleEndian(0, 2);
    directory += "PK\1\2" + littleEndian(20, 2) + common + std::string(10, '\0') +
                 littleEndian(archive.size(), 4) + entry.name;
    archive += "PK\3\4" + common + entry.name + stored;
  }
  const std::string end = "PK\5\6" + littleEndian(0, 4) + littleEndian(entries.size(), 2) +
                          littleEndian(entries.size(), 2) + littleEndian(directory.size(), 4) +
                          littleEndian(archive.size(), 4) + littleEndian(0, 2);
  return archive + directory + end;
}

/// A fuzzed archive: of each entry a byte (which of `names`; the highest bit: deflated), the size in two
/// bytes and the contents.
inline std::string zipOf(std::string_view fuzzed, const std::vector<std::string>& names) {
  std::vector<ZipEntrySource> entries;
  while (fuzzed.size() >= 3) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(fuzzed[at]); };
    const std::size_t size = byte(1) + 256u * byte(2);
    entries.push_back(
        {names[(byte(0) & 127) % names.size()], std::string(fuzzed.substr(3, size)), byte(0) > 127});
    fuzzed.remove_prefix(std::min(fuzzed.size(), 3 + size));
  }
  return zipOf(entries);
}

/// One entry as zipOf() takes it.
inline std::string fuzzedEntry(std::size_t name, const std::string& contents, bool deflated = false) {
  return static_cast<char>(name + (deflated ? 128 : 0)) + test::pickle::littleEndian(contents.size(), 2) +
         contents;
}

}  // namespace rnnvis::fuzz
