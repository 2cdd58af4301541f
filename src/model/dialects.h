#pragma once

#include "rnnvis/model/network.h"

#include <map>
#include <string>

namespace rnnvis::model {

// inferArchitecture() for each family of files. They fill in everything but what `settings` overrides after
// them.

/// By PyTorch's names: …weight_hh_l<l> under any prefix, cells (…weight_hh), several modules of one layer
/// each, wrapped modules and dropped weights; the embedding as the matrix with as many columns as layer 0 has
/// inputs (one-hot input without one), the head as the chain of matrices that begins with as many columns as
/// the top layer has outputs. Also whatever `names` spells out.
Architecture inferTorchArchitecture(const checkpoint::NamedArrays& arrays,
                                    const std::map<std::string, std::string>& names,
                                    const NetworkSettings& settings);

/// By Keras' layers and its configuration, where the file has one.
Architecture inferKerasArchitecture(const checkpoint::Checkpoint& checkpoint);

/// By the graph of an ONNX model.
Architecture inferOnnxArchitecture(const checkpoint::Checkpoint& checkpoint);

}  // namespace rnnvis::model
