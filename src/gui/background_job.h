#pragma once

#include "latest_task.h"
#include "mailbox.h"

#include "rnnvis/base/run_control.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace rnnvis::gui {

/// Work in the background whose result arrives on this object's thread. The newest work wins: older work is
/// asked to stop, and nothing is heard of it any more.
class BackgroundJob : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  /// Calls work(control) in the background and done(its result) here. Where it throws, failed() is emitted
  /// instead; of work that was stopped nothing is heard.
  template <class Work, class Done>
  void run(Work work, Done done);
  void cancel();
  bool isRunning() const { return m_isRunning; }

 Q_SIGNALS:
  void progressed(double fraction);
  void failed(const QString& message);

 private:
  using Task = std::function<void(std::uint64_t, const RunControl&)>;

  void start(Task task);
  void work(std::uint64_t number, const Task& task, const std::stop_token& stop);
  /// Runs `action` on this object's thread unless newer work has begun by then.
  void post(std::uint64_t number, std::function<void()> action);
  /// The same, when nothing runs any more.
  void finish(std::uint64_t number, std::function<void()> action);

  std::uint64_t m_number = 0;
  bool m_isRunning = false;
  Mailbox m_mail;
  LatestTask m_task;  // Last: it ends before what it reports to.
};

template <class Work, class Done>
void BackgroundJob::run(Work work, Done done) {
  start([this, work = std::move(work), done = std::move(done)](std::uint64_t number,
                                                               const RunControl& control) {
    auto result = std::make_shared<decltype(work(control))>(work(control));
    finish(number, [done, result] { done(std::move(*result)); });
  });
}

}  // namespace rnnvis::gui
