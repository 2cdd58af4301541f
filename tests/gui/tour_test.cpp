#include "window.h"

#include "help/tour.h"

#include <QAction>
#include <QPushButton>

using namespace rnnvis;
using test::Window;

namespace {

gui::Tour& take(Window& window) {
  window.find<QAction>("takeTour").trigger();
  window.settle();
  return window.find<gui::Tour>("tour");
}

std::string textOf(Window& window) {
  return window.text("tourText");
}

/// Correlation of two words' expected responses in the layer that is shown, in the plainest way.
double correlation(Window& window, const std::string& a, const std::string& b) {
  const scene::Workspace& workspace = window.window().computation().latest()->workspace;
  const auto& tokens = workspace.analysis->tokens;
  const auto means = workspace.analysis->responses(LayerId{1}, model::Signal::c).mean.matrix();
  const auto row = [&](const std::string& word) {
    return std::find(tokens.begin(), tokens.end(), word) - tokens.begin();
  };
  double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
  const double n = static_cast<double>(means.cols());
  for (Eigen::Index j = 0; j < means.cols(); ++j) {
    const double x = means(row(a), j), y = means(row(b), j);
    sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y;
  }
  return (n * sxy - sx * sy) / std::sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
}

}  // namespace

TEST_CASE("the tour points at a part of the window with every step and ends with a finding that holds") {
  for (const auto theme : {gui::ThemeChoice::light, gui::ThemeChoice::dark}) {
    gui::saveAppearance({theme});
    Window window;
    gui::Tour& tour = take(window);
    const QRect all = window.window().rect();
    for (std::size_t step = 0; step < gui::tourSteps().size(); ++step) {
      INFO("step " << step << ": " << window.text("tourTitle"));
      REQUIRE(tour.step() == step);
      CHECK(textOf(window).find('{') == std::string::npos);
      CHECK(all.contains(tour.cardPlace()));
      CHECK(window.has("tourCard"));
      const QRect target = tour.target();
      if (gui::tourSteps()[step].part != gui::TourPart::none) {
        CHECK(all.contains(target));
        CHECK(target.width() > 5);
        CHECK(target.height() > 5);
        const QRect covered = target.intersected(tour.cardPlace());
        CHECK(covered.width() * covered.height() < target.width() * target.height() / 3);
      }
      if (window.text("tourTitle") == "A finding") {
        const double alike = correlation(window, "thee", "you"), unlike = correlation(window, "you", "thou");
        CHECK(alike > 0.8);
        CHECK(unlike < 0.3);
        for (const double r : {alike, unlike})
          CHECK(textOf(window).find(QString::number(r, 'f', 2).toStdString()) != std::string::npos);
        CHECK(window.state().selection.words.size() == 3);
      }
      CHECK(QApplication::focusWidget() == &window.find("tourNext"));
      QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
      window.settle();
    }
    CHECK_FALSE(window.has("tourCard"));
  }
  gui::saveAppearance({});
}

TEST_CASE("leaving the tour brings back what was open, and one can do what it says meanwhile") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  window.clickAt(window.wordShown("w3").box.center());
  const scene::AnalyticState before = window.state();
  gui::Tour& tour = take(window);
  CHECK(window.state().model != before.model);
  window.click("tourNext");
  window.click("tourNext");
  CHECK(tour.step() == 2);
  window.click("tourBack");
  CHECK(tour.step() == 1);
  window.clickAt(window.wordShown("lord").box.center());
  CHECK(window.state().selection.words.size() == 1);
  CHECK(tour.step() == 1);
  QTest::keyClick(&window.view(), Qt::Key_Escape);
  window.settle();
  CHECK_FALSE(window.has("tourCard"));
  CHECK(window.state() == before);
  CHECK(window.glyphOf(0, 1).label == "w4");
  window.press(Qt::Key_Escape);  // Which is the window's again.
  CHECK(window.state().selection.isEmpty());
}

TEST_CASE("the start page offers the tour") {
  Window window;
  window.click("startTour");
  CHECK(window.has("tourCard"));
  window.click("tourLeave");
  CHECK_FALSE(window.has("tourCard"));
  CHECK(QString::fromStdString(window.state().model) == gui::tourModel());
}
