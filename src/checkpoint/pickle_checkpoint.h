#pragma once

#include "budget.h"
#include "pickle.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "torch_storage.h"

#include <memory>
#include <span>
#include <string>

namespace rnnvis::checkpoint {

/// What the pickle of a checkpoint holds, whose tensors lie in the storages that `lookUp` gives: arrays,
/// vocabularies, and under "unsupported" a line for each tensor that is not read. Throws Error where no array
/// is left.
Checkpoint checkpointOf(const Pickle& pickle, std::string container, StorageLookup lookUp, Budget& budget);

/// What torch.save() of PyTorch before 1.6 wrote; storages are views of `bytes`, which `owner` keeps.
Checkpoint readTorchLegacy(std::span<const std::byte> bytes, const std::shared_ptr<const void>& owner);
/// What pickle.dump() wrote: numpy arrays and tensors.
Checkpoint readPlainPickle(std::span<const std::byte> bytes);

std::vector<TokenTable> tablesInTorchLegacy(std::span<const std::byte> bytes);
std::vector<TokenTable> tablesInPlainPickle(std::span<const std::byte> bytes);

}  // namespace rnnvis::checkpoint
