#include "compare/pairs_panel.h"

#include "compare/pair_card.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

std::optional<WordId> findIn(const scene::ComputedState& computed, const QString& word) {
  const auto& tokens = computed.workspace.analysis->tokens;
  const auto found = std::find(tokens.begin(), tokens.end(), word.toStdString());
  if (found == tokens.end()) return std::nullopt;
  const auto index = static_cast<std::size_t>(found - tokens.begin());
  if (computed.workspace.analysis->count[index] == 0) return std::nullopt;
  return WordId{static_cast<std::int32_t>(index)};
}

std::optional<scene::DistributionDetail> detailOf(const Computed& computed,
                                                  const std::array<QString, 2>& words) {
  if (!computed) return std::nullopt;
  const auto first = findIn(*computed, words[0]), second = findIn(*computed, words[1]);
  if (!first || !second || first == second) return std::nullopt;
  scene::ComputedState state = *computed;
  state.state.selection = {};
  state.state.selection.words = {*first, *second};
  state.state.detail = {};
  scene::Detail detail = scene::detailOf(state);
  auto* distribution = std::get_if<scene::DistributionDetail>(&detail);
  return distribution ? std::optional(std::move(*distribution)) : std::nullopt;
}

bool showSame(const Computed& a, const Computed& b) {
  return a && b && a->workspace.clustering == b->workspace.clustering;
}

}  // namespace

PairsPanel::PairsPanel(QWidget* parent)
    : QWidget(parent), m_theme(&Theme::light()), m_input(new QLineEdit), m_row(new QHBoxLayout) {
  setObjectName("pairsPanel");
  m_input->setObjectName("pairs");
  m_input->setAccessibleName("Pairs of words");
  m_input->setPlaceholderText("Pairs of words, for instance good/bad new/old may/might, and Enter");
  auto* cards = new QWidget;
  m_row->setContentsMargins(0, 0, 0, 0);
  m_row->setSpacing(1);
  m_row->addStretch(1);
  cards->setLayout(m_row);
  auto* scroll = new QScrollArea;
  scroll->setAccessibleName("Pairs of words");
  scroll->setWidgetResizable(true);
  scroll->setWidget(cards);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(m_input);
  layout->addWidget(scroll, 1);
  connect(m_input, &QLineEdit::returnPressed, this, &PairsPanel::list);
}

void PairsPanel::list() {
  static const QRegularExpression blanks("\\s+");
  const QStringList pairs = m_input->text().split(blanks, Qt::SkipEmptyParts);
  const bool areWords = std::all_of(pairs.begin(), pairs.end(), [](const QString& pair) {
    const QStringList words = pair.split('/');
    return words.size() == 2 && !words[0].isEmpty() && !words[1].isEmpty();
  });
  if (!areWords || pairs.size() > mostPairs) {
    Q_EMIT rejected(
        QStringLiteral("Type pairs of words as first/second, with blanks between them, %1 at most.")
            .arg(mostPairs));
    return;
  }
  for (PairCard* card : m_cards) card->deleteLater();
  m_cards.clear();
  for (const QString& pair : pairs) {
    auto* card = new PairCard(pair.section('/', 0, 0), pair.section('/', 1, 1));
    card->setObjectName("pair" + QString::number(m_cards.size()));
    card->setTheme(*m_theme);
    connect(card, &PairCard::chosen, this,
            [this, card] { Q_EMIT pairChosen(card->words()[0], card->words()[1]); });
    m_row->insertWidget(static_cast<int>(m_cards.size()), card);
    m_cards.push_back(card);
    show(*card);
  }
}

void PairsPanel::show(PairCard& card) const {
  card.show(detailOf(*m_sides.a, card.words()), detailOf(*m_sides.b, card.words()));
}

void PairsPanel::showSides(const scene::ComputedSides& sides) {
  const bool isSame = showSame(*m_sides.a, *sides.a) && showSame(*m_sides.b, *sides.b);
  m_sides = sides;
  if (isSame) return;
  for (PairCard* card : m_cards) show(*card);
}

void PairsPanel::setTheme(const Theme& theme) {
  m_theme = &theme;
  for (PairCard* card : m_cards) card->setTheme(theme);
}

}  // namespace rnnvis::gui
