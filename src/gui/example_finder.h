#pragma once

#include "latest_task.h"
#include "mailbox.h"

#include "rnnvis/scene/examples.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace rnnvis::gui {

using Examples = std::shared_ptr<const std::vector<scene::ExamplesDetail>>;

/// Looks in the background for occurrences of units' words in the text. The newest request wins.
class ExampleFinder : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  /// Wants the examples of these requests, which are told of by finished() unless latest() has them.
  void find(const std::vector<scene::ExampleRequest>& requests);
  void stop();

  /// Those that were asked for last; null while they are being looked for or where that failed.
  const Examples& latest() const { return m_latest; }
  bool isRunning() const { return m_isRunning; }
  /// Why those that were asked for last could not be had; else empty.
  const QString& problem() const { return m_problem; }

 Q_SIGNALS:
  /// There are examples, or a problem.
  void finished();

 private:
  void work(std::uint64_t number, const std::vector<scene::ExampleRequest>& requests,
            const std::stop_token& stop);
  void finish(std::uint64_t number, const Examples& examples, const QString& problem);

  std::vector<scene::ExampleRequest> m_wanted;
  Examples m_latest;
  QString m_problem;
  bool m_isRunning = false;
  std::uint64_t m_number = 0;
  Mailbox m_mail;
  LatestTask m_task;  // Last: it ends before what it reports to.
};

}  // namespace rnnvis::gui
