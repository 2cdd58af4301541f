#pragma once

#include "budget.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rnnvis::checkpoint {

/// What a value of a JSON tree takes beside its text, for the budget.
constexpr std::size_t kValueSize = 64;

/// What is kept of a NodeProto.
struct OnnxNode {
  std::string json;  ///< {"op", "name", "inputs", "outputs", "attributes"} as Checkpoint::metadata has it.
  std::string_view output;                             ///< The first one; a view of the file.
  std::optional<std::span<const std::byte>> constant;  ///< The TensorProto of a Constant's value.
};

/// Reads a NodeProto. Tensors and graphs among the attributes are left out. Throws Error for a name that is
/// not UTF-8, an attribute given twice, and a damaged message.
OnnxNode readOnnxNode(std::span<const std::byte> message, Budget& budget);

/// A name in the file. Throws Error where it is not UTF-8.
std::string_view onnxName(std::string_view name);

}  // namespace rnnvis::checkpoint
