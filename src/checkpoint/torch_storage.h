#pragma once

#include "pickle_value.h"
#include "rnnvis/checkpoint/array.h"
#include "storage.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rnnvis::checkpoint {

/// Element type of a storage or tensor as PyTorch has it; `type` is none where arrays of it are not read, and
/// of an untyped storage, whose elements are bytes.
struct TorchType {
  std::string_view storage;  ///< "FloatStorage"
  std::string_view scalar;   ///< "float32"
  std::size_t size = 0;
  std::optional<DType> type;

  bool isUntyped() const { return storage == "UntypedStorage"; }
  bool isRead() const { return type || isUntyped(); }
};

/// A part of a storage that a storage of its own stands for, in elements. Only old files have them.
struct StoragePart {
  std::int64_t offset = 0;
  std::int64_t elements = 0;
};

/// How a pickle refers to a storage: ("storage", class, key, device, elements[, part]).
struct StorageReference {
  std::string key;
  TorchType type;
  std::int64_t elements = 0;
  std::optional<StoragePart> part;
};

/// Gives the bytes of the storage of that key, little-endian; `elementSize` is what a big-endian file has to
/// be swapped by. Called anew for every tensor: keeping the storages is its part.
using StorageLookup = std::function<Storage(const std::string& key, std::size_t elementSize)>;

/// Nothing where `id` is of something else. Throws Error for a damaged reference, Unsupported for an unknown
/// type.
std::optional<StorageReference> storageReference(const Persistent& persistent);

/// The type behind torch.float32. Throws Unsupported for an unknown one.
TorchType typeOfScalar(const Global& scalar);

/// What `reference` refers to, looked up for elements of `elementSize`; its length is checked.
Storage resolve(const StorageReference& reference, std::size_t elementSize, const StorageLookup& lookUp);

}  // namespace rnnvis::checkpoint
