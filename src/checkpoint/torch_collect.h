#pragma once

#include "budget.h"
#include "pickle.h"
#include "rnnvis/checkpoint/array.h"
#include "torch_tensor.h"

namespace rnnvis::checkpoint {

/// Every tensor in a checkpoint, named by its path: the keys of dictionaries, the positions in lists and the
/// attributes of objects, joined by '.'. A module is named as its state_dict() would: parameters, then
/// buffers, then submodules, their containers left out. What occurs under several names is given under each,
/// sharing its elements. A tensor on its own is called "tensor".
///
/// Throws Error naming the tensor for a damaged one, and for names that are no UTF-8 or not unique.
NamedArrays collectArrays(const Pickle& pickle, TensorReader& tensors, Budget& budget);

}  // namespace rnnvis::checkpoint
