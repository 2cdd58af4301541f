#include "own_program.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

namespace rnnvis::gui {

QString ownProgram() {
  const QString beside = QCoreApplication::applicationDirPath() + "/rnnvis";
  return QFileInfo(beside).isExecutable() ? beside : QStringLiteral(RNNVIS_PROGRAM);
}

QString startProblem(const QProcess& process) {
  return QStringLiteral("%1 cannot be started: %2; install RNNVis again")
      .arg(process.program(), process.errorString());
}

/// "rnnvis: FILE: what is wrong" → "FILE: what is wrong"; the last line, where there are several.
QString endProblem(QProcess& process, const QString& silent) {
  const QString line = QString::fromUtf8(process.readAllStandardError()).trimmed().section('\n', -1);
  if (line.isEmpty()) return silent;
  return line.startsWith("rnnvis: ") ? line.mid(8) : line;
}

}  // namespace rnnvis::gui
