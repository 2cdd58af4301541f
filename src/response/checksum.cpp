#include "checksum.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>

namespace rnnvis::response {
namespace {

/// A bijection of `lane` for every `word`, and of `word` for every `lane`: no single change is lost.
std::uint64_t mix(std::uint64_t lane, std::uint64_t word) {
  return std::rotl((lane ^ word) * 0x9e3779b97f4a7c15u, 29);
}

}  // namespace

void Checksum::add(std::span<const std::byte> bytes) {
  constexpr std::size_t stride = sizeof(m_lanes);  // Lanes do not wait for one another.
  m_lanes[0] = mix(m_lanes[0], bytes.size());
  for (; bytes.size() >= stride; bytes = bytes.subspan(stride)) {
    std::array<std::uint64_t, 4> words;
    std::memcpy(words.data(), bytes.data(), stride);
    for (std::size_t lane = 0; lane < words.size(); ++lane) m_lanes[lane] = mix(m_lanes[lane], words[lane]);
  }
  for (std::byte byte : bytes) m_lanes[0] = mix(m_lanes[0], std::to_integer<std::uint64_t>(byte));
}

std::string Checksum::digits() const {
  std::uint64_t all = 0;
  for (std::uint64_t lane : m_lanes) all = mix(all, lane);
  return fmt::format("{:016x}", all);
}

}  // namespace rnnvis::response
