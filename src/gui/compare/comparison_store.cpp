#include "compare/comparison_store.h"

namespace rnnvis::gui {
namespace {

std::size_t sliderOf(const scene::ComparisonCommand& command) {
  const auto* given = std::get_if<scene::OnSide>(&command);
  const std::size_t slider = given ? gui::sliderOf(given->command) : 0;
  return slider == 0 ? 0 : 2 * slider + (given->half == scene::Half::comparison ? 1 : 0);
}

}  // namespace

void ComparisonStore::execute(const scene::ComparisonCommand& command) {
  const scene::ComparisonState before = m_state;
  m_state = apply(std::move(m_state), command, m_counterparts);
  if (std::holds_alternative<scene::SwapSides>(command)) {
    std::swap(m_counterparts.words.a.value, m_counterparts.words.b.value);
    std::swap(m_counterparts.tokens.a.value, m_counterparts.tokens.b.value);
    std::swap(m_counterparts.units.a.value, m_counterparts.units.b.value);
    std::swap(m_counterparts.correlation.a.value, m_counterparts.correlation.b.value);
  }
  if (!isEmpty(m_state) && !differInFocusAlone(before, m_state))
    m_history.record(m_state, QString::fromStdString(describe(command, before)), sliderOf(command));
  Q_EMIT changed();
}

void ComparisonStore::begin(const scene::ComparisonState& state) {
  m_state = state;
  m_history = {};
  m_history.record(m_state, {}, 0);
  Q_EMIT changed();
}

void ComparisonStore::undo() {
  if (m_history.canUndo()) goTo(m_history.undo());
}

void ComparisonStore::redo() {
  if (m_history.canRedo()) goTo(m_history.redo());
}

void ComparisonStore::goTo(const scene::ComparisonState& state) {
  m_state = withFocusOf(state, m_state);
  Q_EMIT changed();
}

void ComparisonStore::restore(scene::Half half, const scene::AnalyticState& side) {
  of(m_state.sides, half) = side;
  m_history.returnTo(m_state);
  Q_EMIT restored();
}

void ComparisonStore::setCounterparts(scene::Counterparts counterparts) {
  m_counterparts = std::move(counterparts);
  for (const scene::Half half : scene::halves) {
    if (!leads(half)) continue;
    const scene::ComparisonState before = m_state;
    m_state = linkedFrom(half, std::move(m_state), m_counterparts);
    if (m_state != before) Q_EMIT changed();
    return;
  }
}

/// Whether what is selected on a side is to be so on the other. Units that were chosen on both are left.
bool ComparisonStore::leads(scene::Half half) const {
  const scene::Selection &here = of(m_state.sides, half).selection,
                         &there = of(m_state.sides, otherThan(half)).selection;
  const bool hasUnits = m_counterparts.areUnitsKnown() && !here.units.empty();
  return !here.words.empty() || (hasUnits && there.isEmpty());
}

}  // namespace rnnvis::gui
