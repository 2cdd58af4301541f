#include "offscreen_application.h"

#include <spdlog/spdlog.h>

namespace rnnvis::gui {
namespace {

/// Qt remarks on its surroundings (no runtime folder, say) matter to developers only.
void logQuietly(QtMsgType, const QMessageLogContext&, const QString& message) {
  spdlog::debug("Qt: {}", message.toStdString());
}

}  // namespace

OffscreenApplication::OffscreenApplication(double ratio) {
  if (QCoreApplication::instance()) return;
  qInstallMessageHandler(logQuietly);
  qputenv("QT_QPA_PLATFORM", "offscreen");
  if (ratio != 1) {
    qputenv("QT_SCALE_FACTOR", QByteArray::number(ratio));
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
  }
  static int argc = 1;
  static char name[] = "rnnvis";
  static char* argv[] = {name, nullptr};
  m_application = std::make_unique<QApplication>(argc, argv);
}

}  // namespace rnnvis::gui
