#include "word_packing.h"

#include "random.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rnnvis;
using namespace rnnvis::scene;

TEST_CASE("packed boxes keep their sizes, lie within the width and do not overlap") {
  test::Random random(3);
  for (std::size_t count : {1u, 2u, 7u, 60u}) {
    std::vector<Size> sizes;
    for (std::size_t i = 0; i < count; ++i)
      sizes.push_back(
          {random.uniform(10, 60), 20 - 10.0 * static_cast<double>(i) / static_cast<double>(count)});
    const PackedRows packed = packRows(sizes, 200);
    REQUIRE(packed.boxes.size() == count);
    for (std::size_t i = 0; i < count; ++i) {
      const Rect& box = packed.boxes[i];
      CHECK(box.width == sizes[i].width);
      CHECK(std::abs(box.center().x) + box.width / 2 <= 100 + 1e-9);
      CHECK(std::abs(box.center().y) + box.height / 2 <= packed.height / 2 + 1e-9);
      for (std::size_t j = 0; j < i; ++j) CHECK(!box.grown(-1e-9).overlaps(packed.boxes[j].grown(-1e-9)));
    }
  }
}

TEST_CASE("the first boxes stand in the middle") {
  const std::vector<Size> sizes(25, Size{40, 10});  // Five rows of five.
  const PackedRows packed = packRows(sizes, 200);
  CHECK(packed.height == 50);
  CHECK(packed.boxes[0].center().x == Approx(0).margin(1e-9));
  CHECK(packed.boxes[0].center().y == Approx(0).margin(1e-9));
  CHECK(std::abs(packed.boxes[24].center().y) == Approx(20));
}

TEST_CASE("a box wider than the rows has one of its own, and nothing packs into nothing") {
  const PackedRows packed = packRows({{300, 10}, {20, 10}}, 100);
  CHECK(packed.height == 20);
  CHECK(packRows({}, 100).boxes.empty());
}
