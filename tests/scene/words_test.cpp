#include "words.h"

#include "small_scene.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;

TEST_CASE("special tokens are told from words") {
  CHECK(isSpecialToken("<unk>"));
  CHECK(isSpecialToken("<#17>"));
  CHECK(!isSpecialToken("<"));
  CHECK(!isSpecialToken("<>"));
  CHECK(!isSpecialToken("of"));
}

TEST_CASE("white space is made visible") {
  CHECK(displayToken("a b\n\t") == "a␣b⏎⇥");
}

TEST_CASE("numbers are grouped by thousands") {
  CHECK(groupedNumber(0) == "0");
  CHECK(groupedNumber(999) == "999");
  CHECK(groupedNumber(1000) == "1,000");
  CHECK(groupedNumber(1234567) == "1,234,567");
  CHECK(groupedNumber(-123456) == "-123,456");
}

TEST_CASE("text is cut between scalar values to the width it has") {
  const test::FixedMeasure measure;
  CHECK(elided("short", 1000, 10, measure) == "short");
  const std::string cut = elided("ééééééééééééééééééééé", 60, 10, measure);
  CHECK(cut.ends_with("…"));
  CHECK(measure.size(cut, 10, false).width <= 60);
  for (std::size_t i = 0; i + 3 < cut.size(); i += 2) CHECK(cut.substr(i, 2) == "é");
}

TEST_CASE("an endless text is cut without measuring every beginning of it") {
  class Counting : public test::FixedMeasure {
   public:
    Size size(std::string_view text, double pixels, bool bold) const override {
      ++asked;
      return FixedMeasure::size(text, pixels, bold);
    }
    mutable int asked = 0;
  };
  const Counting measure;
  const std::string cut = elided(std::string(100'000, 'm'), 60, 10, measure);
  CHECK(measure.FixedMeasure::size(cut, 10, false).width <= 60);
  CHECK(cut.size() > 8);
  CHECK(measure.asked < 60);
}

TEST_CASE("text is cut neither within a sign and its marks nor within joined signs") {
  const test::FixedMeasure measure;
  const std::string accented = "e\u0301\u0323", joined = "\U0001F469\U0001F3FD\u200D\U0001F680";
  for (const std::string& sign :
       {accented, joined, std::string("\u0928\u094D"), std::string("\u05E9\u05BC")}) {
    std::string text;
    for (int i = 0; i < 30; ++i) text += sign;
    for (double width = 5; width < 400; width += 7) {
      std::string cut = elided(text, width, 10, measure);
      REQUIRE(cut.ends_with("…"));
      CHECK((cut.size() - 3) % sign.size() == 0);
    }
  }
}

TEST_CASE("a text of any length is cut at once") {
  const test::FixedMeasure measure;
  const std::string endless(10'000'000, 'x');
  CHECK(measure.size(elided(endless, 100, 10, measure), 10, false).width <= 100);
  CHECK(displayLine(endless).size() == 2000);
  CHECK(displayLine("a\nb\tc") == "a b c");
}
