#pragma once

#include "rnnvis/checkpoint/array.h"

#include <optional>
#include <string>
#include <string_view>

namespace rnnvis::checkpoint {

/// How the elements of an .npy file are stored.
struct NpyElement {
  DType type = DType::float32;  ///< What they are read as.
  std::size_t size = 0;         ///< Bytes of a stored one; less than `type` has where they are widened.
  bool isUnsigned = false;      ///< Integers without a sign of two bytes and more, which become int64.
  bool bigEndian = false;
};

struct NpyHeader {
  std::optional<NpyElement> element;  ///< Nothing for text.
  bool columnMajor = false;
  std::vector<std::int64_t> shape;
  std::size_t size = 0;  ///< Bytes before the elements.
};

/// Parses the header of an .npy file of format 1.0 to 3.0. Throws Error for a damaged one, for pickled
/// objects and for elements that are no real numbers.
NpyHeader parseNpyHeader(std::string_view file);

/// The header that numpy would write for a row-major array, up to its elements. Throws Error for bfloat16,
/// which numpy does not have.
std::string formatNpyHeader(DType type, const std::vector<std::int64_t>& shape);

}  // namespace rnnvis::checkpoint
