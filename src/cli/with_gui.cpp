#include "window.h"

#include "rnnvis/gui/application.h"

namespace rnnvis::cli {

int openWindow(int argc, char** argv) {
  return gui::runWindow(argc, argv);
}

}  // namespace rnnvis::cli
