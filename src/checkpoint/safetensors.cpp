#include "rnnvis/checkpoint/safetensors.h"

#include "describe.h"
#include "guard.h"
#include "rnnvis/base/file.h"
#include "safetensors_header.h"

#include <algorithm>
#include <cstring>

namespace rnnvis::checkpoint {
namespace {

/// The header's length, held against the file's.
std::size_t headerLength(std::span<const std::byte> bytes) {
  std::uint64_t length = 0;
  if (bytes.size() < sizeof length)
    fail("the file has only {} bytes; it is truncated: copy or download it again", bytes.size());
  std::memcpy(&length, bytes.data(), sizeof length);
  if (length > kLargestSafetensorsHeader)
    fail("a header of {} bytes is announced; the file is damaged or no safetensors file", length);
  if (length > bytes.size() - sizeof length)
    fail("a header of {} bytes is announced in a file of {}; it is truncated: copy or download it again",
         length, bytes.size());
  return length;
}

}  // namespace

Safetensors parseSafetensors(std::span<const std::byte> bytes, const std::shared_ptr<const void>& owner) {
  const std::size_t length = headerLength(bytes);
  const auto json = bytes.subspan(sizeof(std::uint64_t), length);
  const auto data = bytes.subspan(sizeof(std::uint64_t) + length);
  SafetensorsHeader header =
      parseSafetensorsHeader({reinterpret_cast<const char*>(json.data()), json.size()}, data.size());
  Safetensors result;
  result.metadata = std::move(header.metadata);
  result.arrays.reserve(header.entries.size());
  for (SafetensorsEntry& entry : header.entries) {
    const auto elements = data.subspan(entry.begin, entry.end - entry.begin);
    result.arrays.push_back(
        {std::move(entry.name), Array(entry.type, std::move(entry.shape), elements, owner)});
  }
  return result;
}

const Array* Safetensors::find(const std::string& name) const {
  const auto found = std::ranges::find(arrays, name, &NamedArray::name);
  return found == arrays.end() ? nullptr : &found->array;
}

const Array& Safetensors::at(const std::string& name) const {
  const Array* found = find(name);
  if (!found) fail("the array {} is missing from the safetensors file; write the file again", inQuotes(name));
  return *found;
}

Safetensors readSafetensors(const std::filesystem::path& path) {
  const MappedFile file(path);
  return guarded(path, "safetensors", [&] { return parseSafetensors(file.bytes(), file.owner()); });
}

}  // namespace rnnvis::checkpoint
