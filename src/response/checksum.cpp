#include "checksum.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace rnnvis::response {
namespace {

/// A bijection of `lane` for every `word`, and of `word` for every `lane`: no single change is lost.
std::uint64_t mix(std::uint64_t lane, std::uint64_t word) {
  return std::rotl((lane ^ word) * 0x9e3779b97f4a7c15u, 29);
}

}  // namespace

void Checksum::begin(std::size_t size) {
  finish();
  m_lanes[0] = mix(m_lanes[0], size);
}

/// Lanes do not wait for one another.
void Checksum::take(const std::byte* bytes) {
  std::array<std::uint64_t, 4> words;
  std::memcpy(words.data(), bytes, stride);
  for (std::size_t lane = 0; lane < words.size(); ++lane) m_lanes[lane] = mix(m_lanes[lane], words[lane]);
}

/// What an array ends with, byte for byte.
void Checksum::finish() {
  for (std::byte byte : std::span(m_pending).first(std::exchange(m_pendingSize, 0)))
    m_lanes[0] = mix(m_lanes[0], std::to_integer<std::uint64_t>(byte));
}

void Checksum::add(std::span<const std::byte> bytes) {
  if (m_pendingSize > 0) {
    const auto begin = bytes.first(std::min(bytes.size(), stride - m_pendingSize));
    std::copy(begin.begin(), begin.end(), m_pending.begin() + static_cast<std::ptrdiff_t>(m_pendingSize));
    m_pendingSize += begin.size();
    bytes = bytes.subspan(begin.size());
    if (m_pendingSize < stride) return;
    take(m_pending.data());
    m_pendingSize = 0;
  }
  for (; bytes.size() >= stride; bytes = bytes.subspan(stride)) take(bytes.data());
  std::copy(bytes.begin(), bytes.end(), m_pending.begin());
  m_pendingSize = bytes.size();
}

void Checksum::addZeros(std::size_t count) {
  static constexpr std::array<std::byte, 1024> zeros{};  // A whole number of strides.
  while (count > 0) {
    const std::size_t next = std::min(count, zeros.size());
    add(std::span(zeros).first(next));
    count -= next;
  }
}

std::string Checksum::digits() {
  finish();
  std::uint64_t all = 0;
  for (std::uint64_t lane : m_lanes) all = mix(all, lane);
  return fmt::format("{:016x}", all);
}

}  // namespace rnnvis::response
