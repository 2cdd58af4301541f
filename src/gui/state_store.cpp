#include "state_store.h"

namespace rnnvis::gui {

void StateStore::execute(const scene::Command& command) {
  m_state = apply(std::move(m_state), command);
  Q_EMIT executed(command);
}

void StateStore::restore(const scene::AnalyticState& state) {
  m_state = state;
  Q_EMIT restored();
}

}  // namespace rnnvis::gui
