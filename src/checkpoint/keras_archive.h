#pragma once

#include "rnnvis/checkpoint/checkpoint.h"

#include <cstddef>
#include <span>

namespace rnnvis::checkpoint {

/// What Keras' model.save("model.keras") writes: a zip archive of config.json, metadata.json and the weights
/// as HDF5. Throws Error naming the place in the archive.
Checkpoint readKerasArchive(std::span<const std::byte> bytes);

}  // namespace rnnvis::checkpoint
