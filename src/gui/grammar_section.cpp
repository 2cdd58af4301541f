#include "grammar_section.h"

#include "rnnvis/scene/workspace.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

constexpr int columns = 2;
constexpr char ofWords[] = "Colour words by their most frequent part of speech in the text (English)";
constexpr char ofCharacters[] = "This model reads characters, which have no part of speech";

QString labelOf(text::Tag tag) {
  const std::string_view name = describe(tag);
  return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

}  // namespace

GrammarSection::GrammarSection(QWidget* parent)
    : QWidget(parent), m_isShown(new QCheckBox("Grammar mode")), m_tags(makeTags()) {
  m_isShown->setObjectName("grammar");
  m_isShown->setAccessibleName(m_isShown->text());
  m_isShown->setToolTip(ofWords);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  layout->addWidget(m_isShown);
  layout->addWidget(m_tags);
  connect(m_isShown, &QCheckBox::clicked, this,
          [this](bool isShown) { Q_EMIT commanded(scene::ShowGrammar{isShown}); });
}

QWidget* GrammarSection::makeTags() {
  auto* tags = new QWidget;
  auto* layout = new QGridLayout(tags);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  for (std::size_t i = 0; i < m_buttons.size(); ++i) {
    const auto tag = static_cast<text::Tag>(i);
    auto* button = m_buttons[i] = new QPushButton(labelOf(tag));
    button->setObjectName("tag" + QString::number(i));
    button->setAccessibleName("Show " + labelOf(tag));
    button->setToolTip("Keep words of this part of speech, and make the others faint");
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    layout->addWidget(button, static_cast<int>(i) / columns, static_cast<int>(i) % columns);
    connect(button, &QPushButton::clicked, this, [this, tag] { Q_EMIT commanded(scene::ToggleTag{tag}); });
  }
  tags->hide();
  return tags;
}

void GrammarSection::showState(const scene::AnalyticState& state) {
  m_isShown->setChecked(state.grammar.isShown);
  m_tags->setVisible(state.grammar.isShown);
  for (std::size_t i = 0; i < m_buttons.size(); ++i)
    m_buttons[i]->setChecked(state.grammar.filter.contains(static_cast<text::Tag>(i)));
}

void GrammarSection::showComputed(const scene::ComputedState& computed) {
  const bool hasWords = computed.workspace.model->manifest.text.level == text::Level::word;
  m_isShown->setEnabled(hasWords);
  m_isShown->setToolTip(hasWords ? ofWords : ofCharacters);
}

}  // namespace rnnvis::gui
