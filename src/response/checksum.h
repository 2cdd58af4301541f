#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace rnnvis::response {

/// Tells damaged bytes from whole ones at the speed of memory. No defence against intent: see Sha256.
class Checksum {
 public:
  /// An array of `size` bytes, which add() and addZeros() then give from the first to the last.
  void begin(std::size_t size);
  void add(std::span<const std::byte> bytes);
  /// The same as that many zero bytes.
  void addZeros(std::size_t count);
  /// 16 hexadecimal digits of everything added.
  std::string digits();

 private:
  static constexpr std::size_t stride = 32;
  void take(const std::byte* bytes);
  void finish();

  std::array<std::uint64_t, 4> m_lanes{1, 2, 3, 4};
  std::array<std::byte, stride> m_pending{};
  std::size_t m_pendingSize = 0;
};

}  // namespace rnnvis::response
