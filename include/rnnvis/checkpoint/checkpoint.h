#pragma once

#include "rnnvis/checkpoint/array.h"

#include <filesystem>
#include <string>

namespace rnnvis::checkpoint {

/// What a weights file holds, whatever wrote it.
struct Checkpoint {
  std::string container;  ///< For people: "PyTorch zip", "safetensors".
  NamedArrays arrays;
};

/// Reads the arrays of a weights file. The container is recognised by content, never by suffix. Nothing that
/// the file names is executed: pickles are interpreted as data. Allocates no more than a small multiple of
/// the file's size. Throws Error that names the file, the container and the place in it for a missing,
/// truncated, damaged or unsupported file.
Checkpoint readCheckpoint(const std::filesystem::path& path);

}  // namespace rnnvis::checkpoint
