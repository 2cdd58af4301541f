#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace rnnvis::checkpoint {

/// How a field of a protobuf message is stored. Groups, which no message read here has, are refused.
enum class WireType { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

/// One field of a message. It views the message and is valid as long as that.
struct WireField {
  std::uint32_t number = 0;
  WireType type = WireType::varint;
  std::uint64_t value = 0;           ///< Of a varint.
  std::span<const std::byte> bytes;  ///< Contents of bytes; the little-endian element of fixed32 or fixed64.
  std::string_view message;          ///< What the message is, for errors: "node".

  /// The field as what its number says it is. Throw Error where it is stored as something else.
  std::int64_t integer() const;
  std::span<const std::byte> contents() const;
  std::string_view text() const;
  /// Repeated float or double: one element or, packed, any number of them.
  std::span<const std::byte> elements(WireType fixed) const;
};

/// Reads the fields of a message one after the other, copying nothing.
class WireReader {
 public:
  /// `message` is what errors call it: "node".
  WireReader(std::span<const std::byte> bytes, std::string_view message);

  /// Nothing at the end. Throws Error for a field that reaches beyond it, has no number or is a group.
  std::optional<WireField> next();
  /// The varint here. Throws Error for one that does not end or has more than 64 bits.
  std::uint64_t varint();
  bool atEnd() const { return m_place == m_bytes.size(); }

 private:
  std::span<const std::byte> take(std::uint64_t size);
  WireType wireType(std::uint64_t tag) const;

  std::span<const std::byte> m_bytes;
  std::string_view m_message;
  std::size_t m_place = 0;
};

/// Calls `use` with each integer of a repeated field, stored one by one or packed.
template <class Use>
void forEachInteger(const WireField& field, Use&& use) {
  if (field.type == WireType::varint) return use(field.integer());
  WireReader packed(field.contents(), field.message);
  while (!packed.atEnd()) use(static_cast<std::int64_t>(packed.varint()));
}

}  // namespace rnnvis::checkpoint
