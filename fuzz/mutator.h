#pragma once

#include "random.h"

#include <cstddef>
#include <span>
#include <string>

namespace rnnvis::fuzz {

/// One of `seeds` with one to eight changes: bits, bytes, integers at the edges of their types, and pieces
/// left out, repeated, moved or taken from another seed. At most `largest` bytes.
std::string mutationOf(std::span<const std::string> seeds, test::Random& random,
                       std::size_t largest = 1u << 16);

}  // namespace rnnvis::fuzz
