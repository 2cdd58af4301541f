#include "compare_window.h"
#include "svg_type.h"

#include "compare/comparison_page.h"
#include "svg_compaction.h"

#include "rnnvis/base/file.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QImage>
#include <QMimeData>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTabWidget>

#include <cmath>

using namespace rnnvis;
using test::Compared;
using test::Half;
using test::SmallModel;

namespace {

const SmallModel lstm{.tokens = 40, .hidden = 30, .outputs = 40};
const SmallModel rnn{.cell = "rnn", .tokens = 40, .hidden = 20, .layers = 1, .outputs = 40, .seed = 3};

/// Chooses a menu entry and answers where the picture goes.
std::filesystem::path exported(Compared& pair, const QString& action, const std::filesystem::path& file) {
  pair.find<QAction>(action).trigger();
  auto& dialog = pair.find<QFileDialog>("exportDialog");
  Q_EMIT dialog.fileSelected(QString::fromStdString(file.string()));
  dialog.close();
  pair.settle();
  return file;
}

QString svgOf(Compared& pair) {
  return QString::fromStdString(
      readFile(exported(pair, "exportComparison", pair.main.folder() / "pair.svg")));
}

QString messageOf(Compared& pair) {
  return pair.half(Half::baseline).findChild<QLabel*>("messageText")->text();
}

}  // namespace

TEST_CASE("a comparison for paper has its width, type that can be read there, shapes alone and a caption") {
  Compared pair(lstm, rnn);
  pair.type("w3 w5 w9");
  pair.differences();
  const auto [action, width] = GENERATE(std::pair("width84", 84.0), std::pair("width178", 178.0));
  INFO(width);
  pair.find<QAction>(action).trigger();
  const QImage image(
      QString::fromStdString(exported(pair, "exportComparison", pair.main.folder() / "pair.png").string()));
  CHECK(image.width() == static_cast<int>(std::lround(width / 25.4 * 300)));
  CHECK(std::abs(image.dotsPerMeterX() * 0.0254 - 300) < 0.1);
  const QString svg = svgOf(pair);
  CHECK(svg.contains(QStringLiteral("<svg width=\"%1.000mm\"").arg(width)));
  CHECK(svg.count("<image") == 0);
  CHECK(test::smallestPoints(svg, width) > 5.99);
  CHECK(test::smallestPoints(svg, width) < 8);
  const QString caption = image.text("Description");
  CHECK(caption.contains("Baseline: small: layer"));
  CHECK(caption.contains("Comparison: small: layer"));
  CHECK(caption.count("(SHA-256)") == 2);
  CHECK(caption.contains("which both models read together"));
  CHECK(svg.contains("Layers: how alike (CKA)"));
  CHECK(svg.contains("Words: how alike the answers"));
  CHECK(readFile(exported(pair, "exportComparison", pair.main.folder() / "pair.pdf")).starts_with("%PDF-"));
}

TEST_CASE(
    "a picture of a comparison has the cards of the tab in front, and none while these are folded away") {
  Compared pair(lstm, rnn);
  pair.type("w3 w5 w9");
  pair.differences();
  pair.find<QAction>("width178").trigger();
  auto& tabs = pair.find<QTabWidget>("compareTabs");
  tabs.setCurrentIndex(1);
  const QString ofSentence = svgOf(pair);
  CHECK(ofSentence.contains("Sentence: where predictions part"));
  CHECK_FALSE(ofSentence.contains("Layers: how alike (CKA)"));
  pair.find<QAction>("showBelow").trigger();
  const QString alone = svgOf(pair);
  CHECK_FALSE(alone.contains("Sentence: where predictions part"));
  CHECK(alone.contains("Memory chips"));
}

TEST_CASE("the selection of a comparison stands on a page as the details of both sides or in one plot") {
  Compared pair(lstm, rnn);
  pair.differences();
  pair.find<QAction>("width178").trigger();
  auto& tabs = pair.find<QTabWidget>("compareTabs");
  tabs.setCurrentIndex(2);
  const QString nothing = svgOf(pair);
  CHECK_FALSE(nothing.contains(">Selection<"));
  pair.clickAt(Half::baseline, pair.wordOn(Half::baseline, "w5").box);
  const QString both = svgOf(pair);
  CHECK(both.contains(">Selection<"));
  CHECK(both.count(">unit<") == 2);  // An axis each.
  CHECK(both.count("<image") == 0);
  CHECK(test::smallestPoints(both, 178) > 5.99);
  QTest::mouseClick(&pair.find("overlaid"), Qt::LeftButton);
  pair.settle();
  const QString together = svgOf(pair);
  CHECK(together.contains("Both sides"));
  CHECK(together.count(">unit<") == 1);
  CHECK(together.count("<image") == 0);
  CHECK(test::smallestPoints(together, 178) > 5.99);
}

TEST_CASE("what is not compared is said once on a page and takes no card's place") {
  Compared pair(lstm, rnn);
  QTest::mouseClick(&pair.find("differencesCancel"), Qt::LeftButton);
  pair.find<QAction>("width178").trigger();
  pair.differences();
  const QString svg = svgOf(pair);
  CHECK(svg.count("Known once both models have read the text") == 1);
  CHECK(svg.contains("Clouds: where the words go"));
  CHECK_FALSE(svg.contains("Layers: how alike (CKA)"));
}

TEST_CASE("a card that was drawn on a page can be chosen from as before") {
  Compared pair(lstm, rnn);
  pair.differences();
  auto& card = pair.find("similarityCard");
  card.grab();
  exported(pair, "exportComparison", pair.main.folder() / "pair.svg");
  QTest::keyClick(&card, Qt::Key_Home);
  QTest::keyClick(&card, Qt::Key_Return);
  pair.settle();
  CHECK_FALSE(pair.selectedOn(Half::baseline).empty());
}

TEST_CASE("the caption of a comparison has both names, and what a stranger has named a model is text") {
  Compared pair(lstm);
  const QString folder = pair.main.writeModelFolder("other", rnn);
  const std::filesystem::path manifest = folder.toStdString() + "/model.toml";
  std::string text = readFile(manifest);
  const std::string name = "name = \"small\"";
  REQUIRE(text.find(name) != std::string::npos);
  text.replace(text.find(name), name.size(), "name = \"other <b> & 'c'\"");
  writeFileAtomically(manifest, [&](std::ostream& stream) { stream << text; });
  pair.choose(Half::comparison, folder);
  pair.differences();
  for (const double width : {84.0, 178.0, 330.0}) {
    const gui::Picture picture = pair.window->printed({width}, gui::Theme::light());
    CHECK(picture.description.contains("Baseline: small: "));
    CHECK(picture.description.contains("Comparison: other <b> & 'c': "));
    const QByteArray svg = toSvg(picture);
    CHECK(QSvgRenderer(svg).isValid());
    CHECK(svg.count("<b>") == 0);
    CHECK(svg.count("other &lt;b&gt; &amp;") >= 3);  // Title, description and heading.
  }
}

TEST_CASE("on a wide page the baseline is mirrored, as on the screen") {
  Compared pair(lstm, rnn);
  const QString svg = toSvg(pair.window->printed({330}, gui::Theme::light()));
  std::vector<double> columns;
  const QRegularExpression head("x=\"([0-9.]+)\"[^>]*>(Word clouds|Memory chips)<");
  for (auto heads = head.globalMatch(svg); heads.hasNext();)
    columns.push_back(heads.next().captured(1).toDouble());
  REQUIRE(columns.size() == 4);  // Chips and clouds of the baseline, then of the comparison.
  CHECK(columns[0] > columns[1]);
  CHECK(columns[2] < columns[3]);
}

TEST_CASE("what is shifted on a page keeps its colours when the SVG is made smaller") {
  QByteArray whole;
  QBuffer buffer(&whole);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setViewBox(QRectF(0, 0, 300, 200));
  QPainter painter(&generator);
  painter.translate(20, 30);
  painter.setBrush(QColor(0, 0, 0, 40));
  painter.drawRect(10, 10, 40, 40);
  painter.drawText(20, 120, "text");
  painter.drawRect(60, 10, 40, 40);
  painter.end();
  const auto drawn = [](const QByteArray& svg) {
    QImage image(300, 200, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter to(&image);
    QSvgRenderer(svg).render(&to);
    return image;
  };
  CHECK(drawn(gui::compactSvg(whole)) == drawn(whole));
}

TEST_CASE("a comparison that cannot be drawn or written says so in one line") {
  Compared pair(lstm, rnn);
  exported(pair, "exportComparison", "/proc/none/pair.svg");
  CHECK(messageOf(pair).contains("/proc/none"));
  CHECK_FALSE(messageOf(pair).contains('\n'));
  exported(pair, "exportWindow", pair.main.folder() / "window.svg");
  CHECK(messageOf(pair).contains("name a .png"));
  CHECK_THROWS_WITH(pair.window->printed({178, 60}, gui::Theme::light()),
                    Catch::Contains("no room in a height of 60 mm; give at least"));
  CHECK_THROWS_WITH(pair.window->printed({20}, gui::Theme::light()), Catch::Contains("from 60 to 1000 mm"));
  gui::CompareWindow empty;
  empty.findChild<QAction*>("exportComparison")->trigger();
  CHECK(empty.half(Half::baseline)
            .findChild<QLabel*>("messageText")
            ->text()
            .contains("choose a model on both sides"));
}

TEST_CASE("a comparison is copied as pixels, shapes and a caption") {
  Compared pair(lstm, rnn);
  pair.find<QAction>("copyComparison").trigger();
  const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
  REQUIRE(copied->hasImage());
  CHECK(copied->data("image/svg+xml").contains("<svg"));
  CHECK(copied->data("image/svg+xml").count("<image") == 0);
  CHECK(copied->text().contains("Comparison: small"));
}
