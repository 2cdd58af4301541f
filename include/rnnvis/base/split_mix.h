#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace rnnvis {

/// SplitMix64 (Steele, Lea, Flood 2014). Unlike the distributions of <random>, its numbers are the same with
/// every standard library.
class SplitMix64 {
 public:
  /// Streams of one seed are independent of each other.
  SplitMix64(std::uint64_t seed, std::uint64_t stream) : m_state(mixed(seed + increment) ^ mixed(~stream)) {}

  std::uint64_t next() { return mixed(m_state += increment); }

  /// A hash of x: every bit of it changes about half of the bits of the result.
  static std::uint64_t hash(std::uint64_t x) { return mixed(x + increment); }

  /// Uniform in [0, 1), 53 bits.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

  /// Uniform in [0, count), count > 0; its bias is below count / 2^64.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }

  /// Moves a uniform choice of `count` of the values, without replacement, to their front.
  template <class Value>
  void choose(std::vector<Value>& values, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) std::swap(values[i], values[i + below(values.size() - i)]);
  }

 private:
  static constexpr std::uint64_t increment = 0x9e3779b97f4a7c15;

  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t m_state;
};

}  // namespace rnnvis
