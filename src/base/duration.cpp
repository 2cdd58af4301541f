#include "rnnvis/base/duration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rnnvis {

std::string describeDuration(double seconds) {
  constexpr double longest = 1e9;
  const long whole = std::lround(std::clamp(seconds, 0.0, longest));
  const long minutes = (whole + 30) / 60;
  if (whole < 60) return fmt::format("{} s", whole);
  if (minutes < 60) return fmt::format("{} min", minutes);
  return fmt::format("{} h {:02} min", minutes / 60, minutes % 60);
}

}  // namespace rnnvis
