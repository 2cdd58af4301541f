#include "guard.h"
#include "output_array.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "safetensors_header.h"
#include "shape.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <ranges>
#include <string_view>

namespace rnnvis::checkpoint {
namespace {

/// Wide elements first, so that every array is aligned without a gap before it, which the format does not
/// allow.
template <class Arrays>
auto inFileOrder(const Arrays& arrays) {
  std::vector<std::ranges::range_value_t<Arrays>> ordered(arrays.begin(), arrays.end());
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return sizeOf(a.type) > sizeOf(b.type); });
  return ordered;
}

/// Arrays one after another in their order. Their shapes have been checked.
template <class Arrays>
SafetensorsHeader headerOf(const Arrays& arrays, const std::map<std::string, std::string>& metadata) {
  SafetensorsHeader header;
  header.metadata = metadata;
  std::size_t end = 0;
  for (const auto& array : arrays) {
    const std::size_t begin = end;
    end += *byteCount(array.shape, sizeOf(array.type));
    header.entries.push_back({array.name, array.type, array.shape, begin, end});
  }
  return header;
}

constexpr std::string_view metadataName = "__metadata__";
constexpr std::size_t bytesAtOnce = std::size_t{4} << 20;  // Between two looks at whether to stop.

void writeBytes(std::ostream& stream, std::span<const std::byte> bytes, const RunControl& control) {
  while (!bytes.empty()) {
    control.throwIfStopped();
    const auto next = bytes.first(std::min(bytes.size(), bytesAtOnce));
    stream.write(reinterpret_cast<const char*>(next.data()), static_cast<std::streamsize>(next.size()));
    bytes = bytes.subspan(next.size());
  }
}

void write(std::ostream& stream, std::span<const OutputArray> arrays, const std::string& header,
           const RunControl& control) {
  const std::uint64_t length = header.size();
  writeBytes(stream, std::as_bytes(std::span(&length, 1)), control);
  writeBytes(stream, std::as_bytes(std::span(header)), control);
  for (const OutputArray& array : arrays) writeBytes(stream, array.bytes, control);
}

}  // namespace

void writeSafetensors(const std::filesystem::path& path, std::span<const OutputArray> arrays,
                      const std::map<std::string, std::string>& metadata, const RunControl& control) {
  const std::vector<OutputArray> ordered = inFileOrder(arrays);
  const std::string header = guarded(path, "safetensors", [&] {
    checkOutput(ordered, metadataName);
    return formatSafetensorsHeader(headerOf(ordered, metadata));
  });
  writeFileAtomically(path, [&](std::ostream& stream) { write(stream, ordered, header, control); });
}

SafetensorsOutput::SafetensorsOutput(const std::filesystem::path& path, std::span<const ArrayRoom> arrays,
                                     const std::map<std::string, std::string>& metadata, std::size_t slack)
    : m_path(path) {
  guarded(path, "safetensors", [&] {
    const std::vector<ArrayRoom> ordered = inFileOrder(arrays);
    checkNames(ordered, metadataName);
    m_header = std::make_unique<SafetensorsHeader>(headerOf(ordered, metadata));
    m_headerSize = formatSafetensorsHeader(*m_header).size() + (slack + 7) / 8 * 8;
  });
  const std::size_t data = m_header->entries.empty() ? 0 : m_header->entries.back().end;
  m_file = std::make_unique<MappedOutput>(path, sizeof(std::uint64_t) + m_headerSize + data);
}

SafetensorsOutput::SafetensorsOutput(SafetensorsOutput&&) noexcept = default;
SafetensorsOutput::~SafetensorsOutput() = default;

std::span<std::byte> SafetensorsOutput::at(const std::string& name) const {
  const auto found = std::ranges::find(m_header->entries, name, &SafetensorsEntry::name);
  assert(found != m_header->entries.end());
  return m_file->bytes().subspan(sizeof(std::uint64_t) + m_headerSize + found->begin,
                                 found->end - found->begin);
}

void SafetensorsOutput::commit(const std::map<std::string, std::string>& metadata) {
  m_header->metadata = metadata;
  std::string header = guarded(m_path, "safetensors", [&] { return formatSafetensorsHeader(*m_header); });
  assert(header.size() <= m_headerSize);
  header.resize(m_headerSize, ' ');
  const std::uint64_t length = header.size();
  std::memcpy(m_file->bytes().data(), &length, sizeof length);
  std::memcpy(m_file->bytes().data() + sizeof length, header.data(), header.size());
  m_file->commit();
}

}  // namespace rnnvis::checkpoint
