#include "state_store.h"

namespace rnnvis::gui {

void StateStore::execute(const scene::Command& command) {
  const scene::AnalyticState before = m_state;
  m_state = apply(std::move(m_state), command);
  if (!isEmpty(m_state) && !differInFocusAlone(before, m_state))
    m_history.record(m_state, QString::fromStdString(describe(command)), sliderOf(command));
  Q_EMIT changed();
}

void StateStore::open(const scene::AnalyticState& state, bool joins) {
  m_state = state;
  if (joins)
    m_history.amend(state);
  else
    m_history.record(state, "open a session", 0);
  Q_EMIT changed();
}

void StateStore::undo() {
  if (m_history.canUndo()) goTo(m_history.undo());
}

void StateStore::redo() {
  if (m_history.canRedo()) goTo(m_history.redo());
}

void StateStore::goTo(const scene::AnalyticState& state) {
  m_state = withFocusOf(state, m_state);
  Q_EMIT changed();
}

void StateStore::restore(const scene::AnalyticState& state) {
  m_state = state;
  m_history.returnTo(m_state);
  Q_EMIT restored();
}

}  // namespace rnnvis::gui
