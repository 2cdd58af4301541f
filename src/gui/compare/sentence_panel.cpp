#include "compare/sentence_panel.h"

#include "compare/divergence_card.h"
#include "compare/information_card.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace rnnvis::gui {

SentencePanel::SentencePanel(QWidget* parent)
    : QWidget(parent), m_divergence(new DivergenceCard), m_information(new InformationCard) {
  setObjectName("sentencePanel");
  auto* cards = new QWidget;
  auto* row = new QHBoxLayout(cards);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(1);
  row->addWidget(m_divergence, 2);
  row->addWidget(m_information, 3);
  auto* scroll = new QScrollArea;
  scroll->setAccessibleName("What the sentence leaves in the chips");
  scroll->setWidgetResizable(true);
  scroll->setWidget(cards);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
  connect(m_divergence, &DivergenceCard::tokenChosen, this, &SentencePanel::tokenChosen);
  connect(m_information, &InformationCard::tokenChosen, this, &SentencePanel::tokenChosen);
}

void SentencePanel::show(const std::optional<ShownSentence>& shown) {
  m_divergence->show(shown);
  m_information->show(shown);
}

void SentencePanel::setTheme(const Theme& theme) {
  m_divergence->setTheme(theme);
  m_information->setTheme(theme);
}

}  // namespace rnnvis::gui
