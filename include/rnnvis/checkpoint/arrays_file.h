#pragma once

#include "rnnvis/checkpoint/safetensors.h"

namespace rnnvis::checkpoint {

/// Writes arrays in the format that the path's suffix names: .npz for numpy, which takes no metadata, else
/// safetensors. Throws Error as writeNpz() and writeSafetensors() do.
void writeArrays(const std::filesystem::path& path, std::span<const OutputArray> arrays,
                 const std::map<std::string, std::string>& metadata = {});

}  // namespace rnnvis::checkpoint
