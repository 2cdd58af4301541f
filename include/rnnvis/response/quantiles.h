#pragma once

#include <array>
#include <vector>

namespace rnnvis::response {

/// The levels of every distribution shown: the median and the 25–75 and 9–91 % bands.
inline constexpr std::array<double, 5> quantileLevels{0.09, 0.25, 0.50, 0.75, 0.91};

/// The quantiles at quantileLevels of finite values, by linear interpolation between order
/// statistics; zeros of none.
std::array<double, 5> quantilesOf(std::vector<float> values);

}  // namespace rnnvis::response
