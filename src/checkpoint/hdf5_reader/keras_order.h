#pragma once

#include "budget.h"
#include "contents.h"

#include <map>
#include <string>
#include <vector>

namespace rnnvis::checkpoint {

/// The paths of the arrays to read, in order: those that Keras lists by the attributes layer_names and
/// weight_names, layer by layer, where it does, else all. Throws Error where a listed one is missing.
std::vector<std::string> arraysInOrder(hid_t file, const Contents& contents, Budget& budget);

/// "keras.config" and "keras.version", where the file has them.
std::map<std::string, std::string> kerasMetadata(hid_t file, const Contents& contents, Budget& budget);

}  // namespace rnnvis::checkpoint
