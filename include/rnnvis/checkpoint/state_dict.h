#pragma once

#include "rnnvis/checkpoint/safetensors.h"

namespace rnnvis::checkpoint {

/// Writes a file, atomically, that torch.load() reads as a plain dictionary, name → tensor, in the given
/// order. The same arrays make the same bytes. Throws Error where there are none, bytes and shape disagree, a
/// name is taken or no UTF-8, and where the file cannot be written.
void writeStateDict(const std::filesystem::path& path, std::span<const OutputArray> arrays);

}  // namespace rnnvis::checkpoint
