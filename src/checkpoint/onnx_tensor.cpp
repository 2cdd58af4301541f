#include "onnx_tensor.h"

#include "protobuf_wire.h"
#include "rnnvis/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <vector>

namespace rnnvis::checkpoint {
namespace {

/// As many as numpy and PyTorch allow.
constexpr std::size_t kMostDimensions = 64;

/// An element type: where its elements are where they are not raw bytes, and the values they can have there.
struct ElementType {
  std::int64_t number;
  DType type;
  std::uint32_t field;
  std::int64_t smallest = 0;
  std::int64_t largest = 0;
};

template <class Integer>
constexpr ElementType integers(std::int64_t number, DType type, std::uint32_t field) {
  return {number, type, field, std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max()};
}

constexpr std::uint32_t kFloatData = 4, kInt32Data = 5, kInt64Data = 7, kDoubleData = 10;

/// Of TensorProto.DataType those that an array can have. Halves are stored by their bits.
constexpr std::array kElementTypes{ElementType{1, DType::float32, kFloatData},
                                   ElementType{11, DType::float64, kDoubleData},
                                   integers<std::uint16_t>(10, DType::float16, kInt32Data),
                                   integers<std::uint16_t>(16, DType::bfloat16, kInt32Data),
                                   integers<std::int64_t>(7, DType::int64, kInt64Data),
                                   integers<std::int32_t>(6, DType::int32, kInt32Data),
                                   integers<std::int16_t>(5, DType::int16, kInt32Data),
                                   integers<std::int8_t>(3, DType::int8, kInt32Data),
                                   integers<std::uint8_t>(2, DType::uint8, kInt32Data),
                                   integers<bool>(9, DType::boolean, kInt32Data)};

std::string describeUnsupported(std::int64_t number) {
  constexpr std::array<std::string_view, 17> names{
      "undefined", "", "", "", "uint16", "",       "",          "",
      "string",    "", "", "", "uint32", "uint64", "complex64", "complex128"};
  const bool known = number >= 0 && number < static_cast<std::int64_t>(names.size());
  const std::string_view name = known ? names.at(static_cast<std::size_t>(number)) : "";
  return fmt::format(
      "elements of type {}, which are not read; convert them to float32 and save the model again",
      name.empty() ? fmt::format("number {}", number) : std::string(name));
}

/// What a TensorProto says before its elements are looked at.
struct Header {
  std::vector<std::int64_t> shape;
  std::int64_t type = 0;
  std::optional<std::span<const std::byte>> raw;
  bool inSegments = false;
};

Header parseHeader(std::span<const std::byte> message) {
  Header header;
  WireReader reader(message, "tensor");
  while (const auto field = reader.next()) switch (field->number) {
      case 1:
        forEachInteger(*field, [&](std::int64_t extent) {
          if (header.shape.size() == kMostDimensions)
            fail("it has more than {} dimensions; the file is damaged", kMostDimensions);
          header.shape.push_back(extent);
        });
        break;
      case 2:
        header.type = field->integer();
        break;
      case 3:
        header.inSegments = true;
        break;
      case 9:
        header.raw = field->contents();
        break;
      case 13:
      case 14:
        if (field->number == 13 || field->integer() != 0)
          fail(
              "its elements are in another file, which is not opened; keep the weights in the file: "
              "onnx.save(onnx.load(\"model.onnx\"), \"whole.onnx\")");
        break;
      default:
        break;
    }
  return header;
}

/// Calls `use` with every field of that number.
template <class Use>
void forEachField(std::span<const std::byte> message, std::uint32_t number, Use&& use) {
  WireReader reader(message, "tensor");
  while (const auto field = reader.next())
    if (field->number == number) use(*field);
}

using Bytes = std::shared_ptr<std::vector<std::byte>>;

Bytes allocate(std::size_t size, Budget& budget) {
  budget.spend(size, "elements of a tensor");
  return std::make_shared<std::vector<std::byte>>(size);
}

/// Elements of float_data or double_data: as they are in the file where they are in one piece.
Array floatingArray(std::span<const std::byte> message, const ElementType& type, Header&& header,
                    const std::shared_ptr<const void>& owner, Budget& budget) {
  const WireType fixed = sizeOf(type.type) == 8 ? WireType::fixed64 : WireType::fixed32;
  std::span<const std::byte> last;
  std::size_t total = 0, pieces = 0;
  forEachField(message, type.field, [&](const WireField& field) {
    last = field.elements(fixed);
    total += last.size();
    ++pieces;
  });
  if (pieces <= 1) return {type.type, std::move(header.shape), last, owner};
  const Bytes copy = allocate(total, budget);
  auto place = copy->begin();
  forEachField(message, type.field,
               [&](const WireField& field) { place = std::ranges::copy(field.elements(fixed), place).out; });
  return {type.type, std::move(header.shape), *copy, copy};
}

/// Elements of int32_data or int64_data, varints.
Array integerArray(std::span<const std::byte> message, const ElementType& type, Header&& header,
                   Budget& budget) {
  std::size_t count = 0;
  forEachField(message, type.field,
               [&](const WireField& field) { forEachInteger(field, [&](std::int64_t) { ++count; }); });
  const std::size_t size = sizeOf(type.type);
  const Bytes copy = allocate(count * size, budget);
  std::byte* place = copy->data();
  forEachField(message, type.field, [&](const WireField& field) {
    forEachInteger(field, [&](std::int64_t value) {
      if (value < type.smallest || value > type.largest)
        fail("the element {} is none of {}; the file is damaged", value, nameOf(type.type));
      std::memcpy(place, &value, size);  // little-endian: the low bytes come first
      place += size;
    });
  });
  return {type.type, std::move(header.shape), *copy, copy};
}

}  // namespace

std::string_view nameOfOnnxTensor(std::span<const std::byte> message) {
  std::string_view name;
  forEachField(message, 8, [&](const WireField& field) { name = field.text(); });
  return name;
}

OnnxTensor readOnnxTensor(std::span<const std::byte> message, const std::shared_ptr<const void>& owner,
                          Budget& budget) {
  Header header = parseHeader(message);
  const auto* type = std::ranges::find(kElementTypes, header.type, &ElementType::number);
  if (type == kElementTypes.end()) return {std::nullopt, describeUnsupported(header.type)};
  if (header.inSegments)
    return {std::nullopt, "stored in segments, which are not read; save the model again with a newer onnx"};
  if (header.raw) return {Array(type->type, std::move(header.shape), *header.raw, owner), {}};
  if (type->field == kFloatData || type->field == kDoubleData)
    return {floatingArray(message, *type, std::move(header), owner, budget), {}};
  return {integerArray(message, *type, std::move(header), budget), {}};
}

}  // namespace rnnvis::checkpoint
