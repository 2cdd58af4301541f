#pragma once

#include "history.h"

#include "rnnvis/scene/comparison_state.h"

#include <QObject>

namespace rnnvis::gui {

/// The one place where the state of a comparison changes, and what it was before: StateStore for two sides.
class ComparisonStore : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  const scene::ComparisonState& state() const { return m_state; }
  void execute(const scene::ComparisonCommand& command);
  /// Begins anew; there is nothing to undo.
  void begin(const scene::ComparisonState& state);
  void undo();
  void redo();
  /// Returns a side to a state that it had before: what was asked for since could not be shown.
  void restore(scene::Half half, const scene::AnalyticState& side);
  /// What is the same thing on both sides from now on. What is selected on one side is, as far as it is
  /// there, selected on the other.
  void setCounterparts(scene::Counterparts counterparts);
  const scene::Counterparts& counterparts() const { return m_counterparts; }

  QString undoText() const { return m_history.undoText(); }
  QString redoText() const { return m_history.redoText(); }

 Q_SIGNALS:
  /// The state has changed, otherwise than by restore().
  void changed();
  void restored();

 private:
  void goTo(const scene::ComparisonState& state);
  bool leads(scene::Half half) const;

  scene::ComparisonState m_state;
  scene::Counterparts m_counterparts;
  History<scene::ComparisonState> m_history;
};

}  // namespace rnnvis::gui
