#pragma once

#include <cstddef>
#include <span>

namespace rnnvis::checkpoint {

/// Reads the HDF5 file in `image` and writes its arrays and Keras' metadata as a safetensors container to the
/// memory file `output`, in order and without alignment. Throws Error naming the place in the file.
void answer(std::span<std::byte> image, int output);

}  // namespace rnnvis::checkpoint
