#include "text_measure_cache.h"

#include <catch2/catch.hpp>

namespace {

class CountingMeasure : public rnnvis::scene::TextMeasure {
 public:
  rnnvis::scene::Size size(std::string_view text, double pixels, bool bold) const override {
    ++asked;
    return {static_cast<double>(text.size()) * pixels * (bold ? 2 : 1), pixels};
  }
  mutable int asked = 0;
};

}  // namespace

TEST_CASE("a measure is asked once for the same text, size and weight") {
  const CountingMeasure measure;
  const rnnvis::gui::TextMeasureCache cache(measure);
  for (int i = 0; i < 2; ++i) {
    CHECK(cache.size("word", 10, false).width == 40);
    CHECK(cache.size("word", 10, true).width == 80);
    CHECK(cache.size("word", 10.5, false).width == 42);
    CHECK(cache.size("wor", 10, false).width == 30);
  }
  CHECK(measure.asked == 4);
}
