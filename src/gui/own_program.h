#pragma once

#include <QString>

class QProcess;

namespace rnnvis::gui {

/// The program `rnnvis`, to run one of its subcommands: this one, or the one that was built with it.
QString ownProgram();

/// Why a process could not be started, one line.
QString startProblem(const QProcess& process);

/// What a process that has ended said last, without its name; `silent` where it said nothing.
QString endProblem(QProcess& process, const QString& silent);

}  // namespace rnnvis::gui
