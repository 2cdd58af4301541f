#include "window.h"

#include "colour_vision.h"
#include "english_model.h"
#include "tag_style.h"
#include "tooltip.h"

#include <QCheckBox>
#include <QImage>
#include <QPainter>
#include <QPushButton>

#include <array>
#include <set>

using namespace rnnvis;
using namespace test::colours;
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

}  // namespace

TEST_CASE("the words that have room for a line are those that have one") {
  for (std::size_t i = 0; i < text::tagCount; ++i) {
    QImage image(40, 10, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    gui::paintTagLine(painter, {0, 5}, 40, 20, static_cast<Tag>(i), Qt::black);
    painter.end();
    QImage empty(40, 10, QImage::Format_RGB32);
    empty.fill(Qt::white);
    CHECK((image != empty) == scene::isUnderlined(static_cast<Tag>(i)));
  }
}

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
  for (const gui::Theme* theme : allThemes()) {
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
