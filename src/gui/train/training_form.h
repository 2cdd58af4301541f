#pragma once

#include "rnnvis/training/configuration.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLineEdit;
class QSpinBox;

namespace rnnvis::gui {

class FileField;

/// Everything that a configuration says but its name, in fields that allow only what can be trained.
class TrainingForm : public QWidget {
  Q_OBJECT

 public:
  explicit TrainingForm(QWidget* parent = nullptr);

  void setConfiguration(const training::Configuration& configuration);
  training::Configuration configuration() const;
  /// What must be mended before it can be trained; empty where nothing must.
  QString problem() const;

 Q_SIGNALS:
  void changed();

 private:
  void addText(QGridLayout& rows);
  void addNetwork(QGridLayout& rows);
  void addTraining(QGridLayout& rows);
  void setData(const training::Configuration::Data& data);
  void setNetwork(const training::Configuration::Network& network);
  void setTraining(const training::Configuration::Training& training);
  /// Puts in what suits the task and level that were chosen.
  void suggest();
  void showWhatApplies();
  bool isClassifier() const;
  std::optional<std::vector<std::size_t>> hidden() const;
  training::Configuration::Data data() const;
  void setSpecialTokens(text::TextSettings& settings) const;
  training::Configuration::Network network() const;
  training::Configuration::Training training() const;

  std::vector<std::string> m_classes;               // Of a configuration that names them.
  std::optional<training::Configuration> m_loaded;  // What was put in, whose special tokens are kept.
  double m_initialRange = 0;

  QComboBox* m_task;
  QComboBox* m_level;
  QComboBox* m_splitting;
  FileField* m_train;
  FileField* m_valid;
  FileField* m_test;
  QCheckBox* m_lowercase;
  QSpinBox* m_vocabulary;
  QSpinBox* m_minimumCount;
  QComboBox* m_cell;
  QComboBox* m_nonlinearity;
  QLineEdit* m_hidden;
  QSpinBox* m_embedding;
  QDoubleSpinBox* m_dropout;
  QCheckBox* m_tied;
  QComboBox* m_optimizer;
  QDoubleSpinBox* m_learningRate;
  QDoubleSpinBox* m_decay;
  QSpinBox* m_decayAfter;
  QDoubleSpinBox* m_clip;
  QSpinBox* m_batch;
  QSpinBox* m_steps;
  QSpinBox* m_epochs;
  QSpinBox* m_patience;
  QComboBox* m_balance;
  QSpinBox* m_seed;
};

/// "128, 64" → {128, 64}; nothing where that is no list of sizes that a layer can have.
std::optional<std::vector<std::size_t>> sizesOf(const QString& text);

}  // namespace rnnvis::gui
