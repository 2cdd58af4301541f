#include "train/training_form.h"

#include "train/file_field.h"
#include "train/form_rows.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QRegularExpression>

#include <algorithm>

namespace rnnvis::gui {
namespace {

using training::Configuration;

constexpr int mostUnits = 100'000, mostLayers = 100, most = 1'000'000;

// In the order of the enumerations that they choose from.
constexpr std::array tasks{"language model", "sentence classifier"};
constexpr std::array levels{"words", "characters"};
constexpr std::array splittings{"at spaces", "at spaces and punctuation"};
constexpr std::array cells{"RNN", "LSTM", "GRU", "Nested LSTM"};
constexpr std::array nonlinearities{"tanh", "ReLU"};
constexpr std::array optimizers{"SGD", "Adam", "RMSprop"};
constexpr std::array balances{"as they are", "draw small classes again", "weigh small classes more"};

QCheckBox* makeCheck(const QString& name, const QString& text) {
  auto* box = new QCheckBox(text);
  box->setObjectName(name);
  return box;
}

/// Sizes and steps that a first run of this kind does well with.
Configuration suggestionFor(bool isClassifier, bool isCharacters) {
  Configuration configuration;
  if (!isClassifier && !isCharacters) {
    configuration.network.hidden = {200, 200};
    return configuration;
  }
  configuration.network.cell = isClassifier ? model::CellKind::gru : model::CellKind::lstm;
  configuration.network.hidden =
      isClassifier ? std::vector<std::size_t>{50} : std::vector<std::size_t>{128, 128};
  configuration.network.dropout = isClassifier ? 0.3 : 0;
  Configuration::Training& training = configuration.training;
  training.optimizer = training::Optimizer::adam;
  training.learningRate = isClassifier ? 0.002 : 0.003;
  training.decay = isClassifier ? 1 : 0.9;
  training.patience = 3;
  training.batch = isClassifier ? 32 : 50;
  training.steps = 50;
  training.epochs = 20;
  return configuration;
}

}  // namespace

std::optional<std::vector<std::size_t>> sizesOf(const QString& text) {
  static const QRegularExpression between("[\\s,;]+");
  std::vector<std::size_t> sizes;
  for (const QString& part : text.split(between, Qt::SkipEmptyParts)) {
    bool isNumber = false;
    const int size = part.toInt(&isNumber);
    if (!isNumber || size < 1 || size > mostUnits) return std::nullopt;
    sizes.push_back(static_cast<std::size_t>(size));
  }
  if (sizes.empty() || sizes.size() > mostLayers) return std::nullopt;
  return sizes;
}

TrainingForm::TrainingForm(QWidget* parent)
    : QWidget(parent),
      m_task(makeChoice("trainTask", tasks)),
      m_level(makeChoice("trainLevel", levels)),
      m_splitting(makeChoice("trainSplitting", splittings)),
      m_train(new FileField("trainText", "Training text", "text; label<TAB>text to classify")),
      m_valid(new FileField("validText", "Validation text", "none: the text is cut 80/10/10")),
      m_test(new FileField("testText", "Test text", "none")),
      m_lowercase(makeCheck("trainLowercase", "Lower case")),
      m_vocabulary(makeNumber("trainVocabulary", 0, 1 << 24, "all")),
      m_minimumCount(makeNumber("trainMinimumCount", 1, most)),
      m_cell(makeChoice("trainCell", cells)),
      m_nonlinearity(makeChoice("trainNonlinearity", nonlinearities)),
      m_hidden(new QLineEdit),
      m_embedding(makeNumber("trainEmbedding", 0, mostUnits, "as the first layer")),
      m_dropout(makeDecimal("trainDropout", 0, 0.99, 0.05, 2)),
      m_tied(makeCheck("trainTied", "Tie input and output")),
      m_optimizer(makeChoice("trainOptimizer", optimizers)),
      m_learningRate(makeDecimal("trainLearningRate", 1e-6, 1000, 0.1, 6)),
      m_decay(makeDecimal("trainDecay", 0.01, 1, 0.05, 2)),
      m_decayAfter(makeNumber("trainDecayAfter", 0, most)),
      m_clip(makeDecimal("trainClip", 0, 1e6, 0.5, 2)),
      m_batch(makeNumber("trainBatch", 1, most)),
      m_steps(makeNumber("trainSteps", 1, most)),
      m_epochs(makeNumber("trainEpochs", 1, most)),
      m_patience(makeNumber("trainPatience", 0, most, "never")),
      m_balance(makeChoice("trainBalance", balances)),
      m_seed(makeNumber("trainSeed", 0, 2'000'000'000)) {
  setObjectName("trainingForm");
  m_hidden->setObjectName("trainHidden");
  auto* rows = new QGridLayout(this);
  rows->setContentsMargins(0, 0, 6, 0);
  rows->setHorizontalSpacing(10);
  rows->setVerticalSpacing(5);
  rows->setColumnStretch(1, 1);
  addText(*rows);
  addNetwork(*rows);
  addTraining(*rows);
  for (QComboBox* box : findChildren<QComboBox*>())
    connect(box, &QComboBox::currentIndexChanged, this, &TrainingForm::showWhatApplies);
  for (QComboBox* box : {m_task, m_level}) connect(box, &QComboBox::activated, this, &TrainingForm::suggest);
  connect(m_hidden, &QLineEdit::textChanged, this, &TrainingForm::changed);
  connect(m_embedding, &QSpinBox::valueChanged, this, &TrainingForm::changed);
  connect(m_tied, &QCheckBox::toggled, this, &TrainingForm::changed);
  for (FileField* field : {m_train, m_valid, m_test})
    connect(field, &FileField::changed, this, &TrainingForm::changed);
  setFocusProxy(m_train);
  setConfiguration({});
  m_loaded.reset();
  suggest();
}

void TrainingForm::addText(QGridLayout& rows) {
  addHeading(rows, "Text");
  addField(rows, "To train", m_task,
           "A language model tells the next token; a classifier the label of a line.");
  addField(rows, "Of", m_level, "What a token is.");
  addField(rows, "Words end", m_splitting, "Where a text is cut into words.");
  addField(rows, "Training text", m_train, "What the weights are fitted to.");
  addField(rows, "Validation text", m_valid, "Decides which epoch's weights are kept.");
  addField(rows, "Test text", m_test, "Measured once, at the end.");
  rows.addWidget(m_lowercase, rows.rowCount(), 1);
  addField(rows, "Vocabulary", m_vocabulary,
           "So many tokens, the most frequent; others are read as unknown.");
  addField(rows, "Least count", m_minimumCount,
           "Tokens that the training text has less often are read as unknown.");
}

void TrainingForm::addNetwork(QGridLayout& rows) {
  addHeading(rows, "Network");
  addField(rows, "Cell", m_cell, "The recurrent cell of every layer.");
  addField(rows, "Function", m_nonlinearity, "The nonlinearity of an RNN.");
  addField(rows, "Units", m_hidden, "A number a layer: \"200, 200\" are two layers of 200 units.");
  addField(rows, "Embedding", m_embedding, "Numbers that stand for a token.");
  addField(rows, "Dropout", m_dropout,
           "Share of the inputs of each layer and of the output that are left out at random while training.");
  rows.addWidget(m_tied, rows.rowCount(), 1);
  m_tied->setToolTip(
      "One matrix for reading and for telling tokens; the embedding is then as large as the top layer.");
}

void TrainingForm::addTraining(QGridLayout& rows) {
  addHeading(rows, "Training");
  addField(rows, "Optimizer", m_optimizer, "How weights follow the gradient.");
  addField(rows, "Learning rate", m_learningRate, "Length of a step.");
  addField(rows, "Decay", m_decay,
           "What the learning rate is multiplied with each epoch once decay has begun; 1 keeps it.");
  addField(rows, "Decay after", m_decayAfter, "The last epoch with the full learning rate.");
  addField(rows, "Clip", m_clip, "Greatest norm of the gradient; 0 leaves it as it is.");
  addField(rows, "Batch", m_batch, "Streams of a language model, or lines of a classifier, side by side.");
  addField(rows, "Steps", m_steps, "Tokens that the gradient goes back through.");
  addField(rows, "Epochs", m_epochs, "Times that the training text is read.");
  addField(rows, "Stop early", m_patience,
           "After so many epochs that did not improve on the validation text.");
  addField(rows, "Classes", m_balance, "What is done about classes of unequal size.");
  addField(rows, "Seed", m_seed, "Same seed, same weights.");
}

void TrainingForm::setConfiguration(const Configuration& configuration) {
  m_loaded = configuration;
  m_task->setCurrentIndex(configuration.isClassifier() ? 1 : 0);
  setData(configuration.data);
  setNetwork(configuration.network);
  setTraining(configuration.training);
  showWhatApplies();
}

void TrainingForm::setData(const Configuration::Data& data) {
  const auto shown = [](const std::filesystem::path& path) {
    return path.empty() ? QString() : QFileInfo(QString::fromStdString(path.string())).absoluteFilePath();
  };
  m_classes = data.classes;
  m_level->setCurrentIndex(data.text.level == text::Level::character ? 1 : 0);
  m_splitting->setCurrentIndex(data.text.splitting == text::Splitting::punctuation ? 1 : 0);
  m_train->setPath(shown(data.file.empty() ? data.train : data.file));
  m_valid->setPath(shown(data.valid));
  m_test->setPath(shown(data.test));
  m_lowercase->setChecked(data.text.lowercase);
  m_vocabulary->setValue(static_cast<int>(data.vocabularySize));
  m_minimumCount->setValue(static_cast<int>(data.minimumCount));
}

void TrainingForm::setNetwork(const Configuration::Network& network) {
  QStringList sizes;
  for (const std::size_t size : network.hidden) sizes << QString::number(size);
  m_cell->setCurrentIndex(static_cast<int>(network.cell));
  m_nonlinearity->setCurrentIndex(network.relu ? 1 : 0);
  m_hidden->setText(sizes.join(", "));
  m_embedding->setValue(network.embedding == network.hidden.front() ? 0
                                                                    : static_cast<int>(network.embedding));
  m_dropout->setValue(network.dropout);
  m_tied->setChecked(network.tied);
}

void TrainingForm::setTraining(const Configuration::Training& training) {
  m_initialRange = training.initialRange;
  m_optimizer->setCurrentIndex(static_cast<int>(training.optimizer));
  m_learningRate->setValue(training.learningRate);
  m_decay->setValue(training.decay);
  m_decayAfter->setValue(static_cast<int>(training.decayAfter));
  m_clip->setValue(training.clip);
  m_batch->setValue(static_cast<int>(training.batch));
  m_steps->setValue(static_cast<int>(training.steps));
  m_epochs->setValue(static_cast<int>(training.epochs));
  m_patience->setValue(static_cast<int>(training.patience));
  m_balance->setCurrentIndex(static_cast<int>(training.balance));
  m_seed->setValue(static_cast<int>(training.seed));
}

void TrainingForm::suggest() {
  const Configuration suggestion = suggestionFor(isClassifier(), m_level->currentIndex() == 1);
  setNetwork(suggestion.network);
  setTraining(suggestion.training);
}

bool TrainingForm::isClassifier() const {
  return m_task->currentIndex() == 1;
}

void TrainingForm::showWhatApplies() {
  m_splitting->setEnabled(m_level->currentIndex() == 0);
  m_nonlinearity->setEnabled(m_cell->currentIndex() == static_cast<int>(model::CellKind::rnn));
  m_tied->setEnabled(!isClassifier());
  m_steps->setEnabled(!isClassifier());
  m_balance->setEnabled(isClassifier());
  Q_EMIT changed();
}

std::optional<std::vector<std::size_t>> TrainingForm::hidden() const {
  return sizesOf(m_hidden->text());
}

Configuration::Data TrainingForm::data() const {
  Configuration::Data data;
  const auto path = [](const FileField* field) { return std::filesystem::path(field->path().toStdString()); };
  (m_valid->path().isEmpty() ? data.file : data.train) = path(m_train);
  if (!m_valid->path().isEmpty()) {
    data.valid = path(m_valid);
    data.test = path(m_test);
  }
  const bool isWords = m_level->currentIndex() == 0;
  data.text.level = isWords ? text::Level::word : text::Level::character;
  data.text.splitting = isWords && m_splitting->currentIndex() == 1 ? text::Splitting::punctuation
                                                                    : text::Splitting::whitespace;
  data.text.lowercase = m_lowercase->isChecked();
  setSpecialTokens(data.text);
  data.vocabularySize = static_cast<std::size_t>(m_vocabulary->value());
  data.minimumCount = static_cast<std::size_t>(m_minimumCount->value());
  if (isClassifier()) data.classes = m_classes;
  return data;
}

/// Those that were loaded, as long as they are of the same kind of model.
void TrainingForm::setSpecialTokens(text::TextSettings& settings) const {
  if (m_loaded && m_loaded->isClassifier() == isClassifier() && m_loaded->data.text.level == settings.level) {
    settings.unknown = m_loaded->data.text.unknown;
    settings.endOfLine = m_loaded->data.text.endOfLine;
    return;
  }
  training::setDefaultTokens(settings, isClassifier());
}

Configuration::Network TrainingForm::network() const {
  Configuration::Network network;
  network.cell = static_cast<model::CellKind>(m_cell->currentIndex());
  network.relu = network.cell == model::CellKind::rnn && m_nonlinearity->currentIndex() == 1;
  network.hidden = hidden().value_or(network.hidden);
  network.embedding =
      m_embedding->value() > 0 ? static_cast<std::size_t>(m_embedding->value()) : network.hidden.front();
  network.dropout = m_dropout->value();
  network.tied = m_tied->isChecked() && !isClassifier();
  return network;
}

Configuration::Training TrainingForm::training() const {
  const auto number = [](const QSpinBox* box) { return static_cast<std::size_t>(box->value()); };
  Configuration::Training training;
  training.optimizer = static_cast<training::Optimizer>(m_optimizer->currentIndex());
  training.learningRate = m_learningRate->value();
  training.decay = m_decay->value();
  training.decayAfter = number(m_decayAfter);
  training.initialRange = m_initialRange;
  training.clip = m_clip->value();
  training.batch = number(m_batch);
  training.steps = number(m_steps);
  training.epochs = number(m_epochs);
  training.patience = number(m_patience);
  training.seed = number(m_seed);
  if (isClassifier()) training.balance = static_cast<training::Balance>(m_balance->currentIndex());
  return training;
}

Configuration TrainingForm::configuration() const {
  Configuration configuration;
  configuration.task = isClassifier() ? model::Task::classifier : model::Task::languageModel;
  configuration.data = data();
  configuration.network = network();
  configuration.training = training();
  return configuration;
}

QString TrainingForm::problem() const {
  if (m_train->path().isEmpty()) return "Choose a text to train on.";
  if (m_valid->path().isEmpty() && !m_test->path().isEmpty())
    return "A test text needs a validation text beside it.";
  for (const FileField* field : {m_train, m_valid, m_test})
    if (!field->path().isEmpty() && !QFileInfo(field->path()).isFile())
      return QFileInfo(field->path()).fileName() + " does not exist.";
  const auto sizes = hidden();
  if (!sizes) return "Units are numbers from 1 to 100,000, one a layer.";
  const Configuration::Network wanted = network();
  if (wanted.tied && wanted.embedding != wanted.hidden.back())
    return "Tied input and output need an embedding as large as the top layer.";
  return {};
}

}  // namespace rnnvis::gui
