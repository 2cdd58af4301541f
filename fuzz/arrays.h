#pragma once

#include "rnnvis/checkpoint/array.h"

#include <algorithm>
#include <cstdlib>

namespace rnnvis::fuzz {

/// Reads elements of every array, at most a megabyte, so that one beyond its storage is seen.
inline void readElements(const checkpoint::NamedArrays& arrays) {
  std::size_t left = std::size_t{1} << 20;
  for (const checkpoint::NamedArray& named : arrays) {
    if (named.array.bytes().size() != named.array.size() * sizeOf(named.array.type())) std::abort();
    if (named.array.bytes().size() > left) return;
    left -= named.array.bytes().size();
    if (named.array.toFloats().size() != named.array.size()) std::abort();
  }
}

}  // namespace rnnvis::fuzz
