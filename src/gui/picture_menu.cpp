#include "picture_menu.h"

#include "file_dialog.h"
#include "print_page.h"

#include "rnnvis/base/error.h"

#include <QActionGroup>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMimeData>

namespace rnnvis::gui {

PictureMenu::PictureMenu(QWidget* window, std::function<QString()> problem)
    : QMenu("&Export a picture", window), m_window(window), m_problem(std::move(problem)) {
  setObjectName("pictureMenu");
}

void PictureMenu::addPicture(const QString& text, const QKeySequence& key, const QString& name,
                             const QString& file, Draw draw) {
  const auto write = [this, draw = std::move(draw)](const QString& path) {
    writePicture(draw(m_width), path.toStdString());
  };
  addAction(text, key, this, [this, file, write] {
    askWhere(file, "Pixels, shapes or pages (*.png *.svg *.pdf)", write);
  })->setObjectName(name);
}

void PictureMenu::addWindow() {
  const auto write = [this](const QString& path) {
    writePicture(m_window->grab().toImage(), path.toStdString());
  };
  addAction("The whole &window…", this, [this, write] {
    askWhere("window", "Pixels (*.png)", write);
  })->setObjectName("exportWindow");
}

/// Where it is that of paper, pictures are laid out for it, on white.
void PictureMenu::addWidths() {
  QMenu* widths = addMenu("&Width");
  widths->setObjectName("paperWidthMenu");
  auto* group = new QActionGroup(widths);
  const auto add = [&](const QString& text, const QString& name, double millimetres) {
    QAction* action = widths->addAction(text);
    action->setObjectName(name);
    action->setCheckable(true);
    action->setChecked(millimetres == m_width);
    connect(action, &QAction::triggered, this, [this, millimetres] { setWidth(millimetres); });
    group->addAction(action);
  };
  add("As on the &screen", "widthScreen", 0);
  add("&84 mm, a column, with a caption", "width84", 84);
  add("&178 mm, two columns, with a caption", "width178", 178);
  widths->addSeparator();
  QAction* other = widths->addAction("&Other…", this, &PictureMenu::askForWidth);
  other->setObjectName("widthOther");
  other->setCheckable(true);
  group->addAction(other);
}

void PictureMenu::addCopy(const QString& text, const QKeySequence& key, const QString& name, Draw draw) {
  addAction(text, key, this, [this, draw = std::move(draw)] { copy(draw); })->setObjectName(name);
}

void PictureMenu::setWidth(double millimetres) {
  m_width = millimetres;
}

void PictureMenu::askForWidth() {
  auto* dialog = new QInputDialog(m_window);
  dialog->setObjectName("widthDialog");
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle("Width on paper");
  dialog->setLabelText("Millimetres:");
  dialog->setInputMode(QInputDialog::DoubleInput);
  dialog->setDoubleRange(PrintSize::leastWidth, PrintSize::mostWidth);
  dialog->setDoubleValue(m_width > 0 ? m_width : PrintSize{}.width);
  connect(dialog, &QInputDialog::doubleValueSelected, this, &PictureMenu::setWidth);
  dialog->open();
}

bool PictureMenu::isReady() {
  const QString problem = m_problem();
  if (!problem.isEmpty()) Q_EMIT failed(problem);
  return problem.isEmpty();
}

void PictureMenu::askWhere(const QString& file, const QString& filter,
                           std::function<void(const QString&)> write) {
  if (!isReady()) return;
  QFileDialog* dialog = makeFileDialog(m_window, "Export the picture", "exportDialog", filter, "png");
  dialog->selectFile(file + ".png");
  connect(dialog, &QFileDialog::fileSelected, this, [this, write = std::move(write)](const QString& path) {
    try {
      write(path);
    } catch (const Error& error) {
      Q_EMIT failed(QString::fromUtf8(error.what()));
    }
  });
  dialog->open();
}

/// As pixels and as shapes; who pastes it chooses.
void PictureMenu::copy(const Draw& draw) {
  if (!isReady()) return;
  const Picture picture = draw(0);
  auto* copied = new QMimeData;
  copied->setImageData(QImage::fromData(toPng(picture)));
  copied->setData("image/svg+xml", toSvg(picture));
  copied->setText(picture.description);
  QGuiApplication::clipboard()->setMimeData(copied);
}

}  // namespace rnnvis::gui
