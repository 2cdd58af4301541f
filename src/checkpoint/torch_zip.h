#pragma once

#include "rnnvis/checkpoint/array.h"

#include <cstddef>
#include <span>

namespace rnnvis::checkpoint {

/// The tensors of what torch.save() of PyTorch 1.6 or later wrote: a zip archive of data.pkl and a file a
/// storage. The arrays own their elements. Throws Error naming the place in the archive.
NamedArrays readTorchZip(std::span<const std::byte> bytes);

}  // namespace rnnvis::checkpoint
