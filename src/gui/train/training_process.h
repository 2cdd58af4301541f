#pragma once

#include "train/training_record.h"

#include <QObject>
#include <QProcess>

#include <memory>

class QTemporaryDir;

namespace rnnvis::gui {

/// A run of `rnnvis train` in a process of its own: however it ends, the window goes on, and a run that was
/// stopped is gone on with later.
class TrainingProcess : public QObject {
  Q_OBJECT

 public:
  explicit TrainingProcess(QObject* parent = nullptr);
  /// Stops the run; its last checkpoint stays.
  ~TrainingProcess() override;

  /// Starts a run of a configuration (the contents of a file, paths in it absolute) into a folder.
  void start(const QString& configuration, const QString& folder);
  /// Goes on with the run in a folder. Its record begins with what it told before.
  void resume(const QString& folder);
  /// Takes the record of the run in a folder, without going on with it.
  void show(const QString& folder);
  /// Begins with an empty record.
  void forget();
  /// Asks it to stop, which it does between two steps.
  void stop();
  bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

  const TrainingRecord& record() const { return m_record; }

 Q_SIGNALS:
  void changed();
  void finished();
  void stopped();
  void failed(const QString& message);

 private:
  void run(const QString& configuration, const QString& folder, bool resume);
  void read();
  void end(int exitCode, QProcess::ExitStatus status);

  QProcess m_process;
  std::unique_ptr<QTemporaryDir> m_configuration;  // The folder of the file that it was started with.
  TrainingRecord m_record;
  bool m_isStopping = false;
};

/// What a run in a folder has told, from its metrics.jsonl; empty where there is none.
TrainingRecord recordOf(const QString& folder);

}  // namespace rnnvis::gui
