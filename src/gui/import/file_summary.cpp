#include "import/file_summary.h"

#include "appearance.h"
#include "architecture_text.h"
#include "drawing.h"

#include "import/answers.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

QString sizeOf(const QString& path) {
  return QLocale(QLocale::English).formattedDataSize(QFileInfo(path).size(), 1, QLocale::DataSizeSIFormat);
}

QString describeContainer(const model::Inspection& inspection) {
  const std::size_t tensors = inspection.checkpoint.arrays.size();
  return QStringLiteral("%1 · %2 · %3 tensor%4")
      .arg(toQt(inspection.checkpoint.container), sizeOf(toQt(inspection.file.string())), grouped(tensors),
           tensors == 1 ? "" : "s");
}

}  // namespace

FileSummary::FileSummary(QWidget* parent)
    : QWidget(parent),
      m_name(wrappedLabel("fileName", "title")),
      m_container(wrappedLabel("fileContainer", "muted")),
      m_architecture(wrappedLabel("fileArchitecture", "group")),
      m_problem(wrappedLabel("fileProblem", "problem")) {
  m_name->setWordWrap(false);
  m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(m_name);
  layout->addWidget(m_container);
  layout->addSpacing(6);
  layout->addWidget(m_architecture);
  layout->addWidget(m_problem);
}

void FileSummary::showFile(const QString& path) {
  const QString name = QFileInfo(path).fileName();
  m_name->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, 280));
  m_name->setToolTip(path);
  m_container->setText("reading…");
  m_architecture->clear();
  m_problem->hide();
  delete m_parts;
  m_parts = nullptr;
}

void FileSummary::showUnreadable() {
  m_container->setText(QStringLiteral("%1 · cannot be read").arg(sizeOf(m_name->toolTip())));
}

void FileSummary::showInspection(const model::Inspection& inspection) {
  m_container->setText(describeContainer(inspection));
  m_problem->setVisible(!inspection.problem.empty());
  m_problem->setText(toQt(inspection.problem));
  m_architecture->setText(inspection.architecture ? describeArchitecture(*inspection.architecture)
                                                  : QStringLiteral("Not understood"));
  if (inspection.architecture) showParts(inspection);
}

void FileSummary::showParts(const model::Inspection& inspection) {
  m_parts = new QWidget;
  auto* grid = new QGridLayout(m_parts);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(12);
  grid->setVerticalSpacing(2);
  grid->setColumnStretch(1, 1);
  const auto addPart = [&](const QString& title, const QString& text) {
    const int row = grid->rowCount();
    QLabel* label = wrappedLabel({}, "muted");
    label->setText(title);
    label->setWordWrap(false);
    QLabel* value = wrappedLabel("part" + title, "");
    value->setText(text);
    grid->addWidget(label, row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1);
  };
  for (const auto& [title, text] : partsOf(*inspection.architecture)) addPart(title, text);
  QStringList missing;
  for (const std::string& key : inspection.architecture->missing)
    if (key != "head") missing << titleOf(key).toLower();  // The row above says it.
  if (!missing.isEmpty()) addPart("Not stated", missing.join(", "));
  layout()->addWidget(m_parts);
}

}  // namespace rnnvis::gui
