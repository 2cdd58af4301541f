#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace rnnvis::checkpoint {

/// Bytes of a row-major array: elementSize · Π shape. Nothing where an extent is negative or the product does
/// not fit into int64. An extent of 0 makes it 0, whatever the others are.
std::optional<std::size_t> byteCount(std::span<const std::int64_t> shape, std::size_t elementSize);

}  // namespace rnnvis::checkpoint
