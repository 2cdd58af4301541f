#pragma once

#include "latest_task.h"
#include "mailbox.h"

#include "rnnvis/model/text_model.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <utility>

namespace rnnvis::gui {

/// Measures in the background, on one thread, how well a model predicts a corpus.
class PerformanceMeter : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  /// Measures, or gives what it measured before; stops measuring anything else.
  void measure(const std::shared_ptr<const model::TextModel>& model, const std::string& corpus);
  void stop();

 Q_SIGNALS:
  /// "test perplexity 114.3", or how far the measurement is, or why there is none.
  void changed(const QString& text);

 private:
  using Key = std::pair<std::string, std::string>;  // Model and corpus.

  QString work(const model::TextModel& model, const std::string& corpus, std::uint64_t number,
               const std::stop_token& stop);
  void report(std::uint64_t number, const QString& text);

  std::map<Key, QString> m_known;
  Key m_current;
  std::uint64_t m_number = 0;
  Mailbox m_mail;
  LatestTask m_task;  // Last: it ends before what it reports to.
};

}  // namespace rnnvis::gui
