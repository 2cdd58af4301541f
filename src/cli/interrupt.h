#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace rnnvis::cli {

/// Turns an interrupt (Ctrl-C, or a request to terminate) into a stop request. Make it before any other
/// thread, which then leave these signals to it.
class InterruptWatcher {
 public:
  InterruptWatcher();
  std::stop_token token() const { return m_stop.get_token(); }

 private:
  std::stop_source m_stop;
  std::jthread m_thread;
};

}  // namespace rnnvis::cli
