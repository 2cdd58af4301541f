#pragma once

#include "rnnvis/model/network.h"

#include <map>
#include <string>

namespace rnnvis::model {

/// The tensors of the recurrent layers by PyTorch's names, as part → tensor; empty where no name fits. Of
/// several modules the one with most layers; modules whose names differ only in numbers are one stack where
/// each reads what the one before gives.
std::map<std::string, std::string> findTorchLayers(const checkpoint::NamedArrays& arrays);

}  // namespace rnnvis::model
