#include "describe.h"
#include "guard.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "safetensors_header.h"
#include "shape.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_set>

namespace rnnvis::checkpoint {
namespace {

void check(std::span<const OutputArray> arrays) {
  std::unordered_set<std::string_view> names{"__metadata__"};
  for (const OutputArray& array : arrays) {
    if (!names.insert(array.name).second)
      fail("array {}: the name is taken; give every array a name of its own", inQuotes(array.name));
    const auto expected = byteCount(array.shape, sizeOf(array.type));
    if (!expected || *expected != array.bytes.size())
      fail("array {}: {} bytes do not make a {} array of shape {}; pass as many elements as the shape has",
           inQuotes(array.name), array.bytes.size(), nameOf(array.type), describeShape(array.shape));
  }
}

std::size_t roundUp(std::size_t value, std::size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

/// Wide elements first, so that every array is aligned without a gap before it, which the format does not
/// allow.
std::vector<OutputArray> inFileOrder(std::span<const OutputArray> arrays) {
  std::vector<OutputArray> ordered(arrays.begin(), arrays.end());
  std::stable_sort(ordered.begin(), ordered.end(), [](const OutputArray& a, const OutputArray& b) {
    return sizeOf(a.type) > sizeOf(b.type);
  });
  return ordered;
}

/// Where each array begins after the header.
std::vector<std::size_t> placesOf(std::span<const OutputArray> arrays) {
  std::vector<std::size_t> places;
  std::size_t end = 0;
  for (const OutputArray& array : arrays) {
    places.push_back(end);
    end += array.bytes.size();
  }
  return places;
}

/// The JSON header, padded so that the data begins at a multiple of 8.
std::string headerOf(std::span<const OutputArray> arrays, std::span<const std::size_t> places,
                     const std::map<std::string, std::string>& metadata) {
  auto header = nlohmann::ordered_json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  for (std::size_t i = 0; i < arrays.size(); ++i)
    header[arrays[i].name] = {{"dtype", safetensorsName(arrays[i].type)},
                              {"shape", arrays[i].shape},
                              {"data_offsets", {places[i], places[i] + arrays[i].bytes.size()}}};
  std::string text = header.dump();
  text.resize(roundUp(text.size(), 8), ' ');
  if (text.size() > kLargestSafetensorsHeader)
    fail("the header would have {} bytes, more than the format allows; write fewer or shorter metadata",
         text.size());
  return text;
}

void writeBytes(std::ostream& stream, std::span<const std::byte> bytes) {
  if (bytes.empty()) return;  // its pointer may be null, which stream buffers need not take
  stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

void write(std::ostream& stream, std::span<const OutputArray> arrays, const std::string& header) {
  const std::uint64_t length = header.size();
  writeBytes(stream, std::as_bytes(std::span(&length, 1)));
  writeBytes(stream, std::as_bytes(std::span(header)));
  for (const OutputArray& array : arrays) writeBytes(stream, array.bytes);
}

}  // namespace

void writeSafetensors(const std::filesystem::path& path, std::span<const OutputArray> arrays,
                      const std::map<std::string, std::string>& metadata) {
  const std::vector<OutputArray> ordered = inFileOrder(arrays);
  const std::string header = guarded(path, "safetensors", [&] {
    check(ordered);
    return headerOf(ordered, placesOf(ordered), metadata);
  });
  writeFileAtomically(path, [&](std::ostream& stream) { write(stream, ordered, header); });
}

}  // namespace rnnvis::checkpoint
