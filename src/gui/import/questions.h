#pragma once

#include "rnnvis/model/import.h"

#include <QWidget>

#include <string>
#include <vector>

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace rnnvis::gui {

class PaddingChooser;
class VocabularyChooser;

/// What a weights file leaves open, a row a question with the reason for asking below it. A question that is
/// left open is settled by trial.
class Questions : public QWidget {
  Q_OBJECT

 public:
  explicit Questions(QWidget* parent = nullptr);

  void setInspection(const model::Inspection& inspection);

  /// The answers; what is absent is open.
  model::ImportChoices choices() const;
  bool hasVocabulary() const;
  /// Puts the focus where an answer is needed most.
  void focusVocabulary();

 Q_SIGNALS:
  void changed();

 private:
  struct Row {
    std::string key;
    QComboBox* box;
  };

  void clear();
  void addVocabulary(const model::Inspection& inspection);
  void addClassifierQuestions(const model::Inspection& inspection);
  void addQuestion(const model::Question& question);
  QWidget* makeField(const model::Question& question);
  QWidget* makeClassNames();
  void addRow(const std::string& key, QWidget* field, const std::string& why);

  QWidget* m_rowsWidget = nullptr;
  QGridLayout* m_rows = nullptr;
  VocabularyChooser* m_vocabulary = nullptr;
  PaddingChooser* m_padding = nullptr;
  QLineEdit* m_classNames = nullptr;
  std::vector<Row> m_boxes;
};

}  // namespace rnnvis::gui
