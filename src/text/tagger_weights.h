#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace rnnvis::text {

/// What a file of weights begins with; rows of tagCount signed bytes follow.
inline constexpr std::string_view taggerMagic = "RNNVis tagger 1\n";

/// The file that was linked into the program.
std::span<const std::byte> bundledTaggerWeights();

}  // namespace rnnvis::text
