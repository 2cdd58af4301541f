#include "rnnvis/gui/application.h"

#include "display.h"
#include "fonts.h"
#include "main_window.h"
#include "program_style.h"

#include <QApplication>
#include <QIcon>

#include <cstdio>

namespace rnnvis::gui {
int runWindow(int argc, char** argv) {
  if (!hasDisplay()) {
    std::fputs(
        "rnnvis: there is no display to open a window on; use `rnnvis render` to write views as pictures\n",
        stderr);
    return 1;
  }
  QCoreApplication::setOrganizationName("rnnvis");
  QCoreApplication::setApplicationName("rnnvis");
  QCoreApplication::setApplicationVersion(RNNVIS_VERSION);
  QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
  QApplication application(argc, argv);
  useProgramStyle();
  loadFonts();
  QApplication::setDesktopFileName("org.rnnvis.RNNVis");
  QApplication::setWindowIcon(QIcon::fromTheme("org.rnnvis.RNNVis"));
  MainWindow window;
  window.show();
  if (argc > 1) window.open(QString::fromLocal8Bit(argv[1]));
  return QApplication::exec();
}

}  // namespace rnnvis::gui
