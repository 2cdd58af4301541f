#include "window.h"

#include <QComboBox>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>

using namespace rnnvis;
using test::Window;

TEST_CASE("layer and state are chosen among those of the model") {
  Window window;
  window.openSmallModel();
  CHECK(window.find<QPushButton>("layer1").isChecked());
  CHECK(window.find<QPushButton>("state0").isChecked());
  CHECK(window.find<QPushButton>("state0").text() == "cell c");

  window.click("layer0");
  const auto& computation = window.window().computation();
  CHECK(computation.latest()->workspace.clustering->layer == LayerId{0});
  CHECK(window.scene()->subtitle.starts_with("layer 0 of 0–1"));

  window.click("state1");
  CHECK(computation.latest()->workspace.clustering->state == model::Signal::h);
  CHECK(window.scene()->subtitle.find("hidden state h") != std::string::npos);
}

TEST_CASE("of two quick changes of the number of clusters the second is shown") {
  Window window;
  window.openSmallModel();
  auto& slider = window.find<QSlider>("clusters");
  slider.setValue(4);
  slider.setValue(6);
  window.settle();
  CHECK(window.scene()->chips.size() == 6);
  CHECK(window.scene()->clouds.size() == 6);
  CHECK(window.text("clustersValue") == "6");
  CHECK_FALSE(window.has("messageBar"));
}

TEST_CASE("returning to what is shown stops the work for something else") {
  Window window;
  window.openSmallModel();
  auto& slider = window.find<QSlider>("clusters");
  slider.setValue(4);
  slider.setValue(10);
  CHECK_FALSE(window.window().computation().isRunning());
  CHECK(window.scene()->chips.size() == 10);
}

TEST_CASE("words, method and seed are taken into the clustering") {
  Window window;
  window.openSmallModel();
  auto& method = window.find<QComboBox>("method");
  method.setCurrentIndex(1);
  Q_EMIT method.activated(1);
  window.find<QSpinBox>("seed").setValue(5);
  window.settle();
  const auto& settings = window.window().computation().latest()->state.clustering;
  CHECK(settings.options.polarity == cocluster::Polarity::merge);
  CHECK(settings.options.seed == 5);
  window.find<QSlider>("words").setValue(5);
  window.settle();
  CHECK(window.window().computation().latest()->state.clustering.words == 50);
}

TEST_CASE("edge filter and colour range take no computing") {
  Window window;
  window.openSmallModel();
  window.clickAt(window.wordShown("w3").box.center());
  const auto clustering = window.window().computation().latest()->workspace.clustering;

  window.find<QSlider>("edgeFilter").setValue(100);
  CHECK_FALSE(window.window().computation().isRunning());
  CHECK(window.text("edgeFilterValue") == "100 %");
  CHECK(window.scene()->edgeFilter == 1);

  window.find<QSlider>("responseClip").setValue(10);
  CHECK_FALSE(window.window().computation().isRunning());
  CHECK(window.scene()->cellRange == Approx(0.5));
  CHECK(window.window().computation().latest()->workspace.clustering == clustering);
}

TEST_CASE("every control has a name for those who cannot see it") {
  Window window;
  window.openSmallModel();
  window.type("w3");
  for (const QWidget* control : window.find("controlPanel").findChildren<QWidget*>()) {
    const bool isPartOfAnother =
        control->window() != &window.window() || control->objectName().startsWith("qt_");
    if (isPartOfAnother || !(control->focusPolicy() & Qt::TabFocus)) continue;
    INFO(control->metaObject()->className() << " " << control->objectName().toStdString());
    CHECK_FALSE(control->objectName().isEmpty());
    CHECK_FALSE(control->accessibleName().isEmpty());
  }
}
