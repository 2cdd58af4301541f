#pragma once

#include "rnnvis/checkpoint/safetensors.h"

namespace rnnvis::checkpoint {

/// Writes a zip archive of .npy files, uncompressed and atomically, that numpy.load() reads: one a name, in
/// the given order. The same arrays make the same bytes. Throws Error where there are none, bytes and shape
/// disagree, a name is taken or no UTF-8, for bfloat16, which numpy does not have, and where the file cannot
/// be written.
void writeNpz(const std::filesystem::path& path, std::span<const OutputArray> arrays);

}  // namespace rnnvis::checkpoint
