#pragma once

#include <stop_token>
#include <thread>

namespace rnnvis::cli {

/// Turns an interrupt (Ctrl-C, or a request to terminate) into a stop request; a second one ends the program
/// at once. Signals may reach any thread, those of libraries included. At most one at a time.
class InterruptWatcher {
 public:
  /// Throws Error where the system has no pipe or thread left.
  InterruptWatcher();
  ~InterruptWatcher();
  InterruptWatcher(const InterruptWatcher&) = delete;
  InterruptWatcher& operator=(const InterruptWatcher&) = delete;

  std::stop_token token() const { return m_stop.get_token(); }

 private:
  std::stop_source m_stop;
  int m_readEnd = -1;
  std::jthread m_thread;
};

}  // namespace rnnvis::cli
