#pragma once

#include "rnnvis/checkpoint/safetensors.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::checkpoint {

/// What the header says of an array: its elements lie at [begin, end) after the header.
struct SafetensorsEntry {
  std::string name;
  DType type = DType::float32;
  std::vector<std::int64_t> shape;
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< In the order of their places.
  std::map<std::string, std::string> metadata;
};

/// More than any header has; the format's own limit.
constexpr std::size_t kLargestSafetensorsHeader = 100'000'000;

/// Parses and checks the JSON header of a file with `dataSize` bytes after it. Throws Error naming the array
/// for equal names, unknown types, shapes that overflow, and places outside the data, of another size than
/// the shape asks for, or shared by two arrays.
SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::size_t dataSize);

/// The JSON header that says so, padded so that the data begins at a multiple of 8. Throws Error where a name
/// or metadata is not UTF-8 or the header would be longer than the format allows.
std::string formatSafetensorsHeader(const SafetensorsHeader& header);

/// A whole file that lies in memory, which `owner` keeps.
Safetensors parseSafetensors(std::span<const std::byte> bytes, const std::shared_ptr<const void>& owner);

}  // namespace rnnvis::checkpoint
