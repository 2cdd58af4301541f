#pragma once

#include "budget.h"
#include "rnnvis/checkpoint/array.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rnnvis::checkpoint {

/// A TensorProto: its elements, or why they are not read.
struct OnnxTensor {
  std::optional<Array> array;
  std::string unsupported;  ///< "elements of type uint16, convert them to float32 and save again"
};

/// The name that a TensorProto gives itself; empty for a constant's.
std::string_view nameOfOnnxTensor(std::span<const std::byte> message);

/// Reads a TensorProto. The elements stay where they are in the file, which `owner` keeps, unless they are
/// stored as varints or in pieces; then they are copied and taken from `budget`. Throws Error for elements in
/// another file, which is never opened, for a shape that overflows, and for elements that do not make it.
OnnxTensor readOnnxTensor(std::span<const std::byte> message, const std::shared_ptr<const void>& owner,
                          Budget& budget);

}  // namespace rnnvis::checkpoint
