#include "latest_task.h"

#include <utility>

namespace rnnvis::gui {

LatestTask::LatestTask() : m_thread([this](const std::stop_token& quit) { work(quit); }) {}

LatestTask::~LatestTask() {
  cancel();
}

void LatestTask::run(Task task) {
  {
    const std::lock_guard lock(m_mutex);
    m_stop.request_stop();
    m_next = std::move(task);
  }
  m_wake.notify_one();
}

void LatestTask::cancel() {
  const std::lock_guard lock(m_mutex);
  m_stop.request_stop();
  m_next = nullptr;
}

void LatestTask::work(const std::stop_token& quit) {
  for (;;) {
    Task task;
    std::stop_token stop;
    {
      std::unique_lock lock(m_mutex);
      if (!m_wake.wait(lock, quit, [this] { return m_next != nullptr; })) return;
      task = std::exchange(m_next, nullptr);
      m_stop = std::stop_source();
      stop = m_stop.get_token();
    }
    task(stop);
  }
}

}  // namespace rnnvis::gui
