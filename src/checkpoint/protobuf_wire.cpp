#include "protobuf_wire.h"

#include "rnnvis/base/error.h"

namespace rnnvis::checkpoint {
namespace {

constexpr std::string_view kRemedy = "copy or download it again";

[[noreturn]] void failType(const WireField& field) {
  fail("field {} of a {} is stored as something else than it is; the file is damaged: {}", field.number,
       field.message, kRemedy);
}

std::size_t sizeOf(WireType fixed) {
  return fixed == WireType::fixed64 ? 8 : 4;
}

}  // namespace

std::int64_t WireField::integer() const {
  if (type != WireType::varint) failType(*this);
  return static_cast<std::int64_t>(value);
}

std::span<const std::byte> WireField::contents() const {
  if (type != WireType::bytes) failType(*this);
  return bytes;
}

std::string_view WireField::text() const {
  return {reinterpret_cast<const char*>(contents().data()), bytes.size()};
}

std::span<const std::byte> WireField::elements(WireType fixed) const {
  if ((type != fixed && type != WireType::bytes) || bytes.size() % sizeOf(fixed) != 0) failType(*this);
  return bytes;
}

WireReader::WireReader(std::span<const std::byte> bytes, std::string_view message)
    : m_bytes(bytes), m_message(message) {}

std::optional<WireField> WireReader::next() {
  if (atEnd()) return std::nullopt;
  const std::uint64_t tag = varint();
  constexpr std::uint64_t largest = (std::uint64_t{1} << 29) - 1;
  if (tag >> 3 == 0 || tag >> 3 > largest)
    fail("a {} has a field without a valid number; the file is damaged: {}", m_message, kRemedy);
  WireField field{static_cast<std::uint32_t>(tag >> 3), wireType(tag), 0, {}, m_message};
  if (field.type == WireType::varint)
    field.value = varint();
  else
    field.bytes = take(field.type == WireType::bytes ? varint() : sizeOf(field.type));
  return field;
}

std::uint64_t WireReader::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const auto byte = std::to_integer<std::uint64_t>(take(1).front());
    if (shift == 63 && byte > 1) break;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  fail("a {} holds a number of more than 64 bits; the file is damaged: {}", m_message, kRemedy);
}

std::span<const std::byte> WireReader::take(std::uint64_t size) {
  if (size > m_bytes.size() - m_place)
    fail("a {} ends inside one of its fields: {} bytes are announced and {} left; the file is truncated: {}",
         m_message, size, m_bytes.size() - m_place, kRemedy);
  const auto taken = m_bytes.subspan(m_place, static_cast<std::size_t>(size));
  m_place += taken.size();
  return taken;
}

WireType WireReader::wireType(std::uint64_t tag) const {
  switch (tag & 7) {
    case 0:
    case 1:
    case 2:
    case 5:
      return static_cast<WireType>(tag & 7);
    default:
      fail("a {} holds a group or a field of unknown kind; the file is damaged: {}", m_message, kRemedy);
  }
}

}  // namespace rnnvis::checkpoint
