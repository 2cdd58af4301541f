#pragma once

#include <string>

namespace rnnvis {

/// A duration for people, in at most two units: "40 s", "12 min", "1 h 05 min". Negative ones are 0.
std::string describeDuration(double seconds);

}  // namespace rnnvis
