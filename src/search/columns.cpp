#include "columns.h"

#include "rnnvis/base/vector_clones.h"

namespace rnnvis::search {

RNNVIS_VECTOR_CLONES
void keepAtLeast(std::span<const std::uint8_t> codes, int least, std::span<std::uint8_t> holds) {
  if (least <= 0) return;
  const auto before = static_cast<std::uint8_t>(least - 1);  // The threshold 256 would not fit.
  const std::uint8_t* from = codes.data();
  std::uint8_t* to = holds.data();
  for (std::size_t t = 0; t < codes.size(); ++t)
    to[t] = static_cast<std::uint8_t>(to[t] & (from[t] > before));
}

RNNVIS_VECTOR_CLONES
void keepBelow(std::span<const std::uint8_t> codes, int bound, std::span<std::uint8_t> holds) {
  const std::uint8_t* from = codes.data();
  std::uint8_t* to = holds.data();
  const auto last = static_cast<std::uint8_t>(bound - 1);
  const std::uint8_t any = bound > 0;
  for (std::size_t t = 0; t < codes.size(); ++t)
    to[t] = static_cast<std::uint8_t>(to[t] & any & (from[t] <= last));
}

RNNVIS_VECTOR_CLONES
void addScaled(std::span<const std::uint8_t> codes, float factor, std::span<float> sums) {
  const std::uint8_t* from = codes.data();
  float* to = sums.data();
  for (std::size_t t = 0; t < codes.size(); ++t) to[t] += factor * static_cast<float>(from[t]);
}

RNNVIS_VECTOR_CLONES
void keepBeyond(std::span<const float> values, float threshold, float sign, std::span<std::uint8_t> holds) {
  const float* from = values.data();
  std::uint8_t* to = holds.data();
  for (std::size_t t = 0; t < values.size(); ++t) to[t] = sign * (from[t] - threshold) >= 0;
}

}  // namespace rnnvis::search
