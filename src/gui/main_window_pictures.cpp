// How the window writes and copies pictures of what it shows.

#include "detail_panel.h"
#include "detail_picture.h"
#include "file_dialog.h"
#include "main_painter.h"
#include "main_view.h"
#include "main_window.h"
#include "message_bar.h"
#include "picture_file.h"
#include "print_page.h"

#include "rnnvis/base/error.h"
#include "rnnvis/scene/caption.h"

#include <QActionGroup>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QMimeData>

namespace rnnvis::gui {
namespace {

constexpr double pixelsOfPng = 2;  // A logical pixel: for print.

}  // namespace

void MainWindow::makePictureMenu(QMenu& file) {
  QMenu* pictures = file.addMenu("&Export a picture");
  pictures->setObjectName("pictureMenu");
  const auto add = [&](const QString& text, const QKeySequence& key, const QString& name, auto action) {
    pictures->addAction(text, key, this, action)->setObjectName(name);
  };
  add("The &main view…", QKeySequence("Ctrl+E"), "exportMain",
      [this] { askWhere("main", &MainWindow::exportMain); });
  add("The &details…", QKeySequence("Ctrl+Shift+E"), "exportDetails",
      [this] { askWhere("details", &MainWindow::exportDetails); });
  add("The whole &window…", {}, "exportWindow", [this] { askWhere("window", &MainWindow::exportWindow); });
  pictures->addSeparator();
  makeWidthMenu(*pictures);
  pictures->addSeparator();
  add("&Copy the main view", QKeySequence("Ctrl+Alt+C"), "copyMain", [this] { copyMain(); });
}

/// Of main view and details; where it is that of paper, they are laid out for it, on white.
void MainWindow::makeWidthMenu(QMenu& pictures) {
  QMenu* widths = pictures.addMenu("&Width");
  widths->setObjectName("paperWidthMenu");
  auto* group = new QActionGroup(widths);
  const auto add = [&](const QString& text, const QString& name, double millimetres) {
    QAction* action = widths->addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setChecked(millimetres == m_paperWidth);
    connect(action, &QAction::triggered, this, [this, millimetres] { setPaperWidth(millimetres); });
    group->addAction(action);
  };
  add("As on the &screen", "widthScreen", 0);
  add("&84 mm, a column, with a caption", "width84", 84);
  add("&178 mm, two columns, with a caption", "width178", 178);
  widths->addSeparator();
  QAction* other = widths->addAction("&Other…", this, &MainWindow::askForWidth);
  other->setObjectName("widthOther");
  other->setCheckable(true);
  group->addAction(other);
}

void MainWindow::setPaperWidth(double millimetres) {
  m_paperWidth = millimetres;
}

void MainWindow::askForWidth() {
  auto* dialog = new QInputDialog(this);
  dialog->setObjectName("widthDialog");
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle("Width on paper");
  dialog->setLabelText("Millimetres:");
  dialog->setInputMode(QInputDialog::DoubleInput);
  dialog->setDoubleRange(PrintSize::leastWidth, PrintSize::mostWidth);
  dialog->setDoubleValue(m_paperWidth > 0 ? m_paperWidth : PrintSize{}.width);
  connect(dialog, &QInputDialog::doubleValueSelected, this, &MainWindow::setPaperWidth);
  dialog->open();
}

void MainWindow::askWhere(const QString& what, void (MainWindow::*write)(const QString&)) {
  if (!m_shown) return m_message->showMessage("There is no picture yet; open a model first.");
  QFileDialog* dialog = makeFileDialog(
      this, "Export the picture", "exportDialog",
      what == "window" ? "Pixels (*.png)" : "Pixels, shapes or pages (*.png *.svg *.pdf)", "png");
  dialog->selectFile(what + ".png");
  connect(dialog, &QFileDialog::fileSelected, this, [this, write](const QString& file) {
    try {
      (this->*write)(file);
    } catch (const Error& error) {
      m_message->showMessage(QString::fromUtf8(error.what()));
    }
  });
  dialog->open();
}

/// All of the view, whatever part of it is zoomed to.
Picture MainWindow::pictureOfMain() {
  const scene::MainScene& scene = *m_view->scene();
  return {[&scene, this](QPainter& painter) { paintMain(painter, scene, theme()); },
          scene.size,
          pixelsOfPng,
          0,
          QString::fromStdString(scene.title),
          QString::fromStdString(captionOf(*m_shown))};
}

void MainWindow::exportMain(const QString& file) {
  if (m_paperWidth > 0)
    return writePicture(printMain(*m_shown, {m_paperWidth}, Theme::light(m_appearance.colours)),
                        file.toStdString());
  writePicture(pictureOfMain(), file.toStdString());
}

void MainWindow::exportDetails(const QString& file) {
  if (m_paperWidth > 0) {
    const auto view = detailViewOf(*m_shown);
    if (!view)
      fail("nothing is selected whose details could be drawn; select a word, a unit, a chip or a cloud");
    return writePicture(printDetails(*m_shown, *view, {m_paperWidth}, Theme::light(m_appearance.colours)),
                        file.toStdString());
  }
  const QSize size = m_details->size();
  const auto draw = [this](QPainter& painter) { m_details->render(&painter); };
  writePicture({draw,
                {static_cast<double>(size.width()), static_cast<double>(size.height())},
                pixelsOfPng,
                0,
                "Details",
                QString::fromStdString(captionOf(*m_shown))},
               file.toStdString());
}

void MainWindow::exportWindow(const QString& file) {
  writePicture(grab().toImage(), file.toStdString());
}

/// As pixels and as shapes; who pastes it chooses.
void MainWindow::copyMain() {
  if (!m_shown) return m_message->showMessage("There is no picture yet; open a model first.");
  const Picture picture = pictureOfMain();
  auto* copied = new QMimeData;
  copied->setImageData(QImage::fromData(toPng(picture)));
  copied->setData("image/svg+xml", toSvg(picture));
  copied->setText(picture.description);
  QGuiApplication::clipboard()->setMimeData(copied);
}

}  // namespace rnnvis::gui
