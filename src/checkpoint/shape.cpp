#include "shape.h"

#include "rnnvis/checkpoint/array.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rnnvis::checkpoint {

std::optional<std::size_t> byteCount(std::span<const std::int64_t> shape, std::size_t elementSize) {
  if (std::ranges::any_of(shape, [](std::int64_t extent) { return extent < 0; })) return std::nullopt;
  if (std::ranges::find(shape, 0) != shape.end()) return 0;
  auto product = static_cast<std::int64_t>(elementSize);
  for (const std::int64_t extent : shape)
    if (__builtin_mul_overflow(product, extent, &product)) return std::nullopt;
  return static_cast<std::size_t>(product);
}

std::string describeShape(std::span<const std::int64_t> shape) {
  return fmt::format("[{}]", fmt::join(shape, ", "));
}

}  // namespace rnnvis::checkpoint
