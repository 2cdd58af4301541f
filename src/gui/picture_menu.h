#pragma once

#include "picture_file.h"

#include <QKeySequence>
#include <QMenu>

#include <functional>

namespace rnnvis::gui {

/// The menu by which a window writes pictures of what it shows to files, as wide as is chosen there, and
/// copies them.
class PictureMenu : public QMenu {
  Q_OBJECT

 public:
  /// What is drawn for paper of so many millimetres or, for 0, as on the screen. Throws Error where there is
  /// nothing to draw.
  using Draw = std::function<Picture(double millimetres)>;

  /// `problem` says why there is no picture of the window yet; empty where there is one.
  PictureMenu(QWidget* window, std::function<QString()> problem);

  /// `file` is the name, without suffix, of the file that is offered, `name` that of the action.
  void addPicture(const QString& text, const QKeySequence& key, const QString& name, const QString& file,
                  Draw draw);
  /// The window as it is, as pixels.
  void addWindow();
  void addWidths();
  /// To the clipboard, as on the screen.
  void addCopy(const QString& text, const QKeySequence& key, const QString& name, Draw draw);

 Q_SIGNALS:
  /// Why something was not written or copied.
  void failed(const QString& message);

 private:
  bool isReady();
  void askWhere(const QString& file, const QString& filter, std::function<void(const QString&)> write);
  void askForWidth();
  void setWidth(double millimetres);
  void copy(const Draw& draw);

  QWidget* m_window;
  std::function<QString()> m_problem;
  double m_width = 0;  // On paper, in millimetres; 0: as on the screen.
};

}  // namespace rnnvis::gui
