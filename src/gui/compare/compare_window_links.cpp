// How the two halves of a comparison are one: what is shown, selected and pointed at on either.

#include "compare/compare_controls.h"
#include "compare/compare_details.h"
#include "compare/compare_search.h"
#include "compare/compare_window.h"
#include "compare/differences_panel.h"
#include "compare/pairs_panel.h"
#include "compare/sentence_panel.h"
#include "main_view.h"

#include <QLabel>

#include <algorithm>

namespace rnnvis::gui {

using scene::Half;
using scene::halves;

namespace {

template <class Id>
std::optional<ClusterId> clusterOf(const std::vector<Id>& members, const std::vector<int>& labels,
                                   Id member) {
  const auto found = std::find(members.begin(), members.end(), member);
  if (found == members.end()) return std::nullopt;
  return ClusterId{labels[static_cast<std::size_t>(found - members.begin())]};
}

}  // namespace

void CompareWindow::connectBelow() {
  connect(m_differences, &DifferencesPanel::wordChosen, this, [this](WordId word) {
    execute(scene::OnSide{Half::baseline, scene::SelectWord{word}});
  });
  connect(m_differences, &DifferencesPanel::changed, this,
          [this] { m_sentence->show(m_differences->finder().sentence()); });
  connect(m_sentence, &SentencePanel::tokenChosen, this, [this](std::size_t token) {
    const auto& selected = m_store.state().sides.a->selection.token;
    execute(scene::OnSide{Half::baseline, scene::SelectToken{{selected ? selected->sentence : 0, token}}});
  });
  connect(m_differences, &DifferencesPanel::layersChosen, this, &CompareWindow::chooseLayers);
  connect(m_differences, &DifferencesPanel::readTogether, this, &CompareWindow::join);
  connect(m_details, &CompareDetails::commanded, this, [this](const scene::ComparisonCommand& command) {
    const auto* given = std::get_if<scene::OnSide>(&command);
    given ? executeOnPicture(given->half, given->command) : execute(command);
  });
  connect(m_details, &CompareDetails::hovered, this, [this](Half side, const scene::Hit& hit) {
    half(side).view().showHover(withChip(side, hit));
    showHover(side, hit);
  });
  connect(m_details, &CompareDetails::rejected, this,
          [this](const QString& reason) { half(Half::baseline).say(reason); });
  connect(m_pairs, &PairsPanel::rejected, this,
          [this](const QString& reason) { half(Half::baseline).say(reason); });
  connect(m_pairs, &PairsPanel::pairChosen, this, [this](const QString& first, const QString& second) {
    execute(scene::OnSide{Half::baseline, scene::ClearSelection{}});
    find(first);
    find(second, true);
  });
}

void CompareWindow::connectSearch() {
  connect(m_search, &CompareSearch::commanded, this, &CompareWindow::executeOnPicture);
  connect(m_search, &CompareSearch::asked, this, [this] { bringForward(m_search); });
  connect(m_search, &CompareSearch::tableAsked, this, [this] { bringForward(m_details); });
  for (const Half side : halves)
    connect(&half(side), &CompareHalf::menuOpening, this,
            [this, side](QMenu& menu, const scene::Hit& hit) { m_search->addQuestions(side, menu, hit); });
}

void CompareWindow::chooseLayers(LayerId a, LayerId b) {
  for (const auto& [side, layer] : {std::pair(Half::baseline, a), std::pair(Half::comparison, b)}) {
    const Computed& computed = half(side).shown();
    if (!computed || computed->workspace.clustering->layer == layer) continue;
    const auto directions = static_cast<int>(computed->workspace.analysis->directions());
    execute(scene::OnSide{side,
                          scene::SetLayer{LayerId{layer.value / directions}, layer.value % directions == 1}});
  }
}

void CompareWindow::join() {
  const scene::ComputedSides shown = this->shown();
  m_look = wantedLook();
  const scene::Sides<std::shared_ptr<const model::TextModel>> models = compare::ofEach(
      shown, [](const Computed& computed) { return computed ? computed->workspace.model : nullptr; });
  m_differences->showSides(shown);
  m_store.setCounterparts(counterpartsOf(shown, m_differences->finder().joint(),
                                         models == m_models ? &m_store.counterparts() : nullptr));
  m_models = models;
  m_details->showSides(shown, m_store.state(), m_store.counterparts(), m_differences->finder().joint());
  m_pairs->showSides(shown);
  m_search->showSides(shown);
  const scene::Sides<scene::MainOptions> layouts = this->layouts();
  for (const Half side : halves) {
    const Computed& computed = of(shown, side);
    if (!computed) continue;
    half(side).arrange(of(layouts, side));
    m_controls->showPerformance(side, QString::fromStdString(half(side).performance()));
    auto& known = of(m_known, side);
    if (known == computed->workspace.analysis) continue;
    known = computed->workspace.analysis;
    m_controls->showComputed(side, *computed);
    m_controls->showState(m_store.state());  // What was computed may be older than what is wanted.
  }
  goOn();
  keep();
  measure();
}

scene::Sides<scene::MainOptions> CompareWindow::layouts() const {
  const scene::ComputedSides shown = this->shown();
  const scene::Sides<scene::SentenceGrid> grids = alignedGrids(shown);
  const bool areBoth = *shown.a && *shown.b;
  scene::Sides<scene::MainOptions> layouts;
  for (const Half side : halves) {
    const Computed& computed = of(shown, side);
    if (!computed) continue;
    scene::MainOptions& options = of(layouts, side);
    options.mirrored = side == Half::baseline;
    options.heading = headingOf(side, *computed, half(side).performance());
    options.heading->note = linkNote(side, shown, m_store.counterparts());
    if (!areBoth) continue;
    options.heading->scale =
        m_store.state().hasCommonScale ? "one scale on both sides" : "a scale of its own";
    options.grid = std::make_shared<const scene::SentenceGrid>(of(grids, side));
    if (m_store.state().hasCommonScale)
      options.scale = joined(scaleOf(*computed), scaleOf(*of(shown, otherThan(side))));
  }
  return layouts;
}

void CompareWindow::showHover(Half from, const scene::Hit& hit) {
  const scene::Hit there = counterpartOf(from, hit);
  half(otherThan(from)).view().showHover(there);
  m_details->showHover(otherThan(from), there);
  m_partner->setText(partnerText(from, hit));
}

/// What stands for a unit on the other side; nothing of anything else.
QString CompareWindow::partnerText(Half from, const scene::Hit& hit) const {
  const auto* unit = std::get_if<UnitId>(&hit.item);
  if (!unit || !half(otherThan(from)).shown()) return {};
  const QString name = QStringLiteral("unit %1 of the %2 ")
                           .arg(unit->value)
                           .arg(from == Half::baseline ? "baseline" : "comparison");
  if (!m_store.counterparts().areUnitsKnown())
    return name + "has no partner before both models have read the text together";
  return name + QString::fromStdString(partnerNote(from, *unit, m_store.counterparts()));
}

/// A unit in the chip that holds it.
scene::Hit CompareWindow::withChip(Half side, scene::Hit hit) const {
  const auto* unit = std::get_if<UnitId>(&hit.item);
  const Computed& computed = half(side).shown();
  if (!unit || !computed) return hit;
  const std::vector<int>& labels = computed->workspace.clustering->groups.unitLabels;
  if (unit->index() < labels.size()) hit.chip = ClusterId{labels[unit->index()]};
  return hit;
}

scene::Hit CompareWindow::counterpartOf(Half from, const scene::Hit& hit) const {
  const Computed& other = half(otherThan(from)).shown();
  if (!other) return {};
  const scene::Clustering& clustering = *other->workspace.clustering;
  const scene::Counterparts& counterparts = m_store.counterparts();
  if (const auto* word = std::get_if<WordId>(&hit.item)) {
    const auto there = counterparts.find(from, *word);
    if (!there) return {};
    return {*there, {}, clusterOf(clustering.words, clustering.groups.wordLabels, *there)};
  }
  if (const auto* unit = std::get_if<UnitId>(&hit.item)) {
    const auto there = counterparts.find(from, *unit);
    return there ? withChip(otherThan(from), {*there, {}, {}}) : scene::Hit{};
  }
  if (const auto* place = std::get_if<scene::TokenPlace>(&hit.item))
    if (const auto there = counterparts.find(from, *place)) return {*there, {}, {}};
  return {};
}

void CompareWindow::find(const QString& text, bool extend) {
  const std::string word = text.toStdString();
  for (const Half side : halves) {
    const Computed& computed = half(side).shown();
    if (word.empty() || !computed) continue;
    const auto& tokens = computed->workspace.analysis->tokens;
    const auto found = std::find(tokens.begin(), tokens.end(), word);
    if (found == tokens.end()) continue;
    const WordId id{static_cast<std::int32_t>(found - tokens.begin())};
    const auto& selected = of(m_store.state().sides, side).selection.words;
    if (std::find(selected.begin(), selected.end(), id) == selected.end())
      execute(scene::OnSide{side, scene::SelectWord{id, extend}});
    return;
  }
  half(Half::baseline).say(QStringLiteral("Neither vocabulary has “%1”.").arg(text));
}

}  // namespace rnnvis::gui
