#include "window.h"

#include "english_model.h"
#include "tag_style.h"
#include "tooltip.h"

#include <QCheckBox>
#include <QPushButton>

#include <array>
#include <cmath>
#include <set>

using namespace rnnvis;
using test::Window;
using text::Tag;

namespace {

/// A window over English words.
class EnglishWindow : public Window {
 public:
  EnglishWindow() {
    window().openModel(QString::fromStdString(writeEnglishModel(folder(), "english", 500).string()));
    settle();
    REQUIRE(scene() != nullptr);
  }
  const scene::TagMark& mark(Tag tag) {
    for (const scene::TagMark& mark : scene()->tags)
      if (mark.tag == tag) return mark;
    FAIL("the legend lacks " << describe(tag));
    return scene()->tags.front();
  }
  bool isFaint(const std::string& word) { return wordShown(word).isFaint; }
  std::string tooltipAt(scene::Point point) {
    return gui::tooltipOf(hitTest(*scene(), point), *scene(), *window().computation().latest()).toStdString();
  }
};

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

using Channels = std::array<double, 3>;

Channels linearOf(const QColor& colour) {
  return {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
}

double luminance(const QColor& colour) {
  const Channels c = linearOf(colour);
  return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

double contrast(const QColor& a, const QColor& b) {
  const double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
  return std::max(first / second, second / first);
}

using Vision = std::array<Channels, 3>;
constexpr Vision normal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
// Machado, Oliveira and Fernandes (2009), severity 1.
constexpr Vision protanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Vision deuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};

/// CIELAB of a colour as it is seen.
Channels labOf(const QColor& colour, const Vision& vision) {
  constexpr Vision toXyz{
      {{0.4339, 0.3762, 0.1899}, {0.2126, 0.7152, 0.0722}, {0.0177, 0.1095, 0.8728}}};  // Over white.
  const auto times = [](const Vision& matrix, const Channels& c) {
    Channels result{};
    for (std::size_t i = 0; i < 3; ++i)
      result[i] = std::clamp(matrix[i][0] * c[0] + matrix[i][1] * c[1] + matrix[i][2] * c[2], 0.0, 1.0);
    return result;
  };
  Channels f = times(toXyz, times(vision, linearOf(colour)));
  for (double& value : f) value = value > 0.008856 ? std::cbrt(value) : 7.787 * value + 16.0 / 116;
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double distance(const QColor& a, const QColor& b, const Vision& vision) {
  const Channels p = labOf(a, vision), q = labOf(b, vision);
  return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

}  // namespace

TEST_CASE("grammar mode gives words their parts of speech, and a legend") {
  EnglishWindow window;
  CHECK(window.scene()->tags.empty());
  CHECK_FALSE(window.wordShown("dog").tag);
  CHECK_FALSE(window.has("tag0"));

  window.click("grammar");
  CHECK(window.state().grammar.isShown);
  CHECK(window.wordShown("dog").tag == Tag::noun);
  CHECK(window.wordShown("finds").tag == Tag::verb);
  CHECK(window.mark(Tag::noun).words == test::English::nouns.size());
  CHECK(window.has("tag0"));
  CHECK(window.tooltipAt(window.wordShown("dog").box.center()).find("most often: noun") != std::string::npos);
  CHECK(window.tooltipAt(window.mark(Tag::verb).box.center()).starts_with("<b>verb</b><br>4 of the words"));

  window.click("grammar");
  CHECK(window.scene()->tags.empty());
  CHECK_FALSE(window.wordShown("dog").tag);
  CHECK_FALSE(window.has("tag0"));
}

TEST_CASE("a click on a tag of the legend leaves the other words faint, a second takes it back") {
  EnglishWindow window;
  window.click("grammar");
  window.clickAt(window.mark(Tag::noun).box.center());
  CHECK(window.state().grammar.filter == std::set{Tag::noun});
  CHECK_FALSE(window.isFaint("dog"));
  CHECK(window.isFaint("finds"));
  CHECK(window.find<QPushButton>("tag0").isChecked());
  window.clickAt(window.mark(Tag::verb).box.center());
  CHECK_FALSE(window.isFaint("finds"));
  CHECK(window.isFaint("old"));
  window.clickAt(window.mark(Tag::noun).box.center());
  window.clickAt(window.mark(Tag::verb).box.center());
  CHECK_FALSE(window.isFaint("old"));
  CHECK(window.state().selection.isEmpty());
}

TEST_CASE("the buttons of the control panel filter too") {
  EnglishWindow window;
  window.click("grammar");
  auto& adjectives = window.find<QPushButton>("tag2");
  CHECK(adjectives.text() == "adjective");
  adjectives.setFocus();
  QTest::keyClick(&adjectives, Qt::Key_Space);
  window.settle();
  CHECK(window.mark(Tag::adjective).isChosen);
  CHECK_FALSE(window.isFaint("old"));
  CHECK(window.isFaint("dog"));
}

TEST_CASE("the colours of grammar mode can be told apart by the colour-blind and are not those of sign") {
  for (const gui::Theme* theme : {&gui::Theme::light(), &gui::Theme::dark()}) {
    const std::array colours{theme->naming, theme->acting, theme->modifying, theme->ink};
    for (std::size_t i = 0; i < colours.size(); ++i) {
      CHECK(contrast(colours[i], theme->window) >= 4.5);
      for (std::size_t j = 0; j < i; ++j)
        for (const Vision& vision : {normal, protanopia, deuteranopia})
          CHECK(distance(colours[i], colours[j], vision) > 25);
      for (const QColor& sign : {theme->positive, theme->negative})
        CHECK(distance(colours[i], sign, normal) > 30);
    }
  }
}
