#include "detail_panel.h"
#include "example_view.h"
#include "units_plot.h"
#include "window.h"

#include "rnnvis/response/explain.h"

#include <QComboBox>
#include <QMouseEvent>
#include <QSlider>
#include <QWheelEvent>

using namespace rnnvis;
using test::Window;

namespace {

/// The plotted area of a distribution, and a mouse over it.
class Plot {
 public:
  Plot(Window& window, const QString& name = "distributionPlot0") : m_window(window) {
    auto& owner = window.find(name);
    auto* units = qobject_cast<gui::UnitsPlot*>(&owner);
    if (!units) units = owner.findChild<gui::UnitsPlot*>();
    REQUIRE(units != nullptr);
    m_area = units->findChild<QWidget*>();
    REQUIRE(m_area != nullptr);
  }

  /// A place in the area between its left, 0, and right, 1.
  QPoint at(double share) const {
    constexpr int left = 44, right = 4;  // Margins of the plot.
    return {left + static_cast<int>(share * (m_area->width() - left - right)), m_area->height() / 2};
  }
  void point(double share) { send(QEvent::MouseMove, at(share), Qt::NoButton); }
  void drag(double from, double to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    send(QEvent::MouseButtonPress, at(from), Qt::LeftButton, modifiers);
    send(QEvent::MouseMove, at((from + to) / 2), Qt::LeftButton, modifiers);
    send(QEvent::MouseMove, at(to), Qt::LeftButton, modifiers);
    send(QEvent::MouseButtonRelease, at(to), Qt::LeftButton, modifiers);
    m_window.settle();
  }
  void click(double share, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::mouseClick(m_area, Qt::LeftButton, modifiers, at(share));
    m_window.settle();
  }
  void doubleClick() {
    QTest::mouseDClick(m_area, Qt::LeftButton, {}, at(0.5));
    m_window.settle();
  }
  void wheel(double share, int notches) {
    const QPoint place = at(share);
    QWheelEvent event(place, m_area->mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_area, &event);
    m_window.settle();
  }
  /// The unit that the readout names while the pointer is there.
  int unitAt(double share) {
    point(share);
    const QString text = QString::fromStdString(m_window.text("detailReadout"));
    REQUIRE(text.startsWith("<b>unit "));
    return text.mid(8, text.indexOf("</b>") - 8).toInt();
  }

 private:
  void send(QEvent::Type type, QPoint place, Qt::MouseButton button,
            Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    const bool isMove = type == QEvent::MouseMove;
    QMouseEvent event(type, place, m_area->mapToGlobal(place), isMove ? Qt::NoButton : button,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : button, modifiers);
    QApplication::sendEvent(m_area, &event);
  }

  Window& m_window;
  QWidget* m_area;
};

class WithWord : public Window {
 public:
  WithWord() {
    openSmallModel();
    clickAt(wordShown("w3").box.center());
  }
};

class WithUnit : public Window {
 public:
  WithUnit() {
    openSmallModel();
    const scene::Cell cell = scene()->chips[0].cells[0];
    unit = cell.unit;
    clickAt(cell.box.center());
  }
  void waitForExamples() {
    for (int tries = 0; tries < 1000 && !has("examples" + QString::number(unit.value)); ++tries)
      QTest::qWait(10);
    settle();
  }
  UnitId unit;
};

void choose(Window& window, int order) {
  auto& box = window.find<QComboBox>("unitOrder");
  box.setCurrentIndex(order);
  Q_EMIT box.activated(order);
  window.settle();
}

std::size_t dimCells(Window& window) {
  std::size_t cells = 0;
  for (const scene::Chip& chip : window.scene()->chips)
    for (const scene::Cell& cell : chip.cells) cells += cell.isDim;
  return cells;
}

}  // namespace

TEST_CASE_METHOD(WithWord, "a unit that the pointer is over in a plot has its values told and its cell lit") {
  Plot plot(*this);
  const std::string hint = text("detailReadout");
  plot.point(0.001);
  const auto& analysis = *window().computation().latest()->workspace.analysis;
  const WordId word = response::findWord(analysis, "w3");
  const auto means = analysis.responses(LayerId{1}, model::Signal::c).mean.matrix().row(word.value);
  Eigen::Index strongest = 0;
  means.maxCoeff(&strongest);
  CHECK(plot.unitAt(0.001) == strongest);
  const UnitId unit{static_cast<std::int32_t>(strongest)};
  CHECK(std::get<UnitId>(view().pointedAt().item) == unit);
  const auto& labels = window().computation().latest()->workspace.clustering->groups.unitLabels;
  CHECK(view().pointedAt().chip == ClusterId{labels[unit.index()]});
  const auto answer = response::answerOf(analysis, LayerId{1}, model::Signal::c, word, unit);
  CHECK(text("detailReadout").find(QString::number(answer.mean, 'f', 3).toStdString()) != std::string::npos);
  CHECK(text("detailReadout").find(QString::number(answer.interval.high, 'f', 3).toStdString()) !=
        std::string::npos);

  const scene::Cell cell = scene()->chips[2].cells[0];
  QMouseEvent move(QEvent::MouseMove, QPointF(cell.box.center().x, cell.box.center().y), {}, Qt::NoButton,
                   Qt::NoButton, Qt::NoModifier);
  QApplication::sendEvent(&view(), &move);
  CHECK(text("detailReadout").starts_with("<b>unit " + std::to_string(cell.unit.value) + "</b>"));
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(&view(), &leave);
  CHECK(text("detailReadout") == hint);
}

TEST_CASE_METHOD(WithWord, "the wheel zooms, dragging moves, a double click shows all units again") {
  Plot plot(*this);
  const int first = plot.unitAt(0.001), last = plot.unitAt(0.999);
  CHECK(first != last);
  plot.wheel(0.5, 4);
  const int closer = plot.unitAt(0.001);
  CHECK(closer != first);
  plot.drag(0.2, 0.6);
  CHECK(plot.unitAt(0.001) != closer);
  CHECK(state().selection.units.empty());  // A drag picks nothing.
  plot.wheel(0.5, -20);
  CHECK(plot.unitAt(0.001) == first);
  CHECK(plot.unitAt(0.999) == last);
  plot.wheel(0.9, 5);
  CHECK(plot.unitAt(0.001) != first);
  plot.doubleClick();
  CHECK(plot.unitAt(0.001) == first);
  CHECK(plot.unitAt(0.999) == last);
  CHECK(state().selection.units.empty());
}

TEST_CASE_METHOD(WithWord, "a click on a unit of a plot selects it") {
  Plot plot(*this);
  const int unit = plot.unitAt(0.4);
  plot.click(0.4);
  CHECK(state().selection.units == std::vector{UnitId{unit}});
  CHECK(has("unitPlot" + QString::number(unit)));
}

TEST_CASE_METHOD(WithWord, "Shift and dragging lights units on the chips") {
  Plot plot(*this);
  const int from = plot.unitAt(0.001), to = plot.unitAt(0.3);
  plot.drag(0.001, 0.3, Qt::ShiftModifier);
  const auto& lit = state().brushed;
  CHECK(lit.size() > 5);
  CHECK(lit.size() < 15);
  CHECK(std::count(lit.begin(), lit.end(), UnitId{from}) == 1);
  CHECK(std::count(lit.begin(), lit.end(), UnitId{to}) == 1);
  CHECK(state().selection.words.size() == 1);
  CHECK(dimCells(*this) == units - lit.size());
  plot.click(0.8, Qt::ShiftModifier);
  CHECK(state().brushed.empty());
  CHECK(dimCells(*this) == 0);
  plot.drag(0.5, 0.7, Qt::ShiftModifier);
  CHECK_FALSE(state().brushed.empty());
  press(Qt::Key_Escape);
  CHECK(state().brushed.empty());
}

TEST_CASE_METHOD(WithWord, "units are sorted by a word, by index or by chip") {
  clickAt(wordShown("w4").box.center(), Qt::ControlModifier);
  choose(*this, 1);
  CHECK(state().detail.order == scene::UnitOrder::secondWord);
  CHECK(text("detailSubtitle").find("sorted by “w4”") != std::string::npos);
  choose(*this, 2);
  CHECK(state().detail.order == scene::UnitOrder::index);
  CHECK(Plot(*this).unitAt(0.001) == 0);
  choose(*this, 3);
  CHECK(state().detail.order == scene::UnitOrder::cluster);
  const auto& labels = window().computation().latest()->workspace.clustering->groups.unitLabels;
  Plot plot(*this);
  CHECK(labels[static_cast<std::size_t>(plot.unitAt(0.001))] == 0);
}

TEST_CASE_METHOD(WithWord, "written and erased parts of a word can be seen") {
  click("topic1");
  CHECK(state().detail.topic == scene::DetailTopic::parts);
  CHECK(text("detailTitle") == "Parts of the responses to “w3”");
  Plot plot(*this);
  plot.point(0.5);
  CHECK(text("detailReadout").find("written") != std::string::npos);
}

TEST_CASE("states and gates of all units can be seen without a selection, of a unit as histograms") {
  Window window;
  window.openSmallModel();
  window.click("topic1");
  CHECK(window.state().detail.topic == scene::DetailTopic::values);
  for (const char* signal : {"h", "c", "i", "f", "g", "o"}) CHECK(window.has(QString("valuesPlot") + signal));
  Plot plot(window, "valuesPlotf");
  plot.point(0.3);
  CHECK(window.text("detailReadout").find("<b>f</b>") != std::string::npos);

  const scene::Cell cell = window.scene()->chips[0].cells[0];
  window.clickAt(cell.box.center());
  CHECK(window.text("detailTitle") == "States and gates of unit " + std::to_string(cell.unit.value));
  CHECK(window.has(QStringLiteral("histogram%1f").arg(cell.unit.value)));
  CHECK_FALSE(window.has("valuesPlotf"));
}

TEST_CASE_METHOD(WithWord, "arrows step from unit to unit of a plot, whose values are told; Enter selects") {
  auto& plot = *find("distributionPlot0").findChild<gui::UnitsPlot*>();
  const auto unitTold = [&] {
    const QString told = QString::fromStdString(text("detailReadout"));
    return told.startsWith("<b>unit ") ? told.mid(8, told.indexOf("</b>") - 8).toInt() : -1;
  };
  Plot pointer(*this);
  const int first = pointer.unitAt(0.001), last = pointer.unitAt(0.999);
  plot.setFocus(Qt::TabFocusReason);
  CHECK(unitTold() == first);
  QTest::keyClick(&plot, Qt::Key_Right);
  const int second = unitTold();
  CHECK(second != first);
  CHECK(std::get<UnitId>(view().pointedAt().item) == UnitId{second});
  CHECK(plot.accessibleDescription().startsWith("unit " + QString::number(second) + " · chip "));
  const QImage here = plot.grab().toImage();
  QTest::keyClick(&plot, Qt::Key_Left);
  CHECK(unitTold() == first);
  CHECK(plot.grab().toImage() != here);  // The cursor has moved.
  QTest::keyClick(&plot, Qt::Key_Left);
  CHECK(unitTold() == first);
  QTest::keyClick(&plot, Qt::Key_End);
  CHECK(unitTold() == last);
  QTest::keyClick(&plot, Qt::Key_Home);
  QTest::keyClick(&plot, Qt::Key_PageDown);
  CHECK(unitTold() != first);
  QTest::keyClick(&plot, Qt::Key_Home);
  pointer.wheel(0.9, 6);  // Zoomed to where the first unit is not seen.
  REQUIRE(pointer.unitAt(0.001) != first);
  QTest::keyClick(&plot, Qt::Key_Home);
  CHECK(pointer.unitAt(0.001) == first);

  view().setFocus();
  CHECK(unitTold() == -1);
  plot.setFocus(Qt::TabFocusReason);
  QTest::keyClick(&plot, Qt::Key_Home);
  QTest::keyClick(&plot, Qt::Key_Return);
  settle();
  CHECK(state().selection.units == std::vector{UnitId{first}});
  auto& next = find("unitPlot" + QString::number(first));
  CHECK(next.hasFocus());  // The keyboard stays in the plots.
  QTest::keyClick(&next, Qt::Key_Down);
  CHECK(std::holds_alternative<WordId>(view().pointedAt().item));
  QTest::keyClick(&next, Qt::Key_Space);
  settle();
  CHECK(state().selection.words.size() == 1);
}

TEST_CASE("arrows step through a histogram") {
  Window window;
  window.openSmallModel();
  window.clickAt(window.scene()->chips[0].cells[0].box.center());
  window.click("topic2");
  auto& plot = window.find("histogram" + QString::number(window.state().selection.units[0].value) + "f");
  plot.setFocus(Qt::TabFocusReason);
  const std::string first = window.text("detailReadout");
  CHECK(first.find("forget gate f") != std::string::npos);
  CHECK(first.find(" tokens (") != std::string::npos);
  QTest::keyClick(&plot, Qt::Key_Right);
  CHECK(window.text("detailReadout") != first);
  CHECK(plot.accessibleDescription().contains("forget gate f"));
}

TEST_CASE("units of a projection are told of, but are in no chip") {
  Window window;
  window.openSmallModel();
  scene::ComputedState computed = *window.window().computation().latest();
  auto analysis = std::make_shared<response::Analysis>(*computed.workspace.analysis);
  auto& values = analysis->layers[1].values.at(model::Signal::h);
  constexpr int projected = 8;
  for (response::Rows* rows : {&values.mean, &values.deviation, &values.quantiles, &values.range})
    *rows = response::Rows(response::Rows::Values(rows->matrix().leftCols(projected)));
  computed.workspace.analysis = analysis;
  computed.state.detail.topic = scene::DetailTopic::values;
  gui::DetailPanel panel;
  panel.resize(400, 900);
  panel.showComputed(std::make_shared<const scene::ComputedState>(computed));
  panel.show();
  panel.activateWindow();
  REQUIRE(QTest::qWaitForWindowActive(&panel));
  auto* readout = panel.findChild<QLabel*>("detailReadout");
  auto* ofHidden = panel.findChild<gui::UnitsPlot*>("valuesPloth");
  REQUIRE(ofHidden != nullptr);
  ofHidden->setFocus();
  QTest::keyClick(ofHidden, Qt::Key_Home);
  CHECK(readout->text().contains("in no chip"));
  CHECK(readout->text().contains("<b>h</b>"));
  CHECK_FALSE(readout->text().contains("<b>c</b>"));
  auto* cells = panel.findChild<gui::UnitsPlot*>("valuesPlotc");
  cells->setFocus();
  QTest::keyClick(cells, Qt::Key_Home);
  CHECK(readout->text().contains(" · chip "));
  CHECK(readout->text().contains("<b>c</b>"));
  CHECK_FALSE(readout->text().contains("<b>h</b>"));
}

TEST_CASE_METHOD(WithUnit, "the words of a unit are as many as asked for") {
  auto& slider = find<QSlider>("unitWords");
  slider.setValue(3);
  settle();
  CHECK(state().detail.unitWords == 3);
  const auto detail = std::get<scene::UnitDetail>(detailOf(*window().computation().latest()));
  CHECK(detail.units[0].answers.size() == 6);
}

TEST_CASE_METHOD(WithUnit, "a word that the pointer is over in a unit's plot is lit in its cloud, and back") {
  auto& plot = find("unitPlot" + QString::number(unit.value));
  auto* area = plot.findChild<QWidget*>();
  QMouseEvent move(QEvent::MouseMove, QPointF(150, 12), area->mapToGlobal(QPointF(150, 12)), Qt::NoButton,
                   Qt::NoButton, Qt::NoModifier);
  QApplication::sendEvent(area, &move);
  REQUIRE(std::holds_alternative<WordId>(view().pointedAt().item));
  const WordId word = std::get<WordId>(view().pointedAt().item);
  const auto& tokens = window().computation().latest()->workspace.analysis->tokens;
  CHECK(text("detailReadout").starts_with("<b>" + tokens[word.index()] + "</b>"));
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(area, &leave);
  CHECK_FALSE(text("detailReadout").starts_with("<b>"));
  const scene::Point place = wordShown(tokens[word.index()]).box.center();
  QMouseEvent over(QEvent::MouseMove, QPointF(place.x, place.y), {}, Qt::NoButton, Qt::NoButton,
                   Qt::NoModifier);
  QApplication::sendEvent(&view(), &over);
  CHECK(text("detailReadout").starts_with("<b>" + tokens[word.index()] + "</b>"));
}

TEST_CASE_METHOD(WithUnit, "examples show a unit's words in the text, coloured by state or response") {
  click("topic3");
  CHECK(state().detail.topic == scene::DetailTopic::examples);
  waitForExamples();
  const QString name = "examples" + QString::number(unit.value);
  REQUIRE(has(name));
  const auto valuesShown = [&] {
    std::vector<double> values;
    for (const auto& box : find<gui::ExampleView>(name).scene().boxes) values.push_back(box.value);
    return values;
  };
  const auto states = valuesShown();
  CHECK(states.size() > 20);
  click("exampleValue1");
  CHECK(state().detail.exampleResponses);
  CHECK(valuesShown().size() == states.size());
  CHECK(valuesShown() != states);

  auto& examples = find<gui::ExampleView>(name);
  const scene::ExampleBox box = examples.scene().boxes[0];
  const QPoint place(static_cast<int>(box.box.center().x), static_cast<int>(box.box.center().y));
  QMouseEvent move(QEvent::MouseMove, place, examples.mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                   Qt::NoModifier);
  QApplication::sendEvent(&examples, &move);
  CHECK(text("detailReadout").find("unit " + std::to_string(unit.value)) != std::string::npos);
  QTest::mouseClick(&examples, Qt::LeftButton, {}, place);
  settle();
  CHECK(state().selection.words.size() == 1);
}
