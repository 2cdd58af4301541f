#include "guard.h"
#include "output_array.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "safetensors_header.h"

#include <algorithm>

namespace rnnvis::checkpoint {
namespace {

/// Wide elements first, so that every array is aligned without a gap before it, which the format does not
/// allow.
std::vector<OutputArray> inFileOrder(std::span<const OutputArray> arrays) {
  std::vector<OutputArray> ordered(arrays.begin(), arrays.end());
  std::stable_sort(ordered.begin(), ordered.end(), [](const OutputArray& a, const OutputArray& b) {
    return sizeOf(a.type) > sizeOf(b.type);
  });
  return ordered;
}

std::string headerOf(std::span<const OutputArray> arrays,
                     const std::map<std::string, std::string>& metadata) {
  SafetensorsHeader header;
  header.metadata = metadata;
  std::size_t end = 0;
  for (const OutputArray& array : arrays) {
    const std::size_t begin = end;
    end += array.bytes.size();
    header.entries.push_back({array.name, array.type, array.shape, begin, end});
  }
  return formatSafetensorsHeader(header);
}

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
    checkOutput(ordered, "__metadata__");
    return headerOf(ordered, metadata);
  });
  writeFileAtomically(path, [&](std::ostream& stream) { write(stream, ordered, header, control); });
}

}  // namespace rnnvis::checkpoint
