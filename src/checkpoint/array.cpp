#include "rnnvis/checkpoint/array.h"

#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/half.h"
#include "shape.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace rnnvis::checkpoint {
namespace {

static_assert(std::endian::native == std::endian::little, "files are little-endian and mapped as they are");

/// Elements of stored type `Stored`, each passed through `convert`. Mapped elements need not be aligned,
/// hence memcpy.
template <class Stored, class Result, class Convert>
std::vector<Result> convertAll(std::span<const std::byte> bytes, Convert convert) {
  std::vector<Result> result(bytes.size() / sizeof(Stored));
  const std::byte* source = bytes.data();
  for (Result& element : result) {
    Stored stored;
    std::memcpy(&stored, source, sizeof stored);
    element = convert(stored);
    source += sizeof stored;
  }
  return result;
}

template <class Stored, class Result>
std::vector<Result> castAll(std::span<const std::byte> bytes) {
  return convertAll<Stored, Result>(bytes, [](Stored stored) { return static_cast<Result>(stored); });
}

float fromBfloat16(std::uint16_t bits) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

template <class Result>
Result fromBoolean(std::uint8_t stored) {
  return stored != 0 ? Result{1} : Result{0};
}

struct Traits {
  std::size_t size;
  std::string_view name;
};

/// In the order of DType.
constexpr std::array<Traits, 10> kTraits{{{8, "float64"},
                                          {4, "float32"},
                                          {2, "float16"},
                                          {2, "bfloat16"},
                                          {8, "int64"},
                                          {4, "int32"},
                                          {2, "int16"},
                                          {1, "int8"},
                                          {1, "uint8"},
                                          {1, "bool"}}};

const Traits& traitsOf(DType type) {
  return kTraits.at(static_cast<std::size_t>(type));
}

}  // namespace

std::size_t sizeOf(DType type) {
  return traitsOf(type).size;
}

std::string_view nameOf(DType type) {
  return traitsOf(type).name;
}

Array::Array(DType type, std::vector<std::int64_t> shape, std::span<const std::byte> elements,
             std::shared_ptr<const void> owner)
    : m_type(type), m_shape(std::move(shape)), m_bytes(elements), m_owner(std::move(owner)) {
  const auto expected = byteCount(m_shape, sizeOf(type));
  if (!expected || *expected != elements.size())
    fail("{} bytes do not make a {} array of shape {}; the file is damaged", elements.size(), nameOf(type),
         describeShape(m_shape));
}

std::size_t Array::size() const {
  return m_bytes.size() / sizeOf(m_type);
}

std::vector<float> Array::toFloats() const {
  switch (m_type) {
    case DType::float64:
      return castAll<double, float>(m_bytes);
    case DType::float32:
      return castAll<float, float>(m_bytes);
    case DType::float16:
      return convertAll<std::uint16_t, float>(m_bytes, fromHalf);
    case DType::bfloat16:
      return convertAll<std::uint16_t, float>(m_bytes, fromBfloat16);
    case DType::int64:
      return castAll<std::int64_t, float>(m_bytes);
    case DType::int32:
      return castAll<std::int32_t, float>(m_bytes);
    case DType::int16:
      return castAll<std::int16_t, float>(m_bytes);
    case DType::int8:
      return castAll<std::int8_t, float>(m_bytes);
    case DType::uint8:
      return castAll<std::uint8_t, float>(m_bytes);
    case DType::boolean:
      return convertAll<std::uint8_t, float>(m_bytes, fromBoolean<float>);
  }
  return {};
}

std::vector<std::int64_t> Array::toIntegers() const {
  switch (m_type) {
    case DType::int64:
      return castAll<std::int64_t, std::int64_t>(m_bytes);
    case DType::int32:
      return castAll<std::int32_t, std::int64_t>(m_bytes);
    case DType::int16:
      return castAll<std::int16_t, std::int64_t>(m_bytes);
    case DType::int8:
      return castAll<std::int8_t, std::int64_t>(m_bytes);
    case DType::uint8:
      return castAll<std::uint8_t, std::int64_t>(m_bytes);
    case DType::boolean:
      return convertAll<std::uint8_t, std::int64_t>(m_bytes, fromBoolean<std::int64_t>);
    default:
      fail("an array of {} is found where integers are expected; save it as int64", nameOf(m_type));
  }
}

}  // namespace rnnvis::checkpoint
