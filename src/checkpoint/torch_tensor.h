#pragma once

#include "budget.h"
#include "pickle_value.h"
#include "strided.h"

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

namespace rnnvis::checkpoint {

/// Gives the bytes of the storage of that key, little-endian; `elementSize` is what a big-endian file has to
/// be swapped by. Called anew for every tensor: keeping the storages is its part.
using StorageLookup = std::function<Storage(const std::string& key, std::size_t elementSize)>;

/// Recognises in a pickle's values what PyTorch's own constructors would make tensors of.
class TensorReader {
 public:
  TensorReader(StorageLookup lookUp, Budget& budget) : m_lookUp(std::move(lookUp)), m_budget(budget) {}

  /// The array of a tensor or parameter; nothing where `value` is no tensor. The same value gives arrays that
  /// share their elements. Throws Error for a tensor that is damaged, of an unsupported type, quantised or
  /// sparse.
  std::optional<Array> read(const Value& value);

 private:
  StorageLookup m_lookUp;
  Budget& m_budget;
  std::unordered_map<const Value*, Array> m_known;
};

}  // namespace rnnvis::checkpoint
