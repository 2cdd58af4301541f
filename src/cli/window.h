#pragma once

namespace rnnvis::cli {

/// Opens the window; argv[1], where given, is the model folder to open in it or the weights file to import.
/// Returns the exit status.
int openWindow(int argc, char** argv);

}  // namespace rnnvis::cli
