#pragma once

#include <cstdint>

namespace rnnvis::cocluster {

/// SplitMix64 (Steele, Lea, Flood 2014). Unlike the distributions of <random>, its numbers are the same with
/// every standard library.
class Random {
 public:
  /// Streams of one seed are independent of each other.
  Random(std::uint64_t seed, std::uint64_t stream) : m_state(mixed(seed + increment) ^ mixed(~stream)) {}

  std::uint64_t next() { return mixed(m_state += increment); }

  /// Uniform in [0, 1), 53 bits.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  static constexpr std::uint64_t increment = 0x9e3779b97f4a7c15;

  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t m_state;
};

}  // namespace rnnvis::cocluster
