#include "unit_plot.h"

#include <catch2/catch.hpp>

#include <qcustomplot.h>

#include <algorithm>

using namespace rnnvis;

TEST_CASE("a long word and many numbers stand clear of one another beside and below a unit's boxes") {
  scene::UnitDetail detail;
  detail.low = -0.8;
  detail.high = 0.6;
  detail.change = "Δc";
  detail.units.resize(1);
  scene::AnswerBox answer;
  answer.text = std::string(300, 'm');
  answer.quantiles = {-0.1, 0, 0.1, 0.2, 0.3};
  detail.units[0].answers = {answer};
  gui::UnitPlot plot(std::make_shared<const scene::UnitDetail>(detail), 0, gui::Theme::light());
  plot.resize(250, 60);
  auto* area = plot.findChild<QCustomPlot*>();
  area->replot();
  const QFontMetricsF metrics(area->xAxis->tickLabelFont());
  const auto labels = area->xAxis->tickVectorLabels();
  const double room = area->axisRect()->width() / std::max<double>(1, labels.size() - 1);
  for (const QString& label : labels) CHECK(metrics.horizontalAdvance(label) < room);
  const QFontMetricsF words(area->yAxis->tickLabelFont());
  for (const QString& word : area->yAxis->tickVectorLabels()) {
    CHECK(word.endsWith("…"));
    CHECK(words.horizontalAdvance(word) < area->axisRect()->left());
  }
}
