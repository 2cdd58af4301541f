#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace rnnvis::checkpoint {

/// The bytes of one storage, which any number of arrays share: owned, or mapped from the file and then at any
/// alignment. They stay valid as long as `owner` lives.
struct Storage {
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> owner;
};

/// A storage that owns `bytes`.
Storage owned(std::vector<std::byte> bytes);

/// Reverses the bytes of every whole element, which turns big-endian into little-endian.
void swapElements(std::span<std::byte> bytes, std::size_t elementSize);

}  // namespace rnnvis::checkpoint
