#pragma once

#include "rnnvis/checkpoint/checkpoint.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace rnnvis::checkpoint {

/// What torch.save() of PyTorch 1.6 or later wrote, or torch.jit.save(): a zip archive of data.pkl and a file
/// a storage. Of a TorchScript program the parameters are read and nothing of its code. Storages are views of
/// `bytes`, which `owner` keeps, where they are not compressed. Throws Error naming the place in the archive.
Checkpoint readTorchZip(std::span<const std::byte> bytes, const std::shared_ptr<const void>& owner);

/// The vocabularies in such an archive.
std::vector<TokenTable> tablesInTorchZip(std::span<const std::byte> bytes);

}  // namespace rnnvis::checkpoint
