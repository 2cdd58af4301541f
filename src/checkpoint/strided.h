#pragma once

#include "budget.h"
#include "rnnvis/checkpoint/array.h"
#include "storage.h"

#include <vector>

namespace rnnvis::checkpoint {

/// A view of a storage, in elements: x[i₁, …] = storage[offset + Σ iₖ·stridesₖ].
struct StridedView {
  DType type = DType::float32;
  std::int64_t offset = 0;
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> strides;
};

/// The view as a row-major array: of the storage itself where it is one, else of a copy that is taken from
/// `budget`. Throws Error where shape and strides disagree in number, anything is negative, or the view
/// reaches beyond the storage.
Array arrayOf(const StridedView& view, const Storage& storage, Budget& budget);

}  // namespace rnnvis::checkpoint
