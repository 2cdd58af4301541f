#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace rnnvis::checkpoint {

enum class Container {
  torchZip,
  torchLegacy,
  pickle,
  kerasArchive,
  npz,
  npy,
  hdf5,
  onnx,
  safetensors,
  unsupported
};

/// The container by its first bytes, a zip archive by the names of its entries. A truncated file is
/// recognised too, for its reader to say so.
Container recognise(std::span<const std::byte> bytes);

/// What an unsupported file is and what to do about it: "is compressed; unpack …". Follows the
/// file's name in a message.
std::string explainUnsupported(std::span<const std::byte> bytes);

}  // namespace rnnvis::checkpoint
