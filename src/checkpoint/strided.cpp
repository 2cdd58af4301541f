#include "strided.h"

#include "rnnvis/base/error.h"
#include "shape.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace rnnvis::checkpoint {
namespace {

/// As many as numpy and PyTorch allow.
constexpr std::size_t kMostDimensions = 64;

bool isRowMajor(const StridedView& view) {
  std::int64_t expected = 1;
  for (std::size_t k = view.shape.size(); k > 0; --k) {
    if (view.shape[k - 1] != 1 && view.strides[k - 1] != expected) return false;
    expected *= view.shape[k - 1];
  }
  return true;
}

/// One past the largest element that a view with elements reads; nothing where that overflows.
std::optional<std::int64_t> endOf(const StridedView& view) {
  std::int64_t end = 0;
  if (__builtin_add_overflow(view.offset, 1, &end)) return std::nullopt;
  for (std::size_t k = 0; k < view.shape.size(); ++k) {
    std::int64_t reach = 0;
    if (__builtin_mul_overflow(view.shape[k] - 1, view.strides[k], &reach) ||
        __builtin_add_overflow(end, reach, &end))
      return std::nullopt;
  }
  return end;
}

/// Copies element by element in row-major order; the view must have elements and lie inside the storage.
void gather(const StridedView& view, const std::byte* storage, std::vector<std::byte>& result) {
  const std::size_t elementSize = sizeOf(view.type);
  std::vector<std::int64_t> index(view.shape.size(), 0);
  std::int64_t position = view.offset;
  for (std::size_t written = 0; written < result.size(); written += elementSize) {
    std::memcpy(result.data() + written, storage + static_cast<std::size_t>(position) * elementSize,
                elementSize);
    for (std::size_t k = index.size(); k > 0; --k) {
      position += view.strides[k - 1];
      if (++index[k - 1] < view.shape[k - 1]) break;
      position -= view.strides[k - 1] * view.shape[k - 1];
      index[k - 1] = 0;
    }
  }
}

/// The number of bytes of the view's elements, after every check.
std::size_t checkedByteCount(const StridedView& view, const Storage& storage) {
  constexpr auto negative = [](std::int64_t value) { return value < 0; };
  if (view.shape.size() != view.strides.size() || view.shape.size() > kMostDimensions)
    fail("{} extents and {} strides make no tensor; the file is damaged", view.shape.size(),
         view.strides.size());
  const auto bytes = byteCount(view.shape, sizeOf(view.type));
  if (!bytes || view.offset < 0 || std::ranges::any_of(view.strides, negative))
    fail("shape {}, strides {} and offset {} make no tensor; the file is damaged", describeShape(view.shape),
         describeShape(view.strides), view.offset);
  const auto held = static_cast<std::int64_t>(storage.bytes.size() / sizeOf(view.type));
  const auto end = *bytes == 0 ? std::optional<std::int64_t>(0) : endOf(view);
  if (!end || *end > held)
    fail("shape {} with strides {} from element {} on reaches beyond its storage of {}; the file is damaged",
         describeShape(view.shape), describeShape(view.strides), view.offset, held);
  return *bytes;
}

}  // namespace

Array arrayOf(const StridedView& view, const Storage& storage, Budget& budget) {
  const std::size_t bytes = checkedByteCount(view, storage);
  if (bytes == 0) return {view.type, view.shape, {}, storage.owner};
  if (isRowMajor(view)) {
    const std::size_t first = static_cast<std::size_t>(view.offset) * sizeOf(view.type);
    return {view.type, view.shape, storage.bytes.subspan(first, bytes), storage.owner};
  }
  budget.spend(bytes, "a strided tensor of shape " + describeShape(view.shape));
  auto copy = std::make_shared<std::vector<std::byte>>(bytes);
  gather(view, storage.bytes.data(), *copy);
  return {view.type, view.shape, *copy, copy};
}

}  // namespace rnnvis::checkpoint
