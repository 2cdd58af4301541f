#include "word_packing.h"

#include "word_shape.h"

#include "random.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <set>

using namespace rnnvis;
using namespace rnnvis::scene;

namespace {

std::shared_ptr<const InkShape> block(int width, int rows) {
  auto shape = std::make_shared<InkShape>();
  for (int row = -rows; row < 0; ++row) shape->spans.push_back({row, 0, width});
  return shape;
}

/// Two blocks with a gap in which another word can stand.
std::shared_ptr<const InkShape> gate(int gap) {
  auto shape = std::make_shared<InkShape>();
  for (int row = -64; row < 0; ++row) {
    shape->spans.push_back({row, 0, 32});
    shape->spans.push_back({row, 32 + gap, 64 + gap});
  }
  return shape;
}

std::vector<WordToPack> randomWords(std::size_t count) {
  test::Random random(3);
  std::vector<WordToPack> words;
  for (std::size_t i = 0; i < count; ++i)
    words.push_back({block(20 + static_cast<int>(random.below(150)), 14 + static_cast<int>(random.below(14))),
                     16 - 8.0 * static_cast<double>(i) / static_cast<double>(count),
                     {random.uniform(0, 1), random.uniform(0, 1)}});
  return words;
}

using Pixels = std::set<std::pair<int, int>>;

Pixels inkOf(const WordToPack& word, Point origin) {
  Pixels pixels;
  for (const InkSpan& span : shapeAt(*word.shape, word.pixels).ink)
    for (int x = span.left; x < span.right; ++x)
      pixels.emplace(span.row + static_cast<int>(origin.y), x + static_cast<int>(origin.x));
  return pixels;
}

}  // namespace

TEST_CASE("no pixel belongs to two words, none lies outside, and neighbours keep room between them") {
  const auto words = randomWords(120);
  const Size box{330, 150};
  const auto packed = packWords(words, box);
  Pixels taken;
  std::size_t placed = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!packed[i]) continue;
    ++placed;
    const Point origin = packed[i]->origin;
    for (const InkSpan& span : shapeAt(*words[i].shape, words[i].pixels).claim)
      for (int x = span.left; x < span.right; ++x)
        CHECK(!taken.contains({span.row + static_cast<int>(origin.y), x + static_cast<int>(origin.x)}));
    const Rect& around = packed[i]->box;
    for (const auto& [y, x] : inkOf(words[i], origin)) {
      CHECK((x >= 0 && y >= 0 && x < box.width && y < box.height));
      CHECK((x >= around.x && y >= around.y && x < around.right() && y < around.bottom()));
      taken.emplace(y, x);
    }
  }
  CHECK(placed > 60);
  CHECK(placed < words.size());  // The box is too small for all of them, so that it is really full.
}

TEST_CASE("a word stands in the free place nearest to its target") {
  const Size box{90, 60};
  auto words = randomWords(6);
  for (WordToPack& word : words) word.pixels = 10;
  const auto packed = packWords(words, box);
  Pixels taken;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const WordShape shape = shapeAt(*words[i].shape, words[i].pixels);
    const auto distance = [&](int x, int y) {
      const double toX = std::lround(words[i].target.x * box.width - (shape.left + shape.right) / 2.0);
      const double toY = std::lround(words[i].target.y * box.height - (shape.top + shape.bottom) / 2.0);
      const double clampedX = std::clamp<double>(toX, -shape.left, box.width - shape.right);
      const double clampedY = std::clamp<double>(toY, -shape.top, box.height - shape.bottom);
      return std::hypot((x - clampedX) / box.width, (y - clampedY) / box.height);
    };
    double least = 10;  // Of all free places, one by one.
    for (int y = -shape.top; y <= static_cast<int>(box.height) - shape.bottom; ++y)
      for (int x = -shape.left; x <= static_cast<int>(box.width) - shape.right; ++x) {
        const bool isFree = std::none_of(shape.claim.begin(), shape.claim.end(), [&](const InkSpan& span) {
          for (int at = span.left; at < span.right; ++at)
            if (taken.contains({y + span.row, x + at})) return true;
          return false;
        });
        if (isFree) least = std::min(least, distance(x, y));
      }
    INFO("word " << i);
    REQUIRE(packed[i].has_value() == (least < 10));
    if (!packed[i]) continue;
    const Point origin = packed[i]->origin;
    CHECK(distance(static_cast<int>(origin.x), static_cast<int>(origin.y)) == Approx(least));
    taken.merge(inkOf(words[i], origin));
  }
}

TEST_CASE("a word can stand within the shape of another") {
  const std::vector<WordToPack> words{{gate(200), 16, {0.5, 0.5}}, {block(100, 20), 8, {0.5, 0.5}}};
  const auto packed = packWords(words, {140, 32});
  REQUIRE((packed[0] && packed[1]));
  CHECK(packed[0]->box.contains(packed[1]->box));
}

TEST_CASE("what does not fit is absent, alone or with all that follows") {
  const std::vector<WordToPack> words{
      {block(3200, 20), 10, {0.5, 0.5}}, {block(64, 20), 10, {0.5, 0.5}}, {block(64, 20), 10, {0, 0}}};
  const auto skipped = packWords(words, {100, 30});
  CHECK((!skipped[0] && skipped[1] && skipped[2]));
  const auto stopped = packWords(words, {100, 30}, WhenFull::stop);
  CHECK((!stopped[0] && !stopped[1] && !stopped[2]));
  CHECK_FALSE(packWords(words, {0, 0})[1]);
  CHECK_FALSE(packWords(words, {-5, 20})[1]);
  CHECK(packWords({}, {10, 10}).empty());
}

TEST_CASE("a word without ink takes no room") {
  const WordToPack nothing{std::make_shared<InkShape>(), 10, {0.5, 0.5}};
  const auto packed = packWords({nothing, nothing}, {20, 20});
  CHECK((packed[0] && packed[1]));
}
