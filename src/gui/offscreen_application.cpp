#include "offscreen_application.h"

#include <spdlog/spdlog.h>

namespace rnnvis::gui {
namespace {

/// Qt remarks on its surroundings (no runtime folder, say) matter to developers only.
void logQuietly(QtMsgType, const QMessageLogContext&, const QString& message) {
  spdlog::debug("Qt: {}", message.toStdString());
}

}  // namespace

OffscreenApplication::OffscreenApplication() {
  if (QCoreApplication::instance()) return;
  qInstallMessageHandler(logQuietly);
  qputenv("QT_QPA_PLATFORM", "offscreen");
  static int argc = 1;
  static char name[] = "rnnvis";
  static char* argv[] = {name, nullptr};
  m_application = std::make_unique<QApplication>(argc, argv);
}

}  // namespace rnnvis::gui
