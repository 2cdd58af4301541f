#pragma once

#include "budget.h"
#include "pickle.h"
#include "torch_storage.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

namespace rnnvis::checkpoint {

/// What torch.save() wrote before PyTorch 1.6: pickles one after the other (a magic number, the protocol's
/// version, a description of the machine, the saved value, the keys of the storages), then every storage as
/// its number of elements and its elements, little-endian whatever the machine was.
class TorchLegacy {
 public:
  /// Throws Error naming the place for a truncated or damaged file. Storages are views of `bytes`, which
  /// `owner` keeps.
  TorchLegacy(std::span<const std::byte> bytes, std::shared_ptr<const void> owner);

  const Pickle& pickle() const { return m_pickle; }
  /// The storage of that key. Throws Error where the file has none.
  Storage find(const std::string& key) const;

 private:
  std::span<const std::byte> m_rest;  ///< What has not been read yet.
  std::shared_ptr<const void> m_owner;
  std::size_t m_size;
  Pickle m_pickle;
  std::unordered_map<std::string, Storage> m_storages;

  Pickle next();
  Pickle skipToValue();
  void readStorages();
};

/// The storage and type of a call of torch.storage._load_from_bytes, by which pickle.dump() writes a storage:
/// its argument is a legacy file of its own. Nothing where `value` is no such call.
std::optional<std::pair<Storage, TorchType>> embeddedStorage(const Value& value, Budget& budget);

}  // namespace rnnvis::checkpoint
