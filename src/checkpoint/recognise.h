#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace rnnvis::checkpoint {

enum class Container { zip, torchLegacy, pickle, safetensors, onnx, unsupported };

/// The container by its first bytes. A truncated file is recognised too, for its reader to say so.
Container recognise(std::span<const std::byte> bytes);

/// What an unsupported file is and what to do about it: "is an HDF5 file (Keras), …; save …". Follows the
/// file's name in a message.
std::string explainUnsupported(std::span<const std::byte> bytes);

}  // namespace rnnvis::checkpoint
