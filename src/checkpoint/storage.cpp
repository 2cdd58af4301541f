#include "storage.h"

#include <algorithm>
#include <utility>

namespace rnnvis::checkpoint {

Storage owned(std::vector<std::byte> bytes) {
  const auto owner = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
  return {*owner, owner};
}

void swapElements(std::span<std::byte> bytes, std::size_t elementSize) {
  for (std::size_t at = 0; at + elementSize <= bytes.size(); at += elementSize)
    std::ranges::reverse(bytes.subspan(at, elementSize));
}

}  // namespace rnnvis::checkpoint
