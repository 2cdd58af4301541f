#include "findings/report_process.h"

#include "own_program.h"

#include "rnnvis/scene/session.h"

#include <QFile>
#include <QTemporaryDir>

namespace rnnvis::gui {

ReportProcess::ReportProcess(QObject* parent) : QObject(parent) {
  connect(&m_process, &QProcess::finished, this, &ReportProcess::end);
  connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) Q_EMIT failed(startProblem(m_process));
  });
}

ReportProcess::~ReportProcess() {
  m_process.disconnect(this);
  cancel();
}

void ReportProcess::start(const QString& session, const QString& file) {
  cancel();
  m_isCancelled = false;
  m_file = file;
  m_session = std::make_unique<QTemporaryDir>();
  QFile input(m_session->filePath(QStringLiteral("session.") + scene::Session::suffix));
  const QByteArray text = session.toUtf8();
  if (!input.open(QIODevice::WriteOnly) || input.write(text) != text.size()) {
    Q_EMIT failed(QStringLiteral("%1 cannot be written: %2; free some space")
                      .arg(input.fileName(), input.errorString()));
    return;
  }
  input.close();
  m_process.start(ownProgram(), {"report", input.fileName(), "--out", file});
}

/// A report is replaced whole or not at all, whenever its writer is killed.
void ReportProcess::cancel() {
  if (!isRunning()) return;
  m_isCancelled = true;
  m_process.kill();
  m_process.waitForFinished();
}

void ReportProcess::end(int exitCode, QProcess::ExitStatus status) {
  if (m_isCancelled)
    Q_EMIT cancelled();
  else if (status == QProcess::NormalExit && exitCode == 0)
    Q_EMIT finished(m_file);
  else
    Q_EMIT failed(endProblem(m_process, "The report ended by itself; try it again"));
}

}  // namespace rnnvis::gui
