#include "import/text_beside.h"

#include <QDir>
#include <QFile>
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

QString firstWordsOf(const QString& text) {
  constexpr qint64 enough = 4096;
  constexpr int longest = 48;
  QFile file(text);
  if (!QFileInfo(text).isFile() || !file.open(QIODevice::ReadOnly)) return {};
  QString line =
      QString::fromUtf8(file.read(enough)).trimmed().section('\n', 0, 0).section('\t', -1).simplified();
  if (line.size() > longest) line = line.left(longest).section(' ', 0, -2);
  return line;
}

}  // namespace rnnvis::gui
