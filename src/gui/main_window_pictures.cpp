// Of what the window writes and copies pictures.

#include "detail_panel.h"
#include "detail_picture.h"
#include "main_painter.h"
#include "main_view.h"
#include "main_window.h"
#include "message_bar.h"
#include "picture_menu.h"
#include "print_page.h"

#include "rnnvis/base/error.h"
#include "rnnvis/scene/caption.h"

namespace rnnvis::gui {

void MainWindow::makePictureMenu(QMenu& file) {
  auto* pictures = new PictureMenu(this, [this] {
    return m_shown ? QString() : QStringLiteral("There is no picture yet; open a model first.");
  });
  const auto ofMain = [this](double millimetres) { return pictureOfMain(millimetres); };
  pictures->addPicture("The &main view…", QKeySequence("Ctrl+E"), "exportMain", "main", ofMain);
  pictures->addPicture("The &details…", QKeySequence("Ctrl+Shift+E"), "exportDetails", "details",
                       [this](double millimetres) { return pictureOfDetails(millimetres); });
  pictures->addWindow();
  pictures->addSeparator();
  pictures->addWidths();
  pictures->addSeparator();
  pictures->addCopy("&Copy the main view", QKeySequence("Ctrl+Alt+C"), "copyMain", ofMain);
  connect(pictures, &PictureMenu::failed, m_message, &MessageBar::showMessage);
  file.addMenu(pictures);
}

/// As on the screen all of the view, whatever part of it is zoomed to.
Picture MainWindow::pictureOfMain(double millimetres) {
  if (millimetres > 0) return printMain(*m_shown, {millimetres}, Theme::light(m_appearance.colours));
  const scene::MainScene& scene = *m_view->scene();
  return {[&scene, this](QPainter& painter) { paintMain(painter, scene, theme()); },
          scene.size,
          pixelsOfPng,
          0,
          QString::fromStdString(scene.title),
          QString::fromStdString(captionOf(*m_shown))};
}

Picture MainWindow::pictureOfDetails(double millimetres) {
  if (millimetres > 0) {
    const auto view = detailViewOf(*m_shown);
    if (!view)
      fail("nothing is selected whose details could be drawn; select a word, a unit, a chip or a cloud");
    return printDetails(*m_shown, *view, {millimetres}, Theme::light(m_appearance.colours));
  }
  const QSize size = m_details->size();
  return {[this](QPainter& painter) { m_details->render(&painter); },
          {static_cast<double>(size.width()), static_cast<double>(size.height())},
          pixelsOfPng,
          0,
          "Details",
          QString::fromStdString(captionOf(*m_shown))};
}

}  // namespace rnnvis::gui
