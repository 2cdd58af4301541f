#pragma once

#include "rnnvis/checkpoint/array.h"

#include <algorithm>
#include <string>

namespace rnnvis::test {

inline bool sameArray(const checkpoint::Array& a, const checkpoint::Array& b) {
  return a.type() == b.type() && a.shape() == b.shape() && std::ranges::equal(a.bytes(), b.bytes());
}

/// Whether `a` holds the arrays of `b` in the same order, their names with `prefix` in front.
inline bool sameArrays(const checkpoint::NamedArrays& a, const checkpoint::NamedArrays& b,
                       const std::string& prefix = {}) {
  return std::ranges::equal(a, b,
                            [&](const checkpoint::NamedArray& left, const checkpoint::NamedArray& right) {
                              return left.name == prefix + right.name && sameArray(left.array, right.array);
                            });
}

}  // namespace rnnvis::test
