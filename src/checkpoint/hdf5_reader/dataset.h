#pragma once

#include "handle.h"
#include "rnnvis/checkpoint/array.h"

#include <optional>
#include <string>
#include <vector>

namespace rnnvis::checkpoint {

/// A numeric dataset that is open.
struct Dataset {
  std::string path;
  DType type;
  std::vector<std::int64_t> shape;
  Handle id;
  Handle memoryType;  ///< What the library converts elements to: `type`, little-endian.
};

/// The dataset at `path`; nothing where its elements are no numbers or it has none. Integers without a sign
/// of two bytes and more become int64. Throws Error where it is damaged or keeps its elements in other files.
std::optional<Dataset> openDataset(hid_t file, const std::string& path);

/// Puts the elements to `target`, which has room for all. Throws Error where they are damaged or an integer
/// does not fit.
void readElements(const Dataset& dataset, std::byte* target);

}  // namespace rnnvis::checkpoint
