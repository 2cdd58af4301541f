#include "zip_archive.h"

#include "describe.h"
#include "rnnvis/base/error.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

namespace rnnvis::checkpoint {
namespace {

constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;

[[noreturn]] void refuseEntry(const ZipEntry& entry, std::string_view reason) {
  fail("entry {} cannot be read ({}); the file is damaged: copy or download it again", inQuotes(entry.name),
       reason);
}

/// Holds what the directory says about an entry against what is possible. Deflate cannot exceed 1032:1.
void checkEntry(const ZipEntry& entry, std::size_t archiveSize) {
  constexpr std::uint64_t largestRatio = 1032;
  if (entry.encrypted)
    fail("entry {} is encrypted; save the model again without encryption", inQuotes(entry.name));
  if (entry.method != kStored && entry.method != kDeflated)
    fail(
        "entry {} is compressed by method {}; only stored and deflated entries are read: save the model "
        "again",
        inQuotes(entry.name), entry.method);
  if (entry.compressedSize > archiveSize ||
      entry.size > (entry.method == kStored ? archiveSize : largestRatio * entry.compressedSize))
    fail("entry {} claims {} bytes, more than the file can hold; it is damaged: copy or download it again",
         inQuotes(entry.name), entry.size);
  if (entry.method == kStored && entry.size != entry.compressedSize)
    refuseEntry(entry, "its length is not the announced one");
}

void checkSum(const ZipEntry& entry, std::span<const std::byte> contents) {
  if (crc32_z(0, reinterpret_cast<const Bytef*>(contents.data()), contents.size()) != entry.checksum)
    refuseEntry(entry, "its checksum is wrong");
}

class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&m_stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&m_stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Whether `deflated` is one stream that fills `result`.
  bool run(std::span<const std::byte> deflated, std::span<std::byte> result) {
    int status = Z_OK;
    while (status == Z_OK) {
      // zlib counts in 32 bits.
      const uInt given = chunkOf(deflated.size());
      const uInt room = chunkOf(result.size());
      m_stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(deflated.data()));
      m_stream.avail_in = given;
      m_stream.next_out = result.empty() ? &m_nowhere : reinterpret_cast<Bytef*>(result.data());
      m_stream.avail_out = room;
      status = inflate(&m_stream, Z_NO_FLUSH);
      deflated = deflated.subspan(given - m_stream.avail_in);
      result = result.subspan(room - m_stream.avail_out);
    }
    return status == Z_STREAM_END && deflated.empty() && result.empty();
  }

 private:
  static uInt chunkOf(std::size_t size) {
    return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
  }

  z_stream m_stream{};
  Bytef m_nowhere = 0;  ///< zlib refuses null even for no room.
};

}  // namespace

ZipArchive::ZipArchive(std::span<const std::byte> bytes)
    : m_bytes(bytes), m_entries(readZipDirectory(bytes)) {
  for (std::size_t i = 0; i < m_entries.size(); ++i) {
    const std::string& name = m_entries[i].name;
    if (!m_indices.emplace(name, i).second)
      fail("the zip archive has two entries called {}; the file is damaged: save the model again",
           inQuotes(name));
    m_names.push_back(name);
  }
}

const ZipEntry& ZipArchive::entry(const std::string& name) const {
  const auto found = m_indices.find(name);
  if (found == m_indices.end())
    fail("entry {} is missing; the file is damaged: copy or download it again", inQuotes(name));
  const ZipEntry& entry = m_entries[found->second];
  checkEntry(entry, m_bytes.size());
  return entry;
}

std::vector<std::byte> ZipArchive::read(const std::string& name, Budget& budget) const {
  const ZipEntry& found = entry(name);
  const auto stored = contentsOf(found, m_bytes);
  budget.spend(found.size, inQuotes(name));
  std::vector<std::byte> contents(found.size);
  if (found.method == kStored)
    std::ranges::copy(stored, contents.begin());
  else if (!Inflater().run(stored, contents))
    refuseEntry(found, "its deflated contents are damaged");
  checkSum(found, contents);
  return contents;
}

Storage ZipArchive::view(const std::string& name, Budget& budget,
                         const std::shared_ptr<const void>& owner) const {
  const ZipEntry& found = entry(name);
  if (found.method != kStored) return owned(read(name, budget));
  const auto contents = contentsOf(found, m_bytes);
  // No memory is taken, but entries may overlap, and each is summed.
  budget.spend(found.size, inQuotes(name));
  checkSum(found, contents);
  return {contents, owner};
}

}  // namespace rnnvis::checkpoint
