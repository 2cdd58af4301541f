#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace rnnvis::gui {

/// A thread that runs one task at a time. The newest wins: it takes the place of one that waits and asks the
/// one that runs to stop. The destructor asks likewise and waits for it.
class LatestTask {
 public:
  /// Must not throw, and should return soon after a stop was requested.
  using Task = std::function<void(std::stop_token)>;

  LatestTask();
  ~LatestTask();
  LatestTask(const LatestTask&) = delete;
  LatestTask& operator=(const LatestTask&) = delete;

  void run(Task task);
  void cancel();

 private:
  void work(const std::stop_token& quit);

  std::mutex m_mutex;
  std::condition_variable_any m_wake;
  Task m_next;              // Guarded by m_mutex, as is …
  std::stop_source m_stop;  // … the source of the running task's token.
  std::jthread m_thread;    // Last: it ends before what it uses.
};

}  // namespace rnnvis::gui
