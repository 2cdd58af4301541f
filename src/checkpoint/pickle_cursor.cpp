#include "pickle_cursor.h"

#include "rnnvis/base/error.h"

#include <bit>

namespace rnnvis::checkpoint {

PickleCursor::PickleCursor(std::span<const std::byte> bytes)
    : m_bytes(reinterpret_cast<const char*>(bytes.data()), bytes.size()) {}

std::uint8_t PickleCursor::opcode() {
  m_opcodeAt = m_position;
  if (remaining() == 0) refuse("the pickle ends without its STOP");
  return static_cast<std::uint8_t>(m_bytes[m_position++]);
}

std::uint64_t PickleCursor::unsignedInteger(unsigned size) {
  const std::string_view bytes = take(size);
  std::uint64_t result = 0;
  for (unsigned i = 0; i < size; ++i)
    result |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(bytes[i])) << (8 * i);
  return result;
}

std::int32_t PickleCursor::signed4() {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(unsignedInteger(4)));
}

double PickleCursor::bigEndianDouble() {
  return std::bit_cast<double>(__builtin_bswap64(unsignedInteger(8)));
}

std::string_view PickleCursor::take(std::uint64_t size) {
  if (size > remaining()) refuse("an argument reaches beyond the end of the pickle");
  const std::string_view taken = m_bytes.substr(m_position, size);
  m_position += size;
  return taken;
}

std::string_view PickleCursor::line() {
  const std::size_t end = m_bytes.find('\n', m_position);
  if (end == std::string_view::npos) refuse("an argument reaches beyond the end of the pickle");
  const std::string_view found = m_bytes.substr(m_position, end - m_position);
  m_position = end + 1;
  return found;
}

void PickleCursor::refuse(std::string_view problem) const {
  fail("byte {}: {}; the file is damaged: copy or download it again", m_opcodeAt, problem);
}

}  // namespace rnnvis::checkpoint
