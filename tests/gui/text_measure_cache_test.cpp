#include "text_measure_cache.h"

#include <catch2/catch.hpp>

namespace {

class CountingMeasure : public rnnvis::scene::TextMeasure {
 public:
  rnnvis::scene::Size size(std::string_view text, double pixels, bool bold) const override {
    ++asked;
    return {static_cast<double>(text.size()) * pixels * (bold ? 2 : 1), pixels};
  }
  std::shared_ptr<const rnnvis::scene::InkShape> shape(std::string_view, bool) const override {
    ++asked;
    return std::make_shared<rnnvis::scene::InkShape>();
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

TEST_CASE("a shape is asked for once for the same text and weight") {
  const CountingMeasure measure;
  const rnnvis::gui::TextMeasureCache cache(measure);
  const auto first = cache.shape("word", false);
  CHECK(cache.shape("word", false) == first);
  CHECK(cache.shape("word", true) != first);
  CHECK(cache.shape("wor", false) != first);
  CHECK(measure.asked == 3);
}
