#pragma once

#include <QObject>
#include <QProcess>
#include <QString>

#include <memory>

class QTemporaryDir;

namespace rnnvis::gui {

/// Writes the report of a session in a process of its own (`rnnvis report`), so that the window goes on.
class ReportProcess : public QObject {
  Q_OBJECT

 public:
  explicit ReportProcess(QObject* parent = nullptr);
  ~ReportProcess() override;

  /// `session`: the text of a session file. What runs is cancelled.
  void start(const QString& session, const QString& file);
  void cancel();
  bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

 Q_SIGNALS:
  void finished(const QString& file);
  void failed(const QString& message);
  void cancelled();

 private:
  void end(int exitCode, QProcess::ExitStatus status);

  QProcess m_process;
  QString m_file;
  std::unique_ptr<QTemporaryDir> m_session;
  bool m_isCancelled = false;
};

}  // namespace rnnvis::gui
