#pragma once

#include "rnnvis/checkpoint/array.h"

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

/// The type's name in the format: "F32".
std::string_view safetensorsName(DType type);

}  // namespace rnnvis::checkpoint
