#pragma once

#include "rnnvis/checkpoint/safetensors.h"

#include <string_view>
#include <vector>

namespace rnnvis::checkpoint {

/// Throws Error naming the array where a shape overflows, or where a name is `reserved`, taken or no UTF-8.
void checkNames(const std::vector<ArrayRoom>& arrays, std::string_view reserved);

/// Throws Error naming the array where bytes and shape disagree, or where a name is `reserved`, taken or no
/// UTF-8.
void checkOutput(std::span<const OutputArray> arrays, std::string_view reserved);

}  // namespace rnnvis::checkpoint
