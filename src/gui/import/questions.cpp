#include "import/questions.h"

#include "appearance.h"
#include "drawing.h"

#include "import/answers.h"
#include "import/field.h"
#include "import/padding_chooser.h"
#include "import/vocabulary_chooser.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr char vocabularyKey[] = "vocabulary", classesKey[] = "classes", paddingKey[] = "padding";

const model::Question* questionOf(const model::Inspection& inspection, const std::string& key) {
  const auto found = std::find_if(inspection.questions.begin(), inspection.questions.end(),
                                  [&](const model::Question& question) { return question.key == key; });
  return found == inspection.questions.end() ? nullptr : &*found;
}

}  // namespace

Questions::Questions(QWidget* parent) : QWidget(parent) {
  setObjectName("questions");
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
}

void Questions::setInspection(const model::Inspection& inspection) {
  clear();
  addVocabulary(inspection);
  for (const model::Question& question : inspection.questions)
    if (question.key != vocabularyKey) addQuestion(question);
  if (inspection.task == model::Task::classifier) addClassifierQuestions(inspection);
}

void Questions::clear() {
  delete m_rowsWidget;
  m_boxes.clear();
  m_padding = nullptr;
  m_classNames = nullptr;
  m_rowsWidget = new QWidget;
  m_rows = new QGridLayout(m_rowsWidget);
  m_rows->setContentsMargins(0, 0, 0, 0);
  m_rows->setHorizontalSpacing(12);
  m_rows->setVerticalSpacing(2);
  m_rows->setColumnMinimumWidth(0, 104);
  m_rows->setColumnStretch(1, 1);
  layout()->addWidget(m_rowsWidget);
}

/// Always there: it is what most often is wrong.
void Questions::addVocabulary(const model::Inspection& inspection) {
  m_vocabulary = new VocabularyChooser;
  m_vocabulary->setInspection(inspection);
  connect(m_vocabulary, &VocabularyChooser::changed, this, &Questions::changed);
  const model::Question* question = questionOf(inspection, vocabularyKey);
  addRow(vocabularyKey, m_vocabulary, question ? question->why : std::string());
}

/// No weights file tells these.
void Questions::addClassifierQuestions(const model::Inspection& inspection) {
  if (!questionOf(inspection, classesKey))
    addQuestion(
        {classesKey, "The file numbers the classes but does not name them; leave it empty for numbers.", {}});
  if (!questionOf(inspection, paddingKey))
    addQuestion({paddingKey,
                 "Classifiers are often trained on lines that are filled up to one length.",
                 {"<pad>", "<PAD>", "[PAD]", "PAD"}});
}

void Questions::addQuestion(const model::Question& question) {
  QWidget* field = nullptr;
  if (question.key == classesKey) {
    field = makeClassNames();
  } else if (question.key == paddingKey) {
    m_padding = new PaddingChooser(question.choices);
    connect(m_padding, &PaddingChooser::changed, this, &Questions::changed);
    field = m_padding;
  } else if (!question.choices.empty()) {
    field = makeField(question);
  }
  addRow(question.key, field, question.why);
}

QWidget* Questions::makeField(const model::Question& question) {
  auto* box = makeBox(toQt(question.key), titleOf(question.key));
  if (canBeTried(question.key)) box->addItem("by trial");
  for (const std::string& choice : question.choices)
    box->addItem(titleOf(question.key, choice), toQt(choice));
  connect(box, &QComboBox::activated, this, &Questions::changed);
  m_boxes.push_back({question.key, box});
  return box;
}

QWidget* Questions::makeClassNames() {
  m_classNames = new QLineEdit;
  m_classNames->setObjectName(classesKey);
  m_classNames->setAccessibleName("Names of the classes, in their order");
  m_classNames->setPlaceholderText("negative, positive");
  connect(m_classNames, &QLineEdit::editingFinished, this, [this] {
    if (!m_classNames->isModified()) return;
    m_classNames->setModified(false);
    Q_EMIT changed();
  });
  return m_classNames;
}

void Questions::addRow(const std::string& key, QWidget* field, const std::string& why) {
  auto* title = new QLabel(titleOf(key));
  title->setBuddy(field);
  const int row = m_rows->rowCount();
  m_rows->addWidget(title, row, 0, field ? Qt::AlignVCenter : Qt::AlignTop);
  if (field) m_rows->addWidget(field, row, 1);
  if (!why.empty()) {
    QLabel* hint = wrappedLabel(toQt(key) + "Why", "muted");
    hint->setText(toQt(why));
    m_rows->addWidget(hint, field ? row + 1 : row, 1);
  }
  m_rows->setRowMinimumHeight(m_rows->rowCount(), 8);
}

model::ImportChoices Questions::choices() const {
  model::ImportChoices choices;
  choices.vocabulary = m_vocabulary->source();
  for (const Row& row : m_boxes)
    if (const QVariant choice = row.box->currentData(); choice.isValid())
      answer(choices, row.key, choice.toString().toStdString());
  if (m_padding) choices.padding = m_padding->padding();
  if (m_classNames)
    for (const QString& name : m_classNames->text().split(',', Qt::SkipEmptyParts))
      choices.classNames.push_back(name.trimmed().toStdString());
  return choices;
}

void Questions::focusVocabulary() {
  m_vocabulary->setFocus();
}

bool Questions::hasVocabulary() const {
  return m_vocabulary && m_vocabulary->isAnswered();
}

}  // namespace rnnvis::gui
