#pragma once

#include "budget.h"
#include "pickle.h"
#include "rnnvis/checkpoint/array.h"
#include "torch_tensor.h"

#include <string>
#include <vector>

namespace rnnvis::checkpoint {

struct CollectedArrays {
  NamedArrays arrays;
  std::vector<std::string> unsupported;  ///< A line for each tensor that is not read: "name: what and why".
};

/// Every tensor and numpy array in a checkpoint, named by its path: the keys of dictionaries, the positions
/// in lists and the attributes of objects, joined by '.'. A module is named as its state_dict() would:
/// parameters, then persistent buffers, then submodules, their containers left out. What occurs under several
/// names is given under each, sharing its elements; only the list in which TorchScript's recurrent modules
/// keep their parameters once more is left out. A tensor on its own is called "tensor".
///
/// Throws Error naming the tensor for a damaged one, and for names that are no UTF-8 or not unique.
CollectedArrays collectArrays(const Pickle& pickle, TensorReader& tensors, Budget& budget);

}  // namespace rnnvis::checkpoint
