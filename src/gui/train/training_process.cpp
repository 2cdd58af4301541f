#include "train/training_process.h"

#include "own_program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>

namespace rnnvis::gui {
namespace {

constexpr int patience = 5000;  // Milliseconds that a run has to stop in when the program ends.
constexpr int cancelled = 130;

}  // namespace

TrainingProcess::TrainingProcess(QObject* parent) : QObject(parent) {
  connect(&m_process, &QProcess::readyReadStandardOutput, this, &TrainingProcess::read);
  connect(&m_process, &QProcess::finished, this, &TrainingProcess::end);
  connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) Q_EMIT failed(startProblem(m_process));
  });
}

TrainingProcess::~TrainingProcess() {
  m_process.disconnect(this);
  if (!isRunning()) return;
  stop();
  if (!m_process.waitForFinished(patience)) m_process.kill();
  m_process.waitForFinished(patience);
}

void TrainingProcess::start(const QString& configuration, const QString& folder) {
  m_configuration = std::make_unique<QTemporaryDir>();
  QFile file(m_configuration->filePath("training.toml"));
  const QByteArray text = configuration.toUtf8();
  if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
    Q_EMIT failed(
        QStringLiteral("%1 cannot be written: %2; free some space").arg(file.fileName(), file.errorString()));
    return;
  }
  file.close();
  m_record = {};
  run(file.fileName(), folder, false);
}

void TrainingProcess::resume(const QString& folder) {
  m_record = recordOf(folder);
  m_record.result.reset();
  run(QDir(folder).filePath("training.toml"), folder, true);
}

void TrainingProcess::show(const QString& folder) {
  m_record = recordOf(folder);
  Q_EMIT changed();
}

void TrainingProcess::forget() {
  m_record = {};
  Q_EMIT changed();
}

void TrainingProcess::run(const QString& configuration, const QString& folder, bool resume) {
  m_isStopping = false;
  QStringList arguments{"train", configuration, "--out", folder, "--json"};
  if (resume) arguments << "--resume";
  m_process.start(ownProgram(), arguments);
  Q_EMIT changed();
}

void TrainingProcess::stop() {
  if (!isRunning()) return;
  m_isStopping = true;
  ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
}

void TrainingProcess::read() {
  while (m_process.canReadLine()) m_record.add(m_process.readLine());
  Q_EMIT changed();
}

void TrainingProcess::end(int exitCode, QProcess::ExitStatus status) {
  read();
  m_record.progress.reset();
  if (status == QProcess::NormalExit && exitCode == 0) {
    Q_EMIT finished();
  } else if (m_isStopping || exitCode == cancelled) {
    Q_EMIT stopped();
  } else {
    Q_EMIT failed(endProblem(m_process, "The training ended by itself; its last checkpoint can be resumed"));
  }
}

TrainingRecord recordOf(const QString& folder) {
  TrainingRecord record;
  QFile file(QDir(folder).filePath("metrics.jsonl"));
  if (file.open(QIODevice::ReadOnly))
    while (!file.atEnd()) record.add(file.readLine());
  record.progress.reset();
  return record;
}

}  // namespace rnnvis::gui
