#include "findings/findings_panel.h"

#include "appearance.h"
#include "findings/finding_card.h"
#include "scrolled_column.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr int margin = 16;

QPushButton* makeButton(const QString& name, const QString& text, const QString& tip) {
  auto* button = new QPushButton(text);
  button->setObjectName(name);
  button->setToolTip(tip);
  return button;
}

}  // namespace

FindingsPanel::FindingsPanel(QWidget* parent)
    : QWidget(parent),
      m_pin(makeButton("pinFinding", "Pin what is shown", "Keep it with a note (Ctrl+D)")),
      m_report(makeButton("makeReport", "Report…", "Write findings and session as one HTML page")),
      m_bringBack(makeButton("bringFindingBack", "Bring back the one removed last", {})),
      m_hint(wrappedLabel("findingsHint", "muted")),
      m_told(wrappedLabel("reportTold", "muted")),
      m_list(new QVBoxLayout) {
  setObjectName("findingsPanel");
  setAttribute(Qt::WA_StyledBackground);
  setFocusProxy(m_pin);
  auto* heading = wrappedLabel("findingsTitle", "heading");
  heading->setText("Findings");
  m_hint->setText(
      "Pin what you want to come back to, and say what it shows. Findings are saved with the session; "
      "a report shows them in this order.");
  m_told->setTextFormat(Qt::RichText);
  m_told->setTextInteractionFlags(Qt::TextBrowserInteraction);
  m_told->hide();
  m_bringBack->hide();
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_pin, 1);
  buttons->addWidget(m_report);
  auto* content = new QWidget;
  auto* inner = new QVBoxLayout(content);
  inner->setContentsMargins(margin, margin, margin, margin);
  inner->setSpacing(8);
  inner->addWidget(heading);
  inner->addWidget(m_hint);
  inner->addLayout(buttons);
  inner->addWidget(m_told);
  inner->addLayout(m_list);
  inner->addWidget(m_bringBack, 0, Qt::AlignLeft);
  inner->addStretch(1);
  QScrollArea* scroll = scrolledColumn(content);
  scroll->setObjectName("findingsScroll");
  scroll->setAccessibleName("Findings");
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
  connect(m_pin, &QPushButton::clicked, this, &FindingsPanel::pinRequested);
  connect(m_report, &QPushButton::clicked, this,
          [this] { m_reportRuns ? Q_EMIT reportCancelled() : Q_EMIT reportRequested(); });
  connect(m_bringBack, &QPushButton::clicked, this, &FindingsPanel::bringBack);
  connect(m_told, &QLabel::linkActivated, this,
          [](const QString& file) { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
}

scene::Findings FindingsPanel::findings() const {
  scene::Findings findings;
  for (const FindingCard* card : m_cards) findings.push_back(card->finding());
  return findings;
}

void FindingsPanel::add(scene::Finding finding) {
  insert(m_cards.size(), std::move(finding));
  m_cards.back()->edit();
  Q_EMIT changed();
}

void FindingsPanel::open(const scene::Findings& findings) {
  if (findings == this->findings()) return;
  while (!m_cards.empty()) remove(m_cards.back());
  for (const scene::Finding& finding : findings) insert(m_cards.size(), finding);
  Q_EMIT changed();
}

void FindingsPanel::insert(std::size_t place, scene::Finding finding) {
  auto* card = new FindingCard(std::move(finding));
  m_cards.insert(m_cards.begin() + static_cast<std::ptrdiff_t>(place), card);
  m_list->insertWidget(static_cast<int>(place), card);
  connect(card, &FindingCard::noteChanged, this, &FindingsPanel::changed);
  connect(card, &FindingCard::showRequested, this, [this, card] { Q_EMIT showRequested(card->finding()); });
  connect(card, &FindingCard::removeRequested, this, [this, card] {
    remove(card);
    m_pin->setFocus();
    Q_EMIT changed();
  });
  connect(card, &FindingCard::moveRequested, this, [this, card](int places) { move(card, places); });
  number();
}

void FindingsPanel::remove(FindingCard* card) {
  const std::size_t place = placeOf(card);
  m_removed.emplace_back(place, card->finding());
  m_cards.erase(m_cards.begin() + static_cast<std::ptrdiff_t>(place));
  m_list->removeWidget(card);
  card->hide();
  card->deleteLater();  // It is what has just asked for it.
  number();
}

void FindingsPanel::move(FindingCard* card, int places) {
  const auto from = static_cast<std::ptrdiff_t>(placeOf(card)), to = from + places;
  if (to < 0 || to >= static_cast<std::ptrdiff_t>(m_cards.size())) return;
  std::swap(m_cards[static_cast<std::size_t>(from)], m_cards[static_cast<std::size_t>(to)]);
  m_list->removeWidget(card);
  m_list->insertWidget(static_cast<int>(to), card);
  number();
  Q_EMIT changed();
}

void FindingsPanel::bringBack() {
  auto [place, finding] = std::move(m_removed.back());
  m_removed.pop_back();
  insert(std::min(place, m_cards.size()), std::move(finding));
  Q_EMIT changed();
}

std::size_t FindingsPanel::placeOf(const FindingCard* card) const {
  return static_cast<std::size_t>(std::find(m_cards.begin(), m_cards.end(), card) - m_cards.begin());
}

void FindingsPanel::number() {
  for (std::size_t i = 0; i < m_cards.size(); ++i) m_cards[i]->setPlace(i, m_cards.size());
  m_bringBack->setVisible(!m_removed.empty());
}

void FindingsPanel::tellReport(const QString& text, const QString& file) {
  const QString link = QStringLiteral(" <a href=\"%1\">Open it</a>").arg(file.toHtmlEscaped());
  m_told->setText(text.toHtmlEscaped() + (file.isEmpty() ? QString() : link));
  m_told->setVisible(!text.isEmpty());
}

void FindingsPanel::setReportRuns(bool runs) {
  m_reportRuns = runs;
  m_report->setText(runs ? "Cancel" : "Report…");
}

}  // namespace rnnvis::gui
