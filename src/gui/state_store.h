#pragma once

#include "history.h"

#include "rnnvis/scene/analytic_state.h"

#include <QObject>

namespace rnnvis::gui {

/// The one place where the analytic state changes, and what it was before. Every command that changes more
/// than what is selected and lit is a step that can be undone; commands of one slider in a row are one step.
class StateStore : public QObject {
  Q_OBJECT

 public:
  static constexpr std::size_t mostSteps = History<scene::AnalyticState>::mostSteps;

  using QObject::QObject;

  const scene::AnalyticState& state() const { return m_state; }
  void execute(const scene::Command& command);
  /// Takes a state from elsewhere, as one step; `joins`: as part of the step before, which was such a one
  /// too.
  void open(const scene::AnalyticState& state, bool joins);
  /// Goes one step back or forth; what is selected stays, as far as it is there. Nothing where there is none.
  void undo();
  void redo();
  /// Returns to a state that was there before: what was asked for since could not be shown, and is no step.
  void restore(const scene::AnalyticState& state);

  bool canUndo() const { return m_history.canUndo(); }
  bool canRedo() const { return m_history.canRedo(); }
  /// "merge clouds 2 and 5": the step that undo() takes back, and that redo() takes again; empty without one.
  QString undoText() const { return m_history.undoText(); }
  QString redoText() const { return m_history.redoText(); }

 Q_SIGNALS:
  /// The state has changed, otherwise than by restore().
  void changed();
  void restored();

 private:
  void goTo(const scene::AnalyticState& state);

  scene::AnalyticState m_state;
  History<scene::AnalyticState> m_history;
};

}  // namespace rnnvis::gui
