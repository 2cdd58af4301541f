#include "background_job.h"

#include "progress_estimate.h"

#include <exception>
#include <new>

namespace rnnvis::gui {

void BackgroundJob::cancel() {
  m_task.cancel();
  ++m_number;
  m_isRunning = false;
}

void BackgroundJob::start(Task task) {
  const std::uint64_t number = ++m_number;
  m_isRunning = true;
  m_task.run(
      [this, number, task = std::move(task)](const std::stop_token& stop) { work(number, task, stop); });
}

void BackgroundJob::work(std::uint64_t number, const Task& task, const std::stop_token& stop) {
  ProgressEstimate estimate;
  const RunControl control{stop, [&](double fraction) {
                             if (estimate.isDue())
                               post(number, [this, fraction] { Q_EMIT progressed(fraction); });
                           }};
  const auto fail = [&](const QString& message) {
    finish(number, [this, message] { Q_EMIT failed(message); });
  };
  try {
    task(number, control);
  } catch (const Cancelled&) {
    // Whoever asked for it has moved on.
  } catch (const std::bad_alloc&) {
    fail("There is not enough memory for this; close other programs.");
  } catch (const std::exception& error) {
    fail(QString::fromStdString(error.what()));
  }
}

void BackgroundJob::post(std::uint64_t number, std::function<void()> action) {
  m_mail.post([this, number, action = std::move(action)] {
    if (number == m_number) action();
  });
}

void BackgroundJob::finish(std::uint64_t number, std::function<void()> action) {
  post(number, [this, action = std::move(action)] {
    m_isRunning = false;
    action();
  });
}

}  // namespace rnnvis::gui
