#pragma once

namespace rnnvis::cli {

/// The whole program: a subcommand, or the window. Returns the exit status: 0 done, 1 failed (one line on
/// standard error: what, where, remedy), 2 wrong usage, 130 cancelled.
int runProgram(int argc, char** argv);

}  // namespace rnnvis::cli
