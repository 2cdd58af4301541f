#pragma once

#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

namespace rnnvis::gui {

/// Carries actions from other threads to its own, in their order. What is posted is handed over under a lock
/// of the program's own, which the thread sanitizer sees, unlike those inside Qt.
class Mailbox : public QObject {
  Q_OBJECT

 public:
  using Action = std::function<void()>;
  using QObject::QObject;

  /// From any thread.
  void post(Action action);

 protected:
  void customEvent(QEvent* event) override;

 private:
  std::mutex m_mutex;
  std::vector<Action> m_actions;  // Guarded by m_mutex.
};

}  // namespace rnnvis::gui
