#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace rnnvis::checkpoint {

/// Reads a pickle's opcodes and their arguments from front to back. Everything that reaches beyond the end
/// throws Error; nothing is copied.
class PickleCursor {
 public:
  explicit PickleCursor(std::span<const std::byte> bytes);

  /// The next opcode, which later errors name as their place.
  std::uint8_t opcode();
  /// A little-endian integer of `size` ≤ 8 bytes.
  std::uint64_t unsignedInteger(unsigned size);
  std::int32_t signed4();
  double bigEndianDouble();
  std::string_view take(std::uint64_t size);
  /// Bytes up to a newline, which is left out.
  std::string_view line();

  std::size_t position() const { return m_position; }
  std::size_t remaining() const { return m_bytes.size() - m_position; }

  /// Throws Error "byte N: problem; …", N the place of the current opcode.
  [[noreturn]] void refuse(std::string_view problem) const;

 private:
  std::string_view m_bytes;
  std::size_t m_position = 0;
  std::size_t m_opcodeAt = 0;
};

}  // namespace rnnvis::checkpoint
