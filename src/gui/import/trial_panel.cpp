#include "import/trial_panel.h"

#include "appearance.h"

#include "import/table.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace rnnvis::gui {
namespace {

/// "8 settings fit, all with vocab.txt; the best is selected"
QString describe(std::size_t count, bool hasSample, const QString& common) {
  if (count == 1)
    return hasSample ? "one setting fits" : "one setting fits; a text to test on shows how well";
  QString text = QStringLiteral("%1 settings fit").arg(count);
  if (!common.isEmpty()) text += ", all with " + common;
  return text + (hasSample ? "; the best is selected" : "; a text to test on shows which is right");
}

}  // namespace

TrialPanel::TrialPanel(QWidget* parent)
    : QWidget(parent),
      m_sampleEdit(new QLineEdit),
      m_status(wrappedLabel("trialStatus", "muted")),
      m_model(new TrialModel(this)),
      m_table(makeTable("trialTable", "Settings that were tried, best first")) {
  m_table->setModel(m_model);
  m_table->setTextElideMode(Qt::ElideRight);
  m_table->horizontalHeader()->setSectionResizeMode(TrialModel::settings, QHeaderView::Stretch);
  setColumnWidths(*m_table, {{TrialModel::loss, 92},
                             {TrialModel::score, 58},
                             {TrialModel::accuracy, 82},
                             {TrialModel::unknown, 76},
                             {TrialModel::skipped, 72}});
  setLeastSize(*m_table, {0, 116});
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);  // Whatever the questions leave.
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  layout->addWidget(makeSampleRow());
  layout->addWidget(m_status);
  layout->addWidget(m_table, 1);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          &TrialPanel::currentChanged);
  connect(m_sampleEdit, &QLineEdit::editingFinished, this, [this] {
    if (m_sampleEdit->text() == m_sample) return;
    m_sample = m_sampleEdit->text();
    Q_EMIT sampleChanged();
  });
}

QWidget* TrialPanel::makeSampleRow() {
  auto* row = new QWidget;
  auto* label = new QLabel("Text to test on");
  label->setBuddy(m_sampleEdit);
  m_sampleEdit->setObjectName("sample");
  m_sampleEdit->setAccessibleName("Text to test on");
  m_sampleEdit->setPlaceholderText("a text of the model's kind; it becomes the model's test text");
  auto* choose = new QPushButton("Choose…");
  choose->setObjectName("sampleChoose");
  choose->setAccessibleName("Choose the text to test on");
  choose->setAutoDefault(false);
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  setLeastSize(*label, {110, 0});
  layout->addWidget(label);
  layout->addWidget(m_sampleEdit, 1);
  layout->addWidget(choose);
  connect(choose, &QPushButton::clicked, this, &TrialPanel::browse);
  return row;
}

void TrialPanel::browse() {
  auto* dialog = new QFileDialog(this, "Text to test on", m_folder);
  dialog->setObjectName("sampleDialog");
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    setSample(path);
    Q_EMIT sampleChanged();
  });
  dialog->open();
}

void TrialPanel::setSample(const QString& path) {
  m_sample = path;
  m_sampleEdit->setText(path);
}

void TrialPanel::setTrials(const Trials& trials) {
  m_model->setTrials(trials, !m_sample.isEmpty());
  for (int column = 0; column < TrialModel::columns; ++column)
    m_table->setColumnHidden(column, !m_model->isUseful(column));
}

void TrialPanel::showTrials(const Trials& trials) {
  const bool hasSample = !m_sample.isEmpty();
  setTrials(trials);
  m_status->setText(describe(trials->size(), hasSample, m_model->common()));
  if (!trials->empty() && trials->front().problem.empty()) m_table->selectRow(0);
}

void TrialPanel::showStatus(const QString& status) {
  setTrials(std::make_shared<const std::vector<model::Trial>>());
  m_status->setText(status);
}

std::optional<std::size_t> TrialPanel::current() const {
  const QModelIndex index = m_table->currentIndex();
  if (!index.isValid() || !(index.flags() & Qt::ItemIsSelectable)) return std::nullopt;
  return static_cast<std::size_t>(index.row());
}

}  // namespace rnnvis::gui
