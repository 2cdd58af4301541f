#include "command.h"
#include "window.h"

#include "rnnvis/base/error.h"

#include <cstdio>

namespace rnnvis::cli {

int openWindow(int, char**) {
  std::fputs(
      "rnnvis: this build has no window; use a subcommand (rnnvis --help), or build with -DRNNVIS_GUI=ON\n",
      stderr);
  return 1;
}

Runner setUpRender(CLI::App& parser) {
  parser.allow_extras();
  return [](const Session&) { fail("this build cannot draw; build with -DRNNVIS_GUI=ON for rnnvis render"); };
}

Runner setUpReport(CLI::App& parser) {
  parser.allow_extras();
  return [](const Session&) { fail("this build cannot draw; build with -DRNNVIS_GUI=ON for rnnvis report"); };
}

}  // namespace rnnvis::cli
