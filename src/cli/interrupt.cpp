#include "interrupt.h"

#include <csignal>
#include <ctime>

namespace rnnvis::cli {

InterruptWatcher::InterruptWatcher() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  m_thread = std::jthread([signals, stop = m_stop](const std::stop_token& end) mutable {
    const timespec patience{0, 50'000'000};  // How long the end of the program may wait for this thread.
    while (!end.stop_requested())
      if (sigtimedwait(&signals, nullptr, &patience) > 0) stop.request_stop();
  });
}

}  // namespace rnnvis::cli
