#pragma once

#include "rnnvis/checkpoint/array.h"

#include <cstddef>
#include <span>

namespace rnnvis::checkpoint {

/// The arrays of a zip archive of .npy files, as numpy.savez() writes it, by their names without the suffix;
/// text is left out. Throws Error naming the entry.
NamedArrays readNpz(std::span<const std::byte> bytes, const std::shared_ptr<const void>& owner);

}  // namespace rnnvis::checkpoint
