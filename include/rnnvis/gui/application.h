#pragma once

namespace rnnvis::gui {

/// Opens the window and returns when it is closed. argv[1], where given, is the model folder to open in it or
/// the weights file to import; a bundled model otherwise. Returns the exit status: 1, after one line on
/// standard error, without a display.
int runWindow(int argc, char** argv);

}  // namespace rnnvis::gui
