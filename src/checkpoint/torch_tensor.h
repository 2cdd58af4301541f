#pragma once

#include "budget.h"
#include "pickle_value.h"
#include "strided.h"
#include "torch_storage.h"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace rnnvis::checkpoint {

/// Recognises in a pickle's values what PyTorch's own constructors would make tensors of, and numpy's arrays.
class TensorReader {
 public:
  TensorReader(StorageLookup lookUp, Budget& budget) : m_lookUp(std::move(lookUp)), m_budget(budget) {}

  /// The array of a tensor, parameter, numpy array or numpy number; nothing where `value` is none. The same
  /// value gives arrays that share their elements. Throws Error for a damaged one, Unsupported for one that
  /// is complex, quantised, sparse or of another type that is not read.
  std::optional<Array> read(const Value& value);

 private:
  /// The storage of a tensor and its type; `type` is what the tensor has of its own.
  std::pair<Storage, TorchType> storageOf(const Value& value, const std::optional<TorchType>& type,
                                          std::string_view function);
  Array makeTensor(std::string_view function, const Values& arguments);

  StorageLookup m_lookUp;
  Budget& m_budget;
  std::unordered_map<const Value*, Array> m_known;
  std::unordered_map<const Value*, std::pair<Storage, TorchType>> m_embedded;
};

}  // namespace rnnvis::checkpoint
