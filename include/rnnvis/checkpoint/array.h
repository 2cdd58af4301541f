#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::checkpoint {

/// Element types of arrays in files.
enum class DType { float64, float32, float16, bfloat16, int64, int32, int16, int8, uint8, boolean };

/// Bytes per element.
std::size_t sizeOf(DType type);
/// As numpy spells it: "float32", "bool".
std::string_view nameOf(DType type);

/// An n-dimensional array as a file held it: row-major, contiguous, little-endian. Copies are cheap and share
/// the elements, which may be mapped from the file.
class Array {
 public:
  Array() = default;
  /// `elements` must hold exactly the product of `shape` elements of `type` and stay valid as long as `owner`
  /// lives.
  Array(DType type, std::vector<std::int64_t> shape, std::span<const std::byte> elements,
        std::shared_ptr<const void> owner);

  DType type() const { return m_type; }
  const std::vector<std::int64_t>& shape() const { return m_shape; }
  /// Number of elements; 1 for a scalar (empty shape).
  std::size_t size() const;
  std::span<const std::byte> bytes() const { return m_bytes; }

  /// All elements in row-major order, converted from any type; float64 is rounded to nearest.
  std::vector<float> toFloats() const;
  /// All elements of an integer or boolean array. Throws Error for a floating-point type.
  std::vector<std::int64_t> toIntegers() const;

 private:
  DType m_type = DType::float32;
  std::vector<std::int64_t> m_shape;
  std::span<const std::byte> m_bytes;
  std::shared_ptr<const void> m_owner;
};

/// "[800, 200]".
std::string describeShape(std::span<const std::int64_t> shape);

struct NamedArray {
  std::string name;  ///< Full path within the file: "rnn.weight_ih_l0".
  Array array;
};

/// In the order of the file, which tells an embedding from a head of the same shape.
using NamedArrays = std::vector<NamedArray>;

}  // namespace rnnvis::checkpoint
