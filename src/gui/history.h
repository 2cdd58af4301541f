#pragma once

#include "reach.h"

#include <QString>

#include <algorithm>
#include <iterator>
#include <vector>

namespace rnnvis::gui {

/// A number for the control that a command comes from; 0 for one that is not dragged. A sentence that is
/// typed is one of its own.
std::size_t sliderOf(const scene::Command& command);

/// The states of a window that can be gone back to. Steps of one slider in a row are one step. States have
/// differInFocusAlone(), reachOf() and isEmpty().
template <class State>
class History {
 public:
  static constexpr std::size_t mostSteps = 500;

  /// Enters the state after a step; `slider` is 0 for one that is not dragged.
  void record(const State& after, const QString& text, std::size_t slider) {
    if (!m_steps.empty()) m_steps.resize(m_place + 1);
    if (canUndo() && slider > 0 && m_steps.back().slider == slider) m_steps.pop_back();
    const bool hasReturned = !m_steps.empty() && differInFocusAlone(m_steps.back().after, after);
    if (!hasReturned) m_steps.push_back({after, text, slider});
    if (m_steps.size() > mostSteps + 1) m_steps.erase(m_steps.begin());
    m_place = m_steps.size() - 1;
  }

  /// Puts a state in the place of the present one: it belongs to the same step.
  void amend(const State& after) {
    if (!m_steps.empty()) m_steps[m_place].after = after;
  }

  bool canUndo() const { return m_place > 0; }
  bool canRedo() const { return m_place + 1 < m_steps.size(); }
  const State& undo() { return m_steps[--m_place].after; }
  const State& redo() { return m_steps[++m_place].after; }
  QString undoText() const { return canUndo() ? m_steps[m_place].text : QString(); }
  QString redoText() const { return canRedo() ? m_steps[m_place + 1].text : QString(); }

  /// After an undo that led nowhere the state lies ahead. Otherwise the steps that could not be computed are
  /// dropped, back to the one that the state was computed for; a slider's state that a later one has taken
  /// the place of takes its place back.
  void returnTo(const State& state) {
    if (isEmpty(state)) m_steps.clear();
    if (m_steps.empty()) {
      m_place = 0;
      return;
    }
    const auto isThere = [&](const Step& step) { return differInFocusAlone(step.after, state); };
    const auto isComputed = [&](const Step& step) { return reachOf(step.after, state) == Reach::display; };
    const auto place = m_steps.begin() + static_cast<std::ptrdiff_t>(m_place);
    if (const auto ahead = std::find_if(place, m_steps.end(), isThere); ahead != m_steps.end()) {
      m_place = static_cast<std::size_t>(ahead - m_steps.begin());
      return;
    }
    const QString text = place->text;
    const auto behind = std::find_if(std::make_reverse_iterator(place), m_steps.rend(), isComputed).base();
    m_steps.erase(behind == m_steps.begin() ? place : behind, m_steps.end());
    if (m_steps.empty() || !isThere(m_steps.back())) m_steps.push_back({state, text, 0});
    m_place = m_steps.size() - 1;
  }

 private:
  struct Step {
    State after;
    QString text;
    std::size_t slider;  // Steps of the same one join; 0: no slider.
  };
  std::vector<Step> m_steps;  // The first is where undoing ends; empty before a model is opened.
  std::size_t m_place = 0;    // Of the present state; those after it are undone.
};

}  // namespace rnnvis::gui
