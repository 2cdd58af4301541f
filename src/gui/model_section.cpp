#include "model_section.h"

#include "appearance.h"
#include "architecture_text.h"
#include "model_library.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

/// "LSTM · 2 × 200 units · 10,000 words"
QString describeArchitecture(const model::TextModel& model) {
  const bool readsWords = model.manifest.text.level == text::Level::word;
  return QStringLiteral("%1 · %2 units · %3 %4")
      .arg(kindOf(model.network.cell), layerSizes(model.architecture.hidden),
           grouped(model.vocabulary.size()), readsWords ? "words" : "characters");
}

QString describeReading(const response::AnalysisInfo& info) {
  const bool isStream = info.reading.context == model::Context::stream;
  const QString tokens = info.wholeTokens > 0 ? QStringLiteral("the first %1 of %2 tokens so far")
                                                    .arg(grouped(info.tokens), grouped(info.wholeTokens))
                                              : grouped(info.tokens) + QStringLiteral(" tokens");
  return QStringLiteral("%1, %2").arg(tokens, isStream ? "read as one stream" : "each line from zero");
}

QString explainReading(const response::AnalysisInfo& info) {
  QString text =
      QStringLiteral("%1 documents, %2 unknown tokens").arg(grouped(info.documents), grouped(info.unknown));
  if (info.skipped > 0) text += QStringLiteral(", %1 tokens left out").arg(grouped(info.skipped));
  if (info.reading.batch > 1)
    text += QStringLiteral(
                "\nThe stream was cut into %1 parts, each warmed up on %2 tokens; where parts meet, "
                "states differ by %3 at most.")
                .arg(info.reading.batch)
                .arg(grouped(info.reading.warmup))
                .arg(info.reading.residual, 0, 'g', 2);
  return text;
}

QLabel* quietLabel(const char* name) {
  auto* label = new QLabel;
  label->setObjectName(name);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  setRole(label, "muted");
  return label;
}

QComboBox* chooser(const char* name, const QString& accessibleName) {
  auto* box = new QComboBox;
  box->setObjectName(name);
  box->setAccessibleName(accessibleName);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(12);
  return box;
}

}  // namespace

ModelSection::ModelSection(QWidget* parent)
    : QWidget(parent),
      m_models(chooser("modelChooser", "Model")),
      m_architecture(quietLabel("architecture")),
      m_performance(quietLabel("performance")),
      m_corpora(chooser("corpusChooser", "Text")),
      m_corpus(quietLabel("corpusLine")) {
  m_corpora->setToolTip("The text that the model reads to learn how its units respond");
  auto* modelLabel = quietLabel("modelLabel");
  modelLabel->setText("Model");
  auto* corpusLabel = quietLabel("corpusLabel");
  corpusLabel->setText("Text");
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(modelLabel);
  layout->addWidget(m_models);
  layout->addWidget(m_architecture);
  layout->addWidget(m_performance);
  layout->addSpacing(8);
  layout->addWidget(corpusLabel);
  layout->addWidget(m_corpora);
  layout->addWidget(m_corpus);
  m_performance->hide();
  listModels({});
  connect(m_models, &QComboBox::activated, this, &ModelSection::activateModel);
  connect(m_corpora, &QComboBox::textActivated, this,
          [this](const QString& name) { Q_EMIT commanded(scene::SetCorpus{name.toStdString()}); });
}

void ModelSection::showState(const scene::AnalyticState& state) {
  const QString path = QString::fromStdString(state.model);
  if (path != m_shownModel || m_models->currentData().toString() != path) listModels(path);
  m_corpora->setCurrentText(QString::fromStdString(state.corpus));
}

void ModelSection::showComputed(const scene::ComputedState& computed) {
  const scene::Workspace& workspace = computed.workspace;
  m_architecture->setText(describeArchitecture(*workspace.model));
  QString warnings;
  for (const std::string& warning : workspace.model->warnings)
    warnings += QString::fromStdString(warning) + "\n";
  m_architecture->setToolTip(warnings.trimmed());
  m_corpora->clear();
  for (const auto& [name, path] : workspace.model->manifest.corpora)
    m_corpora->addItem(QString::fromStdString(name));
  m_corpora->setCurrentText(QString::fromStdString(computed.state.corpus));
  m_corpus->setText(describeReading(workspace.analysis->info));
  m_corpus->setToolTip(explainReading(workspace.analysis->info));
}

void ModelSection::showPerformance(const QString& text) {
  m_performance->setText(text);
  m_performance->setVisible(!text.isEmpty());
}

/// Recent models, then bundled ones, then the way to others.
void ModelSection::listModels(const QString& current) {
  m_shownModel = current;
  m_models->clear();
  const auto add = [this](const ModelEntry& entry) {
    if (m_models->findData(entry.path) >= 0) return;
    m_models->addItem(entry.name, entry.path);
    m_models->setItemData(m_models->count() - 1, entry.path, Qt::ToolTipRole);
  };
  for (const ModelEntry& entry : recentModels()) add(entry);
  for (const ModelEntry& entry : bundledModels()) add(entry);
  if (!current.isEmpty()) add({current, nameOfModel(current)});
  m_models->insertSeparator(m_models->count());
  m_models->addItem("Open a model folder…");
  m_models->addItem("Import a weights file…");
  m_models->setCurrentIndex(current.isEmpty() ? -1 : m_models->findData(current));
  m_models->setToolTip(current.isEmpty() ? QString("Choose a model folder to open")
                                         : m_models->currentText() + "\n" + current);
}

void ModelSection::activateModel(int index) {
  const QString path = m_models->itemData(index).toString();
  m_models->setCurrentIndex(m_models->findData(m_shownModel));
  if (path.isEmpty())
    index == m_models->count() - 1 ? Q_EMIT importRequested() : Q_EMIT browseRequested();
  else if (path != m_shownModel)
    Q_EMIT modelChosen(path);
}

}  // namespace rnnvis::gui
