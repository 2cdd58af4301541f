#include "import/assistant.h"

#include "appearance.h"
#include "message_bar.h"
#include "text_scale.h"
#include "theme.h"

#include "import/file_summary.h"
#include "import/fitted_scroll_area.h"
#include "import/preview_panel.h"
#include "import/questions.h"
#include "import/table.h"
#include "import/target_panel.h"
#include "import/tensor_panel.h"
#include "import/text_beside.h"
#include "import/trial_panel.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

QWidget* makeColumn(const QString& name, std::initializer_list<std::pair<QWidget*, int>> parts) {
  auto* column = new QWidget;
  column->setObjectName(name);
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(12);
  for (const auto& [part, stretch] : parts) layout->addWidget(part, stretch);
  return column;
}

QLabel* makeHeading(const QString& text) {
  QLabel* heading = wrappedLabel({}, "heading");
  heading->setText(text);
  return heading;
}

QFrame* makeRule() {
  auto* rule = new QFrame;
  rule->setObjectName("rule");
  rule->setFixedHeight(1);
  return rule;
}

}  // namespace

ImportAssistant::ImportAssistant(QWidget* parent)
    : QDialog(parent),
      m_session(new ImportSession(this)),
      m_message(new MessageBar),
      m_summary(new FileSummary),
      m_tensors(new TensorPanel),
      m_questions(new Questions),
      m_trials(new TrialPanel),
      m_preview(new PreviewPanel),
      m_target(new TargetPanel) {
  setObjectName("importAssistant");
  setWindowTitle("Import a weights file");
  resize(scaled(1080), scaled(760));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(20, 16, 20, 16);
  layout->setSpacing(12);
  layout->addWidget(m_message);
  layout->addWidget(makeColumns(), 1);
  layout->addWidget(makeRule());
  layout->addWidget(m_target);
  m_target->makeDefault();
  connectParts();
}

QWidget* ImportAssistant::makeColumns() {
  auto* columns = new QWidget;
  auto* layout = new QHBoxLayout(columns);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(28);
  layout->addWidget(makeColumn("fileColumn", {{m_summary, 0}, {m_tensors, 1}}), 17);
  layout->addWidget(makeSettingsColumn(), 23);
  return columns;
}

QWidget* ImportAssistant::makeSettingsColumn() {
  auto* scroll = new FittedScrollArea;
  scroll->setObjectName("questionsArea");
  scroll->setWidget(m_questions);
  m_settings =
      makeColumn("settingsColumn",
                 {{makeHeading("What the file cannot tell"), 0}, {scroll, 0}, {m_trials, 1}, {m_preview, 0}});
  return m_settings;
}

void ImportAssistant::connectParts() {
  connect(m_session, &ImportSession::inspected, this, &ImportAssistant::showInspection);
  connect(m_session, &ImportSession::tried, this, &ImportAssistant::showTrials);
  connect(m_session, &ImportSession::progressed, this, [this](double fraction) {
    m_trials->showStatus(QStringLiteral("trying settings… %1 %").arg(int(100 * fraction)));
  });
  connect(m_session, &ImportSession::previewed, m_preview, &PreviewPanel::showPreview);
  connect(m_session, &ImportSession::written, this, &ImportAssistant::finish);
  connect(m_session, &ImportSession::failed, this, &ImportAssistant::showFailure);
  connect(m_questions, &Questions::changed, this, &ImportAssistant::tryOut);
  connect(m_trials, &TrialPanel::sampleChanged, this, &ImportAssistant::tryOut);
  connect(m_trials, &TrialPanel::currentChanged, this, &ImportAssistant::showPreview);
  connect(m_preview, &PreviewPanel::lineChanged, this, &ImportAssistant::showPreview);
  connect(m_target, &TargetPanel::importRequested, this, &ImportAssistant::write);
  connect(m_target, &TargetPanel::cancelRequested, this, &QDialog::reject);
}

void ImportAssistant::setTheme(const Theme& theme) {
  m_tensors->setTheme(theme);
  m_preview->setTheme(theme);
}

void ImportAssistant::followText(double before) {
  fitToText(*this);
  for (QTableView* table : findChildren<QTableView*>()) fitTable(*table);
  resize(size() * textScale() / before);
}

void ImportAssistant::inspect(const QString& file) {
  m_file = QFileInfo(file).absoluteFilePath();
  m_problem.clear();
  m_isWriting = false;
  setWindowTitle(QFileInfo(m_file).fileName() + " — Import a weights file");
  m_message->hide();
  m_summary->showFile(m_file);
  m_tensors->setInspection(nullptr);
  m_questions->setEnabled(false);
  m_trials->showStatus({});
  m_trials->setFolder(QFileInfo(m_file).absolutePath());
  m_trials->setSample(textBeside(m_file));
  m_preview->showPreview({});
  m_target->suggest(m_file);
  m_session->inspect(m_file);
  updateTarget();
}

void ImportAssistant::showInspection() {
  const Inspected& inspection = m_session->inspection();
  Q_EMIT recognised(m_file);
  m_summary->showInspection(*inspection);
  m_tensors->setInspection(inspection);
  m_questions->setInspection(*inspection);
  m_questions->setEnabled(inspection->architecture.has_value());
  QMetaObject::invokeMethod(m_questions, &Questions::focusVocabulary, Qt::QueuedConnection);
  tryOut();
}

void ImportAssistant::tryOut() {
  const Inspected& inspection = m_session->inspection();
  if (!inspection) return;
  m_problem.clear();
  m_message->hide();
  m_preview->showPreview({});
  m_preview->suggestLine(firstWordsOf(m_trials->sample()));
  if (inspection->architecture && m_questions->hasVocabulary()) {
    m_trials->showStatus(m_trials->sample().isEmpty() ? QString() : QStringLiteral("trying settings…"));
    model::ImportChoices choices = m_questions->choices();
    if (const QString& sample = m_trials->sample(); !sample.isEmpty())
      choices.corpora["test"] = sample.toStdString();
    m_session->tryOut(choices, m_trials->sample());
  } else {
    m_session->forget();
    m_trials->showStatus({});
  }
  updateTarget();
}

void ImportAssistant::showTrials() {
  m_trials->showTrials(m_session->trials());
  if (!m_trials->current() && !m_session->trials()->empty())
    showFailure(QString::fromStdString(m_session->trials()->front().problem));
  showPreview();
  updateTarget();
}

void ImportAssistant::showFailure(const QString& message) {
  m_message->showMessage(message);
  if (!m_session->inspection()) m_summary->showUnreadable();
  if (!m_isWriting) m_problem = message;
  if (!m_isWriting && m_session->trials()->empty()) m_trials->showStatus("no settings fit");
  m_isWriting = false;
  updateTarget();
}

void ImportAssistant::showPreview() {
  const auto trial = m_trials->current();
  if (trial && *trial < m_session->trials()->size())
    m_session->preview(*trial, m_preview->line());
  else
    m_preview->showPreview({});
  updateTarget();
}

void ImportAssistant::write() {
  const auto trial = m_trials->current();
  if (!trial || !missing().isEmpty()) return;
  m_message->hide();
  m_isWriting = true;
  m_session->write(*trial, m_target->target());
  updateTarget();
}

void ImportAssistant::finish(const QString& folder) {
  accept();
  Q_EMIT imported(folder);
}

void ImportAssistant::updateTarget() {
  m_settings->setEnabled(m_session->inspection() && !m_isWriting);
  m_target->setMissing(missing());
}

/// What stands between the user and the import, besides the folder itself.
QString ImportAssistant::missing() const {
  const Inspected& inspection = m_session->inspection();
  if (m_isWriting) return "Writing the model folder…";
  if (!inspection) return m_session->isWorking() ? "Reading the file…" : "This file cannot be imported.";
  if (!inspection->architecture) return "The network in this file is not understood.";
  if (!m_questions->hasVocabulary()) return "Choose the vocabulary that the model was trained with.";
  if (m_session->isWorking()) return "Trying settings…";
  if (!m_problem.isEmpty()) return "The settings do not fit the file.";
  if (!m_trials->current()) return "Select settings that can be read.";
  return {};
}

}  // namespace rnnvis::gui
