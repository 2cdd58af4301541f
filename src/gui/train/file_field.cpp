#include "train/file_field.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace rnnvis::gui {

FileField::FileField(const QString& name, const QString& accessibleName, const QString& placeholder,
                     QWidget* parent)
    : QWidget(parent), m_line(new QLineEdit) {
  m_line->setObjectName(name);
  m_line->setAccessibleName(accessibleName);
  m_line->setPlaceholderText(placeholder);
  auto* choose = new QPushButton("Choose…");
  choose->setObjectName(name + "Choose");
  choose->setAccessibleName("Choose: " + accessibleName);
  choose->setAutoDefault(false);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  layout->addWidget(m_line, 1);
  layout->addWidget(choose);
  setFocusProxy(m_line);
  connect(m_line, &QLineEdit::textChanged, this, &FileField::changed);
  connect(choose, &QPushButton::clicked, this, &FileField::browse);
}

QString FileField::path() const {
  const QString text = m_line->text().trimmed();
  return text.isEmpty() ? text : QFileInfo(text).absoluteFilePath();
}

void FileField::setPath(const QString& path) {
  m_line->setText(path);
}

void FileField::browse() {
  auto* dialog = new QFileDialog(this, m_line->accessibleName(), QFileInfo(path()).absolutePath());
  dialog->setObjectName(m_line->objectName() + "Dialog");
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, &FileField::setPath);
  dialog->open();
}

}  // namespace rnnvis::gui
