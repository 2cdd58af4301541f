#pragma once

#include <QApplication>

#include <memory>

namespace rnnvis::gui {

/// The application object that drawing needs, without a display, where there is none yet.
class OffscreenApplication {
 public:
  /// `ratio`: pixels of the device a logical pixel.
  explicit OffscreenApplication(double ratio = 1);

 private:
  std::unique_ptr<QApplication> m_application;
};

}  // namespace rnnvis::gui
