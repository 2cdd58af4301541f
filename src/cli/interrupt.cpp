#include "interrupt.h"

#include "rnnvis/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

namespace rnnvis::cli {
namespace {

constexpr char interrupted = 'i', finished = 'f';

/// Where a handler, which may call next to nothing, leaves word.
std::atomic<int> writeEnd = -1;

void send(char word) {
  while (write(writeEnd, &word, 1) < 0 && errno == EINTR) {
  }
}

extern "C" void handleInterrupt(int) {
  const int before = errno;
  send(interrupted);
  errno = before;
}

void setHandler(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART | SA_RESETHAND;
  for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
}

}  // namespace

InterruptWatcher::InterruptWatcher() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    fail("the system has too many files open to watch for an interrupt; close some");
  m_readEnd = ends[0];
  writeEnd = ends[1];
  m_thread = std::jthread([readEnd = m_readEnd, stop = m_stop]() mutable {
    char word = 0;
    while (word != finished) {
      const ssize_t got = read(readEnd, &word, 1);
      if (got == 1 && word == interrupted) stop.request_stop();
      if (got == 0 || (got < 0 && errno != EINTR)) return;
    }
  });
  setHandler(handleInterrupt);
}

InterruptWatcher::~InterruptWatcher() {
  setHandler(SIG_DFL);
  send(finished);
  m_thread.join();
  close(m_readEnd);
  close(writeEnd.exchange(-1));
}

}  // namespace rnnvis::cli
