#include "import/text_beside.h"

#include <QDir>
#include <QFileInfo>

namespace rnnvis::gui {

QString textBeside(const QString& file) {
  const QFileInfo info(file);
  const QDir folder = info.absoluteDir();
  for (const QString& name : {info.completeBaseName() + ".txt", QString("test.txt"), QString("test.tsv"),
                              QString("valid.txt"), QString("input.txt"), QString("train.txt")})
    if (const QFileInfo text(folder.filePath(name)); text.isFile() && text != info)
      return text.absoluteFilePath();
  return {};
}

}  // namespace rnnvis::gui
