#include "rnnvis/checkpoint/array.h"

#include "rnnvis/base/error.h"
#include "torch_file.h"

#include <cmath>
#include <limits>

using namespace rnnvis;
using namespace rnnvis::checkpoint;

namespace {

/// An array of one dimension that owns its elements.
template <class Number>
Array arrayOf(DType type, const std::vector<Number>& numbers) {
  const auto owner = std::make_shared<std::string>(test::bytesOf(numbers));
  return {type, {static_cast<std::int64_t>(numbers.size())}, std::as_bytes(std::span(*owner)), owner};
}

}  // namespace

TEST_CASE("every element type converts to float") {
  using Floats = std::vector<float>;
  CHECK(arrayOf<double>(DType::float64, {1.5, -2}).toFloats() == Floats{1.5, -2});
  CHECK(arrayOf<float>(DType::float32, {1.5, -2}).toFloats() == Floats{1.5, -2});
  CHECK(arrayOf<std::uint16_t>(DType::float16, {0x3e00, 0xc000}).toFloats() == Floats{1.5, -2});
  CHECK(arrayOf<std::uint16_t>(DType::bfloat16, {0x3fc0, 0xc000}).toFloats() == Floats{1.5, -2});
  CHECK(arrayOf<std::int64_t>(DType::int64, {7, -3}).toFloats() == Floats{7, -3});
  CHECK(arrayOf<std::int32_t>(DType::int32, {7, -3}).toFloats() == Floats{7, -3});
  CHECK(arrayOf<std::int16_t>(DType::int16, {7, -3}).toFloats() == Floats{7, -3});
  CHECK(arrayOf<std::int8_t>(DType::int8, {7, -3}).toFloats() == Floats{7, -3});
  CHECK(arrayOf<std::uint8_t>(DType::uint8, {7, 253}).toFloats() == Floats{7, 253});
  CHECK(arrayOf<std::uint8_t>(DType::boolean, {0, 1, 2}).toFloats() == Floats{0, 1, 1});
}

TEST_CASE("float64 is rounded to the nearest float") {
  const double value = 0.1;
  CHECK(arrayOf<double>(DType::float64, {value}).toFloats().front() == 0.1f);
  CHECK(std::isnan(arrayOf<double>(DType::float64, {std::nan("")}).toFloats().front()));
}

TEST_CASE("integer types convert to integers, floating-point types refuse") {
  using Integers = std::vector<std::int64_t>;
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  CHECK(arrayOf<std::int64_t>(DType::int64, {least, 3}).toIntegers() == Integers{least, 3});
  CHECK(arrayOf<std::int32_t>(DType::int32, {-7}).toIntegers() == Integers{-7});
  CHECK(arrayOf<std::int16_t>(DType::int16, {-7}).toIntegers() == Integers{-7});
  CHECK(arrayOf<std::int8_t>(DType::int8, {-7}).toIntegers() == Integers{-7});
  CHECK(arrayOf<std::uint8_t>(DType::uint8, {200}).toIntegers() == Integers{200});
  CHECK(arrayOf<std::uint8_t>(DType::boolean, {0, 5}).toIntegers() == Integers{0, 1});
  CHECK_THROWS_WITH(arrayOf<float>(DType::float32, {1}).toIntegers(), Catch::Contains("float32"));
  CHECK_THROWS_AS(arrayOf<std::uint16_t>(DType::float16, {1}).toIntegers(), Error);
}

TEST_CASE("an array may begin at any byte") {
  const auto owner = std::make_shared<std::string>("x" + test::bytesOf<double>({2.5}));
  const Array array(DType::float64, {1}, std::as_bytes(std::span(*owner)).subspan(1), owner);
  CHECK(array.toFloats() == std::vector<float>{2.5});
}

TEST_CASE("scalars have one element and extents of 0 none") {
  const auto owner = std::make_shared<std::string>(4, '\0');
  CHECK(Array(DType::float32, {}, std::as_bytes(std::span(*owner)), owner).size() == 1);
  const Array empty(DType::float32, {3, 0, std::int64_t{1} << 62}, {}, nullptr);
  CHECK(empty.size() == 0);
  CHECK(empty.toFloats().empty());
  CHECK(Array().toFloats().empty());
}

TEST_CASE("shape and bytes have to agree") {
  const std::string bytes(16, '\0');
  const auto make = [&](std::vector<std::int64_t> shape) {
    return Array(DType::float32, std::move(shape), std::as_bytes(std::span(bytes)), nullptr);
  };
  CHECK_NOTHROW(make({2, 2}));
  CHECK_THROWS_WITH(make({5}), Catch::Contains("[5]"));
  CHECK_THROWS_AS(make({-2, -2}), Error);
  CHECK_THROWS_AS(make({std::int64_t{1} << 62, 4, 4}), Error);
}

TEST_CASE("shapes are described as Python writes them") {
  CHECK(describeShape(std::vector<std::int64_t>{800, 200}) == "[800, 200]");
  CHECK(describeShape({}) == "[]");
}
