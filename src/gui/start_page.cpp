#include "start_page.h"

#include "appearance.h"
#include "model_library.h"
#include "scrolled_column.h"
#include "session/session_keeper.h"
#include "text_scale.h"

#include <QDateTime>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace rnnvis::gui {
namespace {

constexpr int columns = 3;

}  // namespace

StartPage::StartPage(QWidget* parent) : QWidget(parent), m_layout(nullptr) {
  setObjectName("startPage");
  auto* page = new QWidget;
  m_layout = new QVBoxLayout(page);
  m_layout->setContentsMargins(36, 28, 36, 28);
  m_layout->setSpacing(14);
  QLabel* title = wrappedLabel("startTitle", "title");
  title->setText("What has it learned, and where is it kept?");
  QLabel* hint = wrappedLabel("startHint", "muted");
  hint->setText(
      "Open a model that comes with the program, or bring your own: drop a model folder or a weights file "
      "here.");
  m_layout->addWidget(title);
  m_layout->addWidget(hint);
  m_layout->addWidget(makeActions());
  m_layout->addStretch(1);
  QScrollArea* scroll = scrolledColumn(page);
  scroll->setFocusPolicy(Qt::NoFocus);  // It follows the cards.
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
}

QPushButton* StartPage::makeCard(const Card& of, const QString& name) {
  auto* card = new QPushButton;
  card->setObjectName(name);
  card->setProperty("role", "card");
  card->setAccessibleName("Open " + of.title);
  card->setAccessibleDescription(of.description + "; " + of.note);
  card->setToolTip(of.path);
  card->setMinimumHeight(scaled(92));
  card->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* layout = new QVBoxLayout(card);
  layout->setContentsMargins(14, 12, 14, 12);
  layout->setSpacing(4);
  for (const auto& [text, role] :
       {std::pair(of.title, "heading"), std::pair(of.description, "muted"), std::pair(of.note, "muted")}) {
    QLabel* label = wrappedLabel({}, role);
    label->setText(text);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    layout->addWidget(label);
  }
  layout->addStretch(1);
  return card;
}

StartPage::Card StartPage::cardOf(const ModelEntry& model) {
  const ModelSummary summary = summaryOf(model.path);
  return {model.path, model.name, summary.description, summary.performance};
}

/// Windows that ended, then files.
std::vector<StartPage::Card> StartPage::sessionCards() {
  const auto timeText = [](const QDateTime& time) {
    return QLocale().toString(time,
                              time.date() == QDate::currentDate() ? "'Today at' HH:mm" : "d MMMM, HH:mm");
  };
  std::vector<Card> cards;
  for (const KeptSession& kept : keptSessions())
    if (cards.size() < columns)
      cards.push_back({kept.file, kept.model, kept.work, timeText(kept.time) + ", as you left it"});
  for (const QString& file : recentSessions().mid(0, columns)) {
    const QFileInfo info(file);
    cards.push_back({file, info.completeBaseName(), "Saved session", timeText(info.lastModified())});
  }
  return cards;
}

QWidget* StartPage::makeActions() {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 4, 0, 4);
  layout->setSpacing(8);
  const auto add = [&](const QString& name, const QString& text, auto signal) {
    auto* button = new QPushButton(text);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, signal);
    layout->addWidget(button);
  };
  add("startOpen", "Open a model folder…", &StartPage::browseRequested);
  add("startImport", "Import a weights file…", &StartPage::importRequested);
  add("startTrain", "Train a model…", &StartPage::trainRequested);
  add("startCompare", "Compare two models…", &StartPage::compareRequested);
  add("startTour", "Take the tour", &StartPage::tourRequested);
  layout->addStretch(1);
  return row;
}

void StartPage::offerModels(const QString& title, const QString& hint) {
  m_offersModelsAlone = true;
  findChild<QLabel*>("startTitle")->setText(title);
  findChild<QLabel*>("startHint")->setText(hint);
  for (const char* name : {"startImport", "startTrain", "startCompare", "startTour"})
    findChild<QPushButton*>(name)->hide();
}

void StartPage::refresh() {
  delete m_galleries;
  m_galleries = new QWidget;
  auto* layout = new QVBoxLayout(m_galleries);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(14);
  m_layout->insertWidget(3, m_galleries);
  const std::vector<ModelEntry> bundled = bundledModels();
  std::vector<ModelEntry> recent = recentModels();
  std::erase_if(recent, [&](const ModelEntry& entry) {
    return std::any_of(bundled.begin(), bundled.end(),
                       [&](const ModelEntry& other) { return other.path == entry.path; });
  });
  const auto cardsOf = [](const std::vector<ModelEntry>& models) {
    std::vector<Card> cards;
    for (const ModelEntry& model : models) cards.push_back(cardOf(model));
    return cards;
  };
  if (!m_offersModelsAlone) addGallery("Where you were", sessionCards(), "startSession");
  addGallery("Models that come with the program", cardsOf(bundled), "startBundled");
  addGallery("Opened lately", cardsOf(recent), "startRecent");
}

void StartPage::addGallery(const QString& title, const std::vector<Card>& cards, const QString& name) {
  if (cards.empty()) return;
  QLabel* heading = wrappedLabel({}, "group");
  heading->setText(title);
  auto* gallery = new QWidget;
  auto* grid = new QGridLayout(gallery);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(12);
  for (int column = 0; column < columns; ++column) grid->setColumnStretch(column, 1);
  for (std::size_t i = 0; i < cards.size(); ++i) {
    QPushButton* card = makeCard(cards[i], name + QString::number(i));
    connect(card, &QPushButton::clicked, this, [this, path = cards[i].path] { Q_EMIT chosen(path); });
    grid->addWidget(card, static_cast<int>(i) / columns, static_cast<int>(i) % columns);
  }
  m_galleries->layout()->addWidget(heading);
  m_galleries->layout()->addWidget(gallery);
}

/// It lies over the main view, which must not shine through.
void StartPage::paintEvent(QPaintEvent*) {
  QPainter(this).fillRect(rect(), palette().color(QPalette::Base));
}

}  // namespace rnnvis::gui
