#pragma once

#include "budget.h"
#include "rnnvis/checkpoint/array.h"

#include <optional>

namespace rnnvis::checkpoint {

/// The array of an .npy file that lies in memory, which `owner` keeps: a view of it where it is row-major and
/// little-endian, else a copy, which is taken from `budget`. Integers without a sign of two bytes and more
/// become int64. Nothing for text. Throws Error for a damaged file and for elements that are no real numbers.
std::optional<Array> readNpy(std::span<const std::byte> bytes, const std::shared_ptr<const void>& owner,
                             Budget& budget);

}  // namespace rnnvis::checkpoint
