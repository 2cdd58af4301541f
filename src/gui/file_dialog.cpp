#include "file_dialog.h"

#include "rnnvis/scene/session.h"

#include <QFileDialog>

namespace rnnvis::gui {

QFileDialog* makeFileDialog(QWidget* window, const QString& title, const QString& name, const QString& filter,
                            const QString& suffix) {
  auto* dialog = new QFileDialog(window, title);
  dialog->setObjectName(name);
  dialog->setNameFilter(filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  if (suffix.isEmpty()) {
    dialog->setFileMode(QFileDialog::ExistingFile);
  } else {
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
  }
  return dialog;
}

QString sessionFilter() {
  return QStringLiteral("Sessions of RNNVis (*.%1)").arg(scene::Session::suffix);
}

}  // namespace rnnvis::gui
