#include "sentence_section.h"

#include "appearance.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

constexpr char emptySentence[] = "The sentence is empty; type some words of the model's language.";
constexpr int longestText = 1'000'000;  // Qt cuts longer text off without a word, by default at 32,767.

}  // namespace

SentenceSection::SentenceSection(QWidget* parent)
    : QWidget(parent), m_input(new QLineEdit), m_rows(new QVBoxLayout) {
  auto* label = new QLabel("Sentences");
  label->setBuddy(m_input);
  setRole(label, "muted");
  m_input->setObjectName("sentenceInput");
  m_input->setAccessibleName("Type a sentence");
  m_input->setMaxLength(longestText);
  m_input->setPlaceholderText("Type a sentence…");
  m_input->setToolTip("Press Enter to let the model read it");
  m_rows->setSpacing(4);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(label);
  layout->addWidget(m_input);
  layout->addLayout(m_rows);
  connect(m_input, &QLineEdit::returnPressed, this, &SentenceSection::add);
}

void SentenceSection::showState(const scene::AnalyticState& state) {
  if (state.sentences == m_sentences) return;
  const bool isSameList = state.sentences.size() == m_sentences.size();
  m_sentences = state.sentences;
  if (isSameList) return correctRows();
  while (QLayoutItem* item = m_rows->takeAt(0)) {
    // A field that loses the focus reports what is in it, which is no sentence any more.
    for (QLineEdit* edit : item->widget()->findChildren<QLineEdit*>()) {
      edit->disconnect(this);
      edit->setObjectName({});  // What comes in its place is found by the name.
    }
    item->widget()->hide();
    item->widget()->deleteLater();  // It may be what has just told of the change.
    delete item;
  }
  for (std::size_t i = 0; i < m_sentences.size(); ++i) m_rows->addWidget(makeRow(i));
}

/// Fields keep the text that stands for their sentence already: someone may be typing it.
void SentenceSection::correctRows() {
  for (std::size_t i = 0; i < m_sentences.size(); ++i) {
    auto* edit = m_rows->itemAt(static_cast<int>(i))->widget()->findChild<QLineEdit*>();
    const QString text = QString::fromStdString(m_sentences[i]);
    if (edit->text().trimmed() != text) edit->setText(text);
  }
}

void SentenceSection::add() {
  const QString text = m_input->text().trimmed();
  if (text.isEmpty()) {
    Q_EMIT rejected(emptySentence);
    return;
  }
  m_input->clear();
  Q_EMIT commanded(scene::AddSentence{text.toStdString()});
}

void SentenceSection::replace(std::size_t index, const QString& typed) {
  const std::string text = typed.trimmed().toStdString();
  if (!text.empty() && text != m_sentences[index]) Q_EMIT commanded(scene::ReplaceSentence{index, text});
}

void SentenceSection::finish(std::size_t index, QLineEdit* edit) {
  if (!edit->text().trimmed().isEmpty()) return replace(index, edit->text());
  edit->setText(QString::fromStdString(m_sentences[index]));
  Q_EMIT rejected(emptySentence);
}

QWidget* SentenceSection::makeRow(std::size_t index) {
  const QString text = QString::fromStdString(m_sentences[index]);
  auto* row = new QWidget;
  auto* edit = new QLineEdit;
  edit->setObjectName("sentence" + QString::number(index));
  edit->setAccessibleName("Sentence " + QString::number(index + 1));
  edit->setToolTip("Change it here; the model reads as you type");
  edit->setMaxLength(longestText);
  edit->setText(text);
  edit->setCursorPosition(0);
  auto* remove = new QToolButton;
  remove->setText("✕");
  remove->setObjectName("removeSentence" + QString::number(index));
  remove->setAccessibleName("Remove sentence " + QString::number(index + 1));
  remove->setToolTip("Remove this sentence");
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addWidget(edit, 1);
  layout->addWidget(remove);
  connect(edit, &QLineEdit::textEdited, this, [this, index](const QString& typed) { replace(index, typed); });
  connect(edit, &QLineEdit::editingFinished, this, [this, index, edit] { finish(index, edit); });
  connect(remove, &QToolButton::clicked, this,
          [this, index] { Q_EMIT commanded(scene::RemoveSentence{index}); });
  return row;
}

}  // namespace rnnvis::gui
