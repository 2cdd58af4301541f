// Opens a model in the window, offscreen, and ends with the first complete picture: for first_paint.py. With
// "--beginning" the first picture of the beginning of a long text is enough.

#include "fonts.h"
#include "main_view.h"
#include "main_window.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>
#include <string_view>

using namespace rnnvis;

int main(int argc, char** argv) {
  const bool isBeginningEnough = argc == 3 && std::string_view(argv[2]) == "--beginning";
  if (argc != 2 && !isBeginningEnough) {
    std::fputs("usage: first_paint MODEL [--beginning]\n", stderr);
    return 2;
  }
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QCoreApplication::setOrganizationName("rnnvis-benchmark");
  QApplication application(argc, argv);
  QApplication::setStyle("Fusion");
  gui::loadFonts();
  QApplication::setFont(gui::font(12.5));
  gui::MainWindow window;
  window.show();
  bool isPainted = false;
  QObject::connect(&window.computation(), &gui::Computation::shown, &application,
                   [&](const gui::Computed& computed) {
                     if (computed->workspace.isPreliminary() && !isBeginningEnough) return;
                     QTimer::singleShot(0, &application, [&] {
                       isPainted = !window.grab().isNull();
                       QApplication::quit();
                     });
                   });
  QObject::connect(&window.computation(), &gui::Computation::failed, &application,
                   [](const QString& message) {
                     std::fprintf(stderr, "%s\n", qPrintable(message));
                     QApplication::quit();
                   });
  window.open(argv[1]);
  QApplication::exec();
  std::fflush(nullptr);
  std::_Exit(isPainted ? 0 : 1);  // What is still being measured in the background is not waited for.
}
