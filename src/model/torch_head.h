#pragma once

#include "rnnvis/model/network.h"

#include <cstdint>

namespace rnnvis::model {

/// The embedding of a model whose layers are known: the free matrix with `inputs` columns whose name fits
/// best, the first among equals; nullptr for one-hot input.
const checkpoint::NamedArray* findTorchEmbedding(const checkpoint::NamedArrays& arrays,
                                                 const Architecture& architecture, std::int64_t inputs);

/// Completes `architecture` by head and dense layers: what [weights.keys] names, else the chain of free
/// matrices that begins with as many columns as the top layer has outputs; the embedding itself where its
/// shape and a bias say that it is tied. Leaves "head" among what is missing where no chain explains the
/// file. Throws Error for a named head that does not fit.
void findTorchHead(const checkpoint::NamedArrays& arrays, Architecture& architecture);

}  // namespace rnnvis::model
