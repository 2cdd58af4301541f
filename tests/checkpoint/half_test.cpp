#include "rnnvis/checkpoint/half.h"

#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using rnnvis::checkpoint::fromHalf;
using rnnvis::checkpoint::toHalf;
using rnnvis::checkpoint::toHalves;

namespace {

/// The definition of binary16, in double precision.
double valueOf(std::uint16_t bits) {
  const double sign = bits & 0x8000 ? -1 : 1;
  const int exponent = (bits >> 10) & 0x1f;
  const int fraction = bits & 0x3ff;
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  return sign * std::ldexp(1024 + fraction, exponent - 25);
}

}  // namespace

TEST_CASE("every half survives the way to float and back") {
  int wrong = 0;
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits)
    wrong += toHalf(fromHalf(static_cast<std::uint16_t>(bits))) != bits;
  CHECK(wrong == 0);
}

TEST_CASE("every finite half has the value its bits define") {
  int wrong = 0;
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    if ((half & 0x7c00) != 0x7c00) wrong += fromHalf(half) != valueOf(half);
  }
  CHECK(wrong == 0);
}

TEST_CASE("infinities and NaN stay what they are") {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  CHECK(fromHalf(0x7c00) == infinity);
  CHECK(fromHalf(0xfc00) == -infinity);
  CHECK(std::isnan(fromHalf(0x7e00)));
  CHECK(toHalf(infinity) == 0x7c00);
  CHECK(toHalf(-infinity) == 0xfc00);
  CHECK((toHalf(std::numeric_limits<float>::quiet_NaN()) & 0x7fff) > 0x7c00);
}

TEST_CASE("floats round to the nearest half, ties to even") {
  // Between each two neighbours: below, at and above the middle.
  int wrong = 0;
  for (std::uint16_t low = 0; low < 0x7bff; ++low) {
    const auto high = static_cast<std::uint16_t>(low + 1);
    const float middle = (fromHalf(low) + fromHalf(high)) / 2;  // exact in float
    wrong += toHalf(std::nextafter(middle, 0.0f)) != low;
    wrong += toHalf(middle) != (low % 2 == 0 ? low : high);
    wrong += toHalf(std::nextafter(middle, 1e9f)) != high;
  }
  CHECK(wrong == 0);
}

TEST_CASE("floats beyond the range of half become infinite or zero") {
  CHECK(toHalf(65504.0f) == 0x7bff);
  CHECK(toHalf(65519.9f) == 0x7bff);
  CHECK(toHalf(65520.0f) == 0x7c00);
  CHECK(toHalf(-1e30f) == 0xfc00);
  CHECK(toHalf(0x1p-25f) == 0);
  CHECK(toHalf(std::nextafter(0x1p-25f, 1.0f)) == 1);
  CHECK(toHalf(-1e-30f) == 0x8000);
}

TEST_CASE("many values become half floats as each alone does") {
  std::vector<float> values;
  for (std::uint32_t bits = 0; bits < 0xffff0000u - 99'991u; bits += 99'991u) {
    const auto value = std::bit_cast<float>(bits);
    if (!std::isnan(value)) values.push_back(value);
  }
  for (std::size_t count : {values.size(), std::size_t{13}, std::size_t{7}, std::size_t{0}}) {
    std::vector<std::uint16_t> bits(count, 0xabcd);
    toHalves(values.data(), count, bits.data());
    for (std::size_t i = 0; i < count; ++i) REQUIRE(bits[i] == toHalf(values[i]));
  }
}
