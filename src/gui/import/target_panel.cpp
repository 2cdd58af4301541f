#include "import/target_panel.h"

#include "appearance.h"
#include "free_folder.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

/// The file's own name; its folder's where that is what everybody calls such files.
QString suggestedName(const QFileInfo& file) {
  static const QStringList usual{"weights", "model", "pytorch_model", "checkpoint", "best", "last", "final"};
  const QString name = file.completeBaseName(), folder = file.absoluteDir().dirName();
  return usual.contains(name.toLower()) && !folder.isEmpty() ? folder : name;
}

/// Beside the file, or among the user's models where nothing can be written there.
QString suggestedFolder(const QFileInfo& file) {
  const bool canWriteBeside = QFileInfo(file.absolutePath()).isWritable();
  const QString base =
      canWriteBeside
          ? file.absolutePath()
          : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/rnnvis/models";
  return nextFree(base + "/" + file.completeBaseName() + "-model");
}

}  // namespace

TargetPanel::TargetPanel(QWidget* parent)
    : QWidget(parent),
      m_name(new QLineEdit),
      m_folder(new QLineEdit),
      m_reason(wrappedLabel("importReason", "muted")),
      m_import(new QPushButton("Import")) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(makeFields());
  layout->addWidget(makeButtons());
  connect(m_name, &QLineEdit::textChanged, this, &TargetPanel::update);
  connect(m_folder, &QLineEdit::textChanged, this, &TargetPanel::update);
}

QWidget* TargetPanel::makeFields() {
  m_name->setObjectName("importName");
  m_name->setAccessibleName("Name of the model");
  m_folder->setObjectName("importFolder");
  m_folder->setAccessibleName("Folder to write");
  auto* choose = new QPushButton("Choose…");
  choose->setObjectName("importFolderChoose");
  choose->setAccessibleName("Choose where the folder is written");
  choose->setAutoDefault(false);
  connect(choose, &QPushButton::clicked, this, &TargetPanel::browse);
  auto* nameLabel = new QLabel("Name");
  nameLabel->setBuddy(m_name);
  auto* folderLabel = new QLabel("Model folder");
  folderLabel->setBuddy(m_folder);
  auto* fields = new QWidget;
  auto* layout = new QHBoxLayout(fields);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(nameLabel);
  layout->addWidget(m_name, 2);
  layout->addSpacing(12);
  layout->addWidget(folderLabel);
  layout->addWidget(m_folder, 5);
  layout->addWidget(choose);
  return fields;
}

QWidget* TargetPanel::makeButtons() {
  auto* cancel = new QPushButton("Cancel");
  cancel->setObjectName("importCancel");
  cancel->setAccessibleName("Close without importing");
  cancel->setAutoDefault(false);
  m_import->setObjectName("importButton");
  m_import->setAccessibleName("Write the model folder and open it");
  connect(cancel, &QPushButton::clicked, this, &TargetPanel::cancelRequested);
  connect(m_import, &QPushButton::clicked, this, &TargetPanel::importRequested);
  auto* buttons = new QWidget;
  auto* layout = new QHBoxLayout(buttons);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(m_reason, 1);
  layout->addWidget(cancel);
  layout->addWidget(m_import);
  return buttons;
}

void TargetPanel::suggest(const QString& file) {
  const QFileInfo info(file);
  m_name->setText(suggestedName(info));
  m_folder->setText(suggestedFolder(info));
  m_folder->setCursorPosition(static_cast<int>(m_folder->text().size()));
}

void TargetPanel::makeDefault() {
  m_import->setDefault(true);
}

ImportTarget TargetPanel::target() const {
  return {m_name->text().trimmed(), m_folder->text().trimmed()};
}

void TargetPanel::setMissing(const QString& missing) {
  m_missing = missing;
  update();
}

QString TargetPanel::problem() const {
  if (!m_missing.isEmpty()) return m_missing;
  const ImportTarget wanted = target();
  if (wanted.name.isEmpty()) return "The model needs a name.";
  if (wanted.folder.isEmpty()) return "Say which folder to write.";
  if (!isFree(wanted.folder)) return "The folder is there and not empty; name another one.";
  return {};
}

void TargetPanel::update() {
  const QString reason = problem();
  m_import->setEnabled(reason.isEmpty());
  m_reason->setText(reason);
}

/// A folder is chosen to put the model folder into.
void TargetPanel::browse() {
  const QFileInfo wanted(m_folder->text());
  auto* dialog = new QFileDialog(this, "Where to put the model folder", wanted.absolutePath());
  dialog->setObjectName("importFolderDialog");
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, [this, name = wanted.fileName()](const QString& parent) {
    m_folder->setText(QDir(parent).filePath(name));
  });
  dialog->open();
}

}  // namespace rnnvis::gui
