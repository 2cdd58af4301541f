#include "mailbox.h"

#include <QCoreApplication>
#include <QPointer>

#include <utility>

namespace rnnvis::gui {

void Mailbox::post(Action action) {
  const std::lock_guard lock(m_mutex);  // Around the event as well, which the other thread deletes.
  m_actions.push_back(std::move(action));
  if (m_actions.size() == 1) QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

void Mailbox::customEvent(QEvent*) {
  std::vector<Action> actions;
  {
    const std::lock_guard lock(m_mutex);
    actions.swap(m_actions);
  }
  const QPointer<Mailbox> self(this);
  for (const Action& action : actions) {
    action();
    if (!self) return;  // Whoever it belongs to is gone, and what is left was meant for that.
  }
}

}  // namespace rnnvis::gui
