#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/checkpoint/array.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace rnnvis::checkpoint {

/// A safetensors file: 8-byte little-endian header length, JSON header, raw arrays.
struct Safetensors {
  NamedArrays arrays;  ///< Ordered by their place in the file; mapped from it, not copied.
  std::map<std::string, std::string> metadata;

  /// The array of that name; throws Error naming it where it is missing.
  const Array& at(const std::string& name) const;
  /// The same, or nullptr.
  const Array* find(const std::string& name) const;
};

/// Reads and checks a whole file: header length, JSON, dtypes, shapes without overflow, offsets that lie
/// inside the file, agree with shape and dtype, and do not overlap. Throws Error naming the file and the
/// array.
Safetensors readSafetensors(const std::filesystem::path& path);

/// An array to be written; `bytes` are its elements, row-major and little-endian.
struct OutputArray {
  std::string name;
  DType type;
  std::vector<std::int64_t> shape;
  std::span<const std::byte> bytes;
};

/// Writes a safetensors file atomically, arrays of wide elements first, else in the given order, without
/// gaps. Throws Error where bytes and shape disagree or the file cannot be written, and Cancelled, leaving
/// what was there before, after a stop request.
void writeSafetensors(const std::filesystem::path& path, std::span<const OutputArray> arrays,
                      const std::map<std::string, std::string>& metadata = {},
                      const RunControl& control = {});

}  // namespace rnnvis::checkpoint
