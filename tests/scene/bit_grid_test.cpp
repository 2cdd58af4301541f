#include "bit_grid.h"

#include "random.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;

TEST_CASE("a grid finds the first and last taken and the first free pixel as a plain array does") {
  test::Random random(5);
  for (const int width : {1, 63, 64, 65, 200}) {
    BitGrid grid(width, 2);
    std::vector<bool> taken(static_cast<std::size_t>(width));
    for (int set = 0; set < 6; ++set) {
      const int left = static_cast<int>(random.below(static_cast<std::size_t>(width))) - 3;
      const int right = left + static_cast<int>(random.below(40));
      grid.set(1, left, right);
      for (int x = std::max(0, left); x < std::min(width, right); ++x)
        taken[static_cast<std::size_t>(x)] = true;
    }
    for (int left = -2; left <= width; ++left) {
      int free = std::max(0, left);
      while (free < width && taken[static_cast<std::size_t>(free)]) ++free;
      if (left < width) CHECK(grid.firstFree(1, left) == free);
      for (int right = left; right <= width + 2; right += 7) {
        int first = -1, last = -1;
        for (int x = std::max(0, left); x < std::min(width, right); ++x)
          if (taken[static_cast<std::size_t>(x)]) {
            first = first < 0 ? x : first;
            last = x;
          }
        CHECK(grid.first(1, left, right) == first);
        CHECK(grid.last(1, left, right) == last);
      }
    }
    CHECK(grid.first(0, 0, width) == -1);
  }
}

TEST_CASE("what is outside a grid is free and cannot be taken") {
  BitGrid grid(10, 3);
  grid.set(-1, 0, 10);
  grid.set(3, 0, 10);
  grid.set(1, -20, 0);
  grid.set(1, 10, 200);
  for (int row = -2; row < 5; ++row) CHECK(grid.first(row, -300, 300) == -1);
  CHECK(BitGrid(-4, 7).last(0, 0, 10) == -1);
}
