#pragma once

#include "rnnvis/scene/analytic_state.h"

#include <QObject>

#include <vector>

namespace rnnvis::gui {

/// The one place where the analytic state changes, and what it was before. Every command that changes more
/// than what is selected and lit is a step that can be undone; commands of one slider in a row are one step.
class StateStore : public QObject {
  Q_OBJECT

 public:
  static constexpr std::size_t mostSteps = 500;

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

  bool canUndo() const { return m_place > 0; }
  bool canRedo() const { return m_place + 1 < m_history.size(); }
  /// "merge clouds 2 and 5": the step that undo() takes back, and that redo() takes again; empty without one.
  QString undoText() const;
  QString redoText() const;

 Q_SIGNALS:
  /// The state has changed, otherwise than by restore().
  void changed();
  void restored();

 private:
  struct Step {
    scene::AnalyticState after;
    QString text;
    std::size_t slider;  // Steps of the same one join; 0: no slider.
  };

  void record(const QString& text, std::size_t slider);
  void goTo(std::size_t place);
  void returnInHistory();

  scene::AnalyticState m_state;
  std::vector<Step> m_history;  // The first is where undoing ends; empty before a model is opened.
  std::size_t m_place = 0;      // Of the present state; those after it are undone.
};

}  // namespace rnnvis::gui
