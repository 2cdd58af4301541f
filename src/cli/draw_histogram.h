#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rnnvis::cli {

/// A histogram in one line of blocks, the fullest bin the highest.
std::string drawHistogram(const std::vector<std::size_t>& histogram);

}  // namespace rnnvis::cli
