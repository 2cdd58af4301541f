#pragma once

#include "pickle_bytes.h"

#include <cstring>
#include <string>
#include <vector>

namespace rnnvis::test {

/// The bytes of numbers as a storage holds them.
template <class Number>
std::string bytesOf(const std::vector<Number>& numbers) {
  std::string bytes(numbers.size() * sizeof(Number), '\0');
  if (!bytes.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

/// A row-major float tensor on all of storage `key`.
inline std::string floatTensor(const std::string& key, const std::vector<std::int64_t>& shape) {
  std::vector<std::int64_t> strides(shape.size());
  std::int64_t elements = 1;
  for (std::size_t k = shape.size(); k > 0; --k) {
    strides[k - 1] = elements;
    elements *= shape[k - 1];
  }
  return pickle::tensor(pickle::storage("FloatStorage", key, elements), 0, shape, strides);
}

}  // namespace rnnvis::test
