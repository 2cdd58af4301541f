#include "detail_panel.h"

#include "appearance.h"
#include "cluster_view.h"
#include "detail_hints.h"
#include "detail_table_view.h"
#include "distribution_plot.h"
#include "drawing.h"
#include "example_view.h"
#include "readout.h"
#include "text_scale.h"
#include "unit_plot.h"
#include "units_plot.h"
#include "values_view.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

// What the panel is filled with, a topic at a time.
namespace rnnvis::gui {

void DetailPanel::addNote(const QString& text) {
  auto* note = wrappedLabel("detailNote", "muted");
  note->setText(text);
  m_content->addWidget(note);
  m_content->addStretch(1);
}

void DetailPanel::addTable() {
  const bool ofExamples = showsExamples() && m_finder.latest();
  auto* table = new DetailTableView(ofExamples ? tableOf(*m_finder.latest()) : tableOf(*m_detail));
  table->setObjectName("detailTableView");
  table->setMinimumHeight(scaled(240));
  connect(table, &DetailTableView::rejected, this, &DetailPanel::rejected);
  m_content->addWidget(table, 1);
}

void DetailPanel::build(const std::monostate&) {
  describe("Nothing is selected",
           "Click a word to see how every unit responds to it; hold Ctrl to compare up to three.\n\n"
           "Click a cell of a chip to see which words the unit answers to; hold Ctrl to compare two.\n\n"
           "Click a token of a sentence to see what it changes.\n\n"
           "Click a chip or a cloud to see what it is linked to.\n\n"
           "Esc clears the selection.");
  m_content->addStretch(1);
}

void DetailPanel::build(const scene::DistributionDetail& detail) {
  describe(detail.title, detail.subtitle);
  if (m_computed->state.detail.table) return addTable();
  std::vector<std::size_t> places(detail.words.size());
  std::iota(places.begin(), places.end(), 0);
  if (m_computed->state.detail.overlaid)
    addPlot(detail, places);
  else
    for (std::size_t place : places) addPlot(detail, {place});
  m_content->addStretch(0);
  setHint(hintOf(detail), std::max(5, readoutLines(detail)));
}

void DetailPanel::addPlot(const scene::DistributionDetail& detail, std::vector<std::size_t> places) {
  const QString name = "distributionPlot" + QString::number(places.front());
  auto* plot = new DistributionPlot(std::shared_ptr<const scene::DistributionDetail>(m_detail, &detail),
                                    std::move(places), *m_theme);
  plot->setObjectName(name);
  plot->setMaximumHeight(scaled(900));
  connectUnits(plot->units());
  m_content->addWidget(plot, 1);
}

void DetailPanel::connectUnits(UnitsPlot& plot) {
  connect(&plot, &UnitsPlot::hovered, this, [this](std::optional<UnitId> unit) {
    showUnit(unit);
    scene::Hit hit;
    if (unit) {
      hit.item = *unit;
      const auto& labels = m_computed->workspace.clustering->groups.unitLabels;
      if (unit->index() < labels.size()) hit.chip = ClusterId{labels[unit->index()]};
    }
    Q_EMIT hovered(hit);
  });
  connect(&plot, &UnitsPlot::picked, this, [this](UnitId unit, bool extend) {
    Q_EMIT commanded(scene::SelectUnit{unit, extend});
  });
  connect(&plot, &UnitsPlot::brushed, this,
          [this](const std::vector<UnitId>& units) { Q_EMIT commanded(scene::BrushUnits{units}); });
  plot.setBrushed(m_computed->state.brushed);
  m_unitsPlots.push_back(&plot);
}

void DetailPanel::addUnitTitle(const scene::UnitAnswers& unit, bool isFirst) {
  if (isFirst) return describe(unit.title, unit.subtitle);
  auto* title = wrappedLabel("secondUnitTitle", "heading");
  title->setText(toQt(unit.title));
  auto* subtitle = wrappedLabel("secondUnitSubtitle", "muted");
  subtitle->setText(toQt(unit.subtitle));
  m_content->addWidget(title);
  m_content->addWidget(subtitle);
}

void DetailPanel::build(const scene::UnitDetail& detail) {
  if (showsExamples()) return buildExamples(detail);
  for (std::size_t unit = 0; unit < detail.units.size(); ++unit) {
    if (m_computed->state.detail.table && unit > 0) break;
    addUnitTitle(detail.units[unit], unit == 0);
    if (m_computed->state.detail.table) continue;
    auto* plot = new UnitPlot(std::shared_ptr<const scene::UnitDetail>(m_detail, &detail), unit, *m_theme);
    connect(plot, &UnitPlot::wordPicked, this, &DetailPanel::pick);
    connect(plot, &UnitPlot::hovered, this, [this](const scene::AnswerBox* answer) {
      showAnswer(answer);
      scene::Hit hit;
      if (answer) hit.item = answer->word;
      Q_EMIT hovered(hit);
    });
    m_content->addWidget(plot);
    m_unitPlots.push_back(plot);
  }
  if (m_computed->state.detail.table) return addTable();
  m_content->addStretch(1);
  setHint(hintOf(detail), 5);
}

void DetailPanel::buildExamples(const scene::UnitDetail& detail) {
  const scene::DetailSettings& settings = m_computed->state.detail;
  m_finder.find(exampleRequests(*m_computed, detail));
  addUnitTitle(detail.units.front(), true);
  const Examples examples = m_finder.latest();
  if (!examples)
    return addNote(m_finder.isRunning() ? "Reading the text around the words…" : m_finder.problem());
  if (settings.table) return addTable();
  for (std::size_t unit = 0; unit < examples->size(); ++unit) {
    if (unit > 0) addUnitTitle(detail.units[unit], false);
    auto* view = new ExampleView(examples, unit, settings.exampleResponses, *m_theme);
    connect(view, &ExampleView::wordPicked, this, &DetailPanel::pick);
    connect(view, &ExampleView::pointedAt, this, &DetailPanel::showReadout);
    m_content->addWidget(view);
  }
  m_content->addStretch(1);
  setHint(hintOf(examples->front(), settings.exampleResponses), 4);
}

void DetailPanel::build(const scene::ClusterDetail& detail) {
  describe(detail.title, detail.subtitle);
  if (m_computed->state.detail.table) return addTable();
  m_content->addWidget(new ClusterView(detail, *m_theme));
  m_content->addStretch(1);
}

void DetailPanel::build(const scene::ValuesDetail& detail) {
  describe(detail.title, detail.subtitle);
  if (m_computed->state.detail.table) return addTable();
  auto* view = new ValuesView(std::shared_ptr<const scene::ValuesDetail>(m_detail, &detail), *m_theme);
  view->setObjectName("valuesView");
  connect(view, &ValuesView::pointedAt, this, &DetailPanel::showReadout);
  for (std::size_t i = 0; i < view->plots().size(); ++i) {
    UnitsPlot& plot = *view->plots()[i];
    if (!detail.distributions[i].row.chips.empty())
      connectUnits(plot);
    else
      connect(&plot, &UnitsPlot::hovered, this, [this, &plot, &detail](std::optional<UnitId> unit) {
        plot.setHovered(unit);
        showReadout(unit ? readoutOf(detail, *unit, false) : QString());
      });
  }
  m_content->addWidget(view, 1);
  const int signalLines = static_cast<int>(detail.distributions.size()) + 1;
  setHint(hintOf(detail), detail.histograms.empty() ? std::max(5, signalLines) : 5);
}

}  // namespace rnnvis::gui
