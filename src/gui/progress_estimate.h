#pragma once

#include <chrono>

namespace rnnvis::gui {

/// Thins out reports of progress and tells how long a stage will take if it goes on as it did.
class ProgressEstimate {
 public:
  using Clock = std::chrono::steady_clock;

  /// A stage begins.
  void restart() { m_begin = m_reported = Clock::now(); }

  /// Whether it is time to report again, ten times a second at most.
  bool isDue() {
    const Clock::time_point now = Clock::now();
    if (now - m_reported < std::chrono::milliseconds(100)) return false;
    m_reported = now;
    return true;
  }

  /// Negative while too little is done to tell.
  double secondsLeft(double fraction) const {
    const double elapsed = std::chrono::duration<double>(Clock::now() - m_begin).count();
    if (elapsed < 1 || fraction < 0.02) return -1;
    return elapsed * (1 - fraction) / fraction;
  }

 private:
  Clock::time_point m_begin = Clock::now();
  Clock::time_point m_reported = m_begin;
};

}  // namespace rnnvis::gui
