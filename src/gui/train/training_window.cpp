#include "train/training_window.h"

#include "appearance.h"
#include "free_folder.h"
#include "message_bar.h"
#include "scrolled_column.h"
#include "text_scale.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "train/learning_curves.h"
#include "train/training_form.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

constexpr int progressHeight = 6, wholeProgress = 1000;

QPushButton* makeButton(const QString& name, const QString& text, const QString& explanation) {
  auto* button = new QPushButton(text);
  button->setObjectName(name);
  button->setAccessibleName(explanation);
  button->setToolTip(explanation);
  button->setAutoDefault(false);
  return button;
}

QLabel* makeHeading(const QString& text) {
  QLabel* heading = wrappedLabel({}, "heading");
  heading->setText(text);
  return heading;
}

/// Share of the whole run that is done.
double fractionOf(const TrainingRecord& record) {
  if (record.result) return 1;
  if (record.progress) return record.progress->fraction;
  return record.epochs > 0 ? static_cast<double>(record.done.size()) / record.epochs : 0;
}

/// A folder that is free, among the user's models.
QString suggestedFolder() {
  return nextFree(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                  "/rnnvis/models/trained");
}

}  // namespace

TrainingWindow::TrainingWindow(QWidget* parent)
    : QDialog(parent),
      m_message(new MessageBar),
      m_form(new TrainingForm),
      m_texts(wrappedLabel("trainingTexts", "muted")),
      m_curves(new LearningCurves),
      m_progress(new QProgressBar),
      m_status(wrappedLabel("trainingStatus", "")),
      m_name(new QLineEdit("my model")),
      m_folder(new QLineEdit(suggestedFolder())),
      m_reason(wrappedLabel("trainingReason", "muted")),
      m_find(makeButton("trainingFind", "Go on with a run…", "Choose the folder of a run that was stopped")),
      m_new(makeButton("trainingNew", "New run", "Leave this run and describe another one")),
      m_stop(
          makeButton("trainingStop", "Stop", "Stop; the run can be gone on with from its last checkpoint")),
      m_begin(makeButton("trainingBegin", "Train", "Begin training, or go on with the run")),
      m_open(makeButton("trainingOpen", "Open the model", "Look into the model of this run")) {
  setObjectName("trainingWindow");
  setWindowTitle("Train a model — RNNVis");
  resize(scaled(1080), scaled(780));
  auto* columns = new QHBoxLayout;
  columns->setSpacing(28);
  columns->addWidget(makeSettings(), 5);
  columns->addWidget(makeRun(), 7);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(20, 16, 20, 16);
  layout->setSpacing(12);
  layout->addWidget(m_message);
  layout->addLayout(columns, 1);
  layout->addWidget(makeTarget());
  layout->addWidget(makeButtons());
  connectParts();
  showRecord();
  m_form->setFocus();
}

QWidget* TrainingWindow::makeSettings() {
  QScrollArea* scroll = scrolledColumn(m_form);
  scroll->setAccessibleName("Configuration");
  auto* load = makeButton("trainingLoad", "Load…", "Read a configuration file");
  auto* save = makeButton("trainingSave", "Save…", "Write these settings as a configuration file");
  connect(load, &QPushButton::clicked, this, [this] {
    auto* dialog = new QFileDialog(this, "Load a configuration", {}, "Configurations (*.toml)");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &TrainingWindow::loadConfiguration);
    dialog->open();
  });
  connect(save, &QPushButton::clicked, this, [this] {
    auto* dialog = new QFileDialog(this, "Save the configuration", {}, "Configurations (*.toml)");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("toml");
    connect(dialog, &QFileDialog::fileSelected, this, &TrainingWindow::saveConfiguration);
    dialog->open();
  });
  auto* head = new QHBoxLayout;
  head->addWidget(makeHeading("What to train"), 1);
  head->addWidget(load);
  head->addWidget(save);
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addLayout(head);
  layout->addWidget(scroll, 1);
  return column;
}

QWidget* TrainingWindow::makeRun() {
  m_progress->setObjectName("trainingProgress");
  m_progress->setRange(0, wholeProgress);
  m_progress->setTextVisible(false);
  m_progress->setFixedHeight(scaled(progressHeight));
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(makeHeading("How it goes"));
  layout->addWidget(m_texts);
  layout->addWidget(m_curves, 1);
  layout->addWidget(m_progress);
  layout->addWidget(m_status);
  return column;
}

QWidget* TrainingWindow::makeTarget() {
  m_name->setObjectName("trainingName");
  m_name->setAccessibleName("Name of the model");
  m_folder->setObjectName("trainingFolder");
  m_folder->setAccessibleName("Model folder to write");
  auto* choose = makeButton("trainingFolderChoose", "Choose…", "Choose where the model folder is put");
  connect(choose, &QPushButton::clicked, this, [this] {
    browseFolder("Where to put the model folder", [this](const QString& chosen) {
      m_folder->setText(QDir(chosen).filePath(QFileInfo(folder()).fileName()));
    });
  });
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(new QLabel("Name"));
  layout->addWidget(m_name, 2);
  layout->addSpacing(12);
  layout->addWidget(new QLabel("Model folder"));
  layout->addWidget(m_folder, 5);
  layout->addWidget(choose);
  return row;
}

QWidget* TrainingWindow::makeButtons() {
  connect(m_find, &QPushButton::clicked, this, [this] {
    browseFolder("The folder of a run", [this](const QString& chosen) { showRun(chosen); });
  });
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_find);
  layout->addWidget(m_new);
  layout->addWidget(m_reason, 1);
  layout->addWidget(m_stop);
  layout->addWidget(m_begin);
  layout->addWidget(m_open);
  return row;
}

void TrainingWindow::connectParts() {
  connect(m_form, &TrainingForm::changed, this, &TrainingWindow::update);
  connect(m_name, &QLineEdit::textChanged, this, &TrainingWindow::update);
  connect(m_folder, &QLineEdit::textChanged, this, &TrainingWindow::update);
  connect(m_new, &QPushButton::clicked, this, &TrainingWindow::beginAnew);
  connect(m_stop, &QPushButton::clicked, &m_process, &TrainingProcess::stop);
  connect(m_begin, &QPushButton::clicked, this, &TrainingWindow::begin);
  connect(m_open, &QPushButton::clicked, this,
          [this] { Q_EMIT modelChosen(m_process.record().result->folder); });
  connect(&m_process, &TrainingProcess::changed, this, &TrainingWindow::showRecord);
  connect(&m_process, &TrainingProcess::finished, this, &TrainingWindow::showRecord);
  connect(&m_process, &TrainingProcess::stopped, this, &TrainingWindow::showRecord);
  connect(&m_process, &TrainingProcess::failed, this, &TrainingWindow::showFailure);
}

void TrainingWindow::followText(double before) {
  fitToText(*this);
  m_progress->setFixedHeight(scaled(progressHeight));
  resize(size() * textScale() / before);
}

void TrainingWindow::setTheme(const Theme& theme) {
  m_curves->setTheme(theme);
}

QString TrainingWindow::folder() const {
  return m_folder->text().trimmed();
}

void TrainingWindow::browseFolder(const QString& title, const std::function<void(const QString&)>& chosen) {
  auto* dialog = new QFileDialog(this, title, QFileInfo(folder()).absolutePath());
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, chosen);
  dialog->open();
}

bool TrainingWindow::loadConfiguration(const QString& file) {
  m_message->hide();
  try {
    const training::Configuration configuration = training::readConfiguration(file.toStdString());
    m_form->setConfiguration(configuration);
    m_name->setText(QString::fromStdString(configuration.name));
    m_name->setCursorPosition(0);
    return true;
  } catch (const Error& error) {
    showFailure(QString::fromUtf8(error.what()));
    return false;
  }
}

void TrainingWindow::saveConfiguration(const QString& file) {
  m_message->hide();
  try {
    const std::string text = configurationText().toStdString();
    writeFileAtomically(file.toStdString(), [&](std::ostream& stream) { stream << text; });
  } catch (const Error& error) {
    showFailure(QString::fromUtf8(error.what()));
  }
}

void TrainingWindow::showRun(const QString& chosen) {
  const QString absolute = QFileInfo(chosen).absoluteFilePath();
  if (!loadConfiguration(QDir(absolute).filePath("training.toml"))) return;
  m_resumed = absolute;
  m_folder->setText(absolute);
  m_process.show(absolute);
}

void TrainingWindow::begin() {
  m_message->hide();
  if (m_resumed.isEmpty()) {
    m_resumed = QFileInfo(folder()).absoluteFilePath();
    m_process.start(configurationText(), m_resumed);
  } else {
    m_process.resume(m_resumed);
  }
}

void TrainingWindow::beginAnew() {
  m_resumed.clear();
  m_folder->setText(suggestedFolder());
  m_process.forget();
}

QString TrainingWindow::configurationText() const {
  training::Configuration configuration = m_form->configuration();
  configuration.name = m_name->text().trimmed().toStdString();
  return QString::fromStdString(training::formatConfiguration(configuration));
}

/// What stands between the user and the training.
QString TrainingWindow::problem() const {
  if (m_process.isRunning()) return {};
  if (!m_resumed.isEmpty()) return {};
  if (const QString problem = m_form->problem(); !problem.isEmpty()) return problem;
  if (m_name->text().trimmed().isEmpty()) return "The model needs a name.";
  if (folder().isEmpty()) return "Say which folder to write.";
  if (!isFree(folder())) return "The folder is there and not empty; name another one.";
  return {};
}

void TrainingWindow::update() {
  const bool isRunning = m_process.isRunning(), isNew = m_resumed.isEmpty();
  const bool isDone = m_process.record().result.has_value();
  const QString reason = problem();
  m_form->setEnabled(!isRunning && isNew);
  m_name->setEnabled(!isRunning && isNew);
  m_folder->setEnabled(!isRunning && isNew);
  m_find->setVisible(!isRunning);
  m_new->setVisible(!isRunning && !isNew);
  m_stop->setVisible(isRunning);
  m_begin->setVisible(!isRunning && !isDone);
  m_begin->setText(isNew ? "Train" : "Go on");
  m_begin->setEnabled(reason.isEmpty());
  m_open->setVisible(isDone);
  m_reason->setText(reason);
}

void TrainingWindow::showRecord() {
  const TrainingRecord& record = m_process.record();
  QStringList lines = record.texts;
  if (!record.network.isEmpty()) lines << record.network;
  m_texts->setText(lines.isEmpty() ? "What was read, the curves and the time left are shown here."
                                   : lines.join('\n'));
  m_curves->showRecord(record);
  m_progress->setValue(static_cast<int>(fractionOf(record) * wholeProgress));
  m_status->setText(statusText());
  update();
}

QString TrainingWindow::statusText() const {
  const TrainingRecord& record = m_process.record();
  if (record.result) return resultText(record);
  if (m_process.isRunning()) return progressText(record);
  if (m_resumed.isEmpty()) return {};
  return QStringLiteral("Stopped after %1 of %2 epochs.").arg(record.done.size()).arg(record.epochs);
}

void TrainingWindow::showFailure(const QString& message) {
  m_message->showMessage(message);
  // A run that left no checkpoint is described anew.
  if (!m_process.isRunning() && !m_resumed.isEmpty() && m_process.record().done.empty()) m_resumed.clear();
  showRecord();
}

}  // namespace rnnvis::gui
