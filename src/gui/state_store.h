#pragma once

#include "rnnvis/scene/analytic_state.h"

#include <QObject>

namespace rnnvis::gui {

/// The one place where the analytic state changes.
class StateStore : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  const scene::AnalyticState& state() const { return m_state; }
  void execute(const scene::Command& command);
  /// Returns to a state that was there before: what was asked for in between could not be shown.
  void restore(const scene::AnalyticState& state);

 Q_SIGNALS:
  /// The state is the one after `command` now.
  void executed(const scene::Command& command);
  void restored();

 private:
  scene::AnalyticState m_state;
};

}  // namespace rnnvis::gui
