#include "free_folder.h"

#include <QDir>
#include <QFileInfo>

namespace rnnvis::gui {

bool isFree(const QString& folder) {
  const QFileInfo info(folder);
  return !info.exists() || (info.isDir() && QDir(folder).isEmpty());
}

QString nextFree(const QString& wanted) {
  QString folder = wanted;
  for (int number = 2; !isFree(folder); ++number) folder = wanted + "-" + QString::number(number);
  return folder;
}

}  // namespace rnnvis::gui
