#include "state_store.h"

#include "reach.h"

#include <algorithm>
#include <iterator>
#include <type_traits>

namespace rnnvis::gui {
namespace {

/// Whether commands of this kind come from a control that is dragged, or is gone through in one go.
template <class Command>
constexpr bool isOfSlider =
    std::is_same_v<Command, scene::SetClusters> || std::is_same_v<Command, scene::SetWords> ||
    std::is_same_v<Command, scene::SetSeed> || std::is_same_v<Command, scene::SetEdgeFilter> ||
    std::is_same_v<Command, scene::SetResponseClip> || std::is_same_v<Command, scene::SetDetail>;

/// A number for the control that a command comes from; 0 for one that is not dragged. A sentence that is
/// typed is one of its own.
std::size_t sliderOf(const scene::Command& command) {
  constexpr std::size_t kinds = std::variant_size_v<scene::Command>;
  if (const auto* typed = std::get_if<scene::ReplaceSentence>(&command)) return kinds + 1 + typed->index;
  const bool isDragged = std::visit([]<class Kind>(const Kind&) { return isOfSlider<Kind>; }, command);
  return isDragged ? command.index() + 1 : 0;
}

}  // namespace

void StateStore::execute(const scene::Command& command) {
  const scene::AnalyticState before = m_state;
  m_state = apply(std::move(m_state), command);
  if (!m_state.model.empty() && !differInFocusAlone(before, m_state))
    record(QString::fromStdString(describe(command)), sliderOf(command));
  Q_EMIT changed();
}

void StateStore::open(const scene::AnalyticState& state, bool joins) {
  m_state = state;
  if (joins && !m_history.empty())
    m_history[m_place].after = state;
  else
    record("open a session", 0);
  Q_EMIT changed();
}

void StateStore::record(const QString& text, std::size_t slider) {
  if (!m_history.empty()) m_history.resize(m_place + 1);
  if (canUndo() && slider > 0 && m_history.back().slider == slider) m_history.pop_back();
  const bool hasReturned = !m_history.empty() && differInFocusAlone(m_history.back().after, m_state);
  if (!hasReturned) m_history.push_back({m_state, text, slider});
  if (m_history.size() > mostSteps + 1) m_history.erase(m_history.begin());
  m_place = m_history.size() - 1;
}

void StateStore::undo() {
  if (canUndo()) goTo(m_place - 1);
}

void StateStore::redo() {
  if (canRedo()) goTo(m_place + 1);
}

void StateStore::goTo(std::size_t place) {
  m_place = place;
  m_state = withFocusOf(m_history[place].after, m_state);
  Q_EMIT changed();
}

void StateStore::restore(const scene::AnalyticState& state) {
  m_state = state;
  returnInHistory();
  Q_EMIT restored();
}

/// After an undo that led nowhere the state lies ahead. Otherwise the steps that could not be computed are
/// dropped, back to the one that the state was computed for; a slider's state that a later one has taken the
/// place of takes its place back.
void StateStore::returnInHistory() {
  if (m_state.model.empty()) m_history.clear();
  if (m_history.empty()) return;
  const auto isThere = [&](const Step& step) { return differInFocusAlone(step.after, m_state); };
  const auto isComputed = [&](const Step& step) { return reachOf(step.after, m_state) == Reach::display; };
  const auto place = m_history.begin() + static_cast<std::ptrdiff_t>(m_place);
  if (const auto ahead = std::find_if(place, m_history.end(), isThere); ahead != m_history.end()) {
    m_place = static_cast<std::size_t>(ahead - m_history.begin());
    return;
  }
  const QString text = place->text;
  const auto behind = std::find_if(std::make_reverse_iterator(place), m_history.rend(), isComputed).base();
  m_history.erase(behind == m_history.begin() ? place : behind, m_history.end());
  if (m_history.empty() || !isThere(m_history.back())) m_history.push_back({m_state, text, 0});
  m_place = m_history.size() - 1;
}

QString StateStore::undoText() const {
  return canUndo() ? m_history[m_place].text : QString();
}

QString StateStore::redoText() const {
  return canRedo() ? m_history[m_place + 1].text : QString();
}

}  // namespace rnnvis::gui
