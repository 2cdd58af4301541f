#pragma once

#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"

#include <cstddef>
#include <span>

namespace rnnvis::checkpoint {

/// Whether a file begins like an ONNX model: it has no magic, but starts with a small version of the format
/// and has nothing but a model's fields up to its graph. The graph itself may be truncated.
bool looksLikeOnnx(std::span<const std::byte> bytes);

/// Reads an ONNX model (ModelProto): initializers and the tensors of Constant nodes, these under the name of
/// what they compute, and the graph as metadata. Subgraphs are not looked into. Throws Error naming the
/// tensor for elements in another file, names given twice and any damage.
Checkpoint readOnnx(const MappedFile& file);

}  // namespace rnnvis::checkpoint
