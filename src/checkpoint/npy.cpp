#include "npy.h"

#include "npy_header.h"
#include "rnnvis/base/error.h"
#include "shape.h"
#include "strided.h"

#include <algorithm>
#include <cstring>

namespace rnnvis::checkpoint {
namespace {

std::span<const std::byte> elementsOf(std::span<const std::byte> bytes, const NpyHeader& header) {
  const auto elements = bytes.subspan(header.size);
  const auto expected = byteCount(header.shape, header.element->size);
  if (!expected || *expected != elements.size())
    fail(
        "{} bytes do not make an array of shape {} with {} bytes an element; the file is truncated or "
        "damaged:"
        " copy or download it again",
        elements.size(), describeShape(header.shape), header.element->size);
  return elements;
}

/// One stored integer without a sign.
std::int64_t widened(const std::byte* stored, const NpyElement& element) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < element.size; ++i) {
    const std::size_t place = element.bigEndian ? element.size - 1 - i : i;
    value |= static_cast<std::uint64_t>(stored[place]) << (8 * i);
  }
  if (value >> 63) fail("it holds an integer without a sign that int64 cannot; save it as int64");
  return static_cast<std::int64_t>(value);
}

std::vector<std::byte> widenAll(std::span<const std::byte> stored, const NpyElement& element) {
  std::vector<std::byte> result(stored.size() / element.size * sizeof(std::int64_t));
  for (std::size_t i = 0; i < stored.size() / element.size; ++i) {
    const std::int64_t value = widened(stored.data() + i * element.size, element);
    std::memcpy(result.data() + i * sizeof value, &value, sizeof value);
  }
  return result;
}

/// The elements in little-endian order.
std::vector<std::byte> swapped(std::span<const std::byte> stored, const NpyElement& element) {
  std::vector<std::byte> result(stored.begin(), stored.end());
  if (!element.bigEndian) return result;
  for (std::size_t i = 0; i < result.size(); i += element.size)
    std::ranges::reverse(std::span(result).subspan(i, element.size));
  return result;
}

/// The strides of an array whose first index runs fastest where it is column-major, else its last.
std::vector<std::int64_t> stridesOf(const NpyHeader& header) {
  std::vector<std::int64_t> strides(header.shape.size());
  std::int64_t stride = 1;
  for (std::size_t k = 0; k < strides.size(); ++k) {
    const std::size_t axis = header.columnMajor ? k : strides.size() - 1 - k;
    strides[axis] = stride;
    stride *= std::max<std::int64_t>(header.shape[axis], 1);
  }
  return strides;
}

}  // namespace

std::optional<Array> readNpy(std::span<const std::byte> bytes, const std::shared_ptr<const void>& owner,
                             Budget& budget) {
  const NpyHeader header = parseNpyHeader({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!header.element) return std::nullopt;
  const NpyElement& element = *header.element;
  const auto elements = elementsOf(bytes, header);
  if (elements.empty()) return Array(element.type, header.shape, {}, owner);
  if (!header.columnMajor && !element.isUnsigned && !element.bigEndian)
    return Array(element.type, header.shape, elements, owner);
  budget.spend(elements.size() / element.size * sizeOf(element.type), "its elements");
  auto copy = element.isUnsigned ? widenAll(elements, element) : swapped(elements, element);
  const Storage storage = owned(std::move(copy));
  return arrayOf({element.type, 0, header.shape, stridesOf(header)}, storage, budget);
}

}  // namespace rnnvis::checkpoint
