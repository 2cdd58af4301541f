#include "start_page.h"

#include "appearance.h"
#include "model_library.h"
#include "text_scale.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace rnnvis::gui {
namespace {

constexpr int columns = 3;

/// A button that tells of a model: its name, what it is, how good it is.
QPushButton* makeCard(const ModelEntry& model, const QString& name) {
  const ModelSummary summary = summaryOf(model.path);
  auto* card = new QPushButton;
  card->setObjectName(name);
  card->setProperty("role", "card");
  card->setAccessibleName("Open " + model.name);
  card->setAccessibleDescription(summary.description + "; " + summary.performance);
  card->setToolTip(model.path);
  card->setMinimumHeight(scaled(92));
  card->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* layout = new QVBoxLayout(card);
  layout->setContentsMargins(14, 12, 14, 12);
  layout->setSpacing(4);
  for (const auto& [text, role] : {std::pair(model.name, "heading"), std::pair(summary.description, "muted"),
                                   std::pair(summary.performance, "muted")}) {
    QLabel* label = wrappedLabel({}, role);
    label->setText(text);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    layout->addWidget(label);
  }
  layout->addStretch(1);
  return card;
}

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
  auto* scroll = new QScrollArea;
  scroll->setWidget(page);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
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
  layout->addStretch(1);
  return row;
}

void StartPage::offerModels(const QString& title, const QString& hint) {
  findChild<QLabel*>("startTitle")->setText(title);
  findChild<QLabel*>("startHint")->setText(hint);
  for (const char* name : {"startImport", "startTrain", "startCompare"})
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
  addGallery("Models that come with the program", bundled, "startBundled");
  addGallery("Opened lately", recent, "startRecent");
}

void StartPage::addGallery(const QString& title, const std::vector<ModelEntry>& models, const QString& name) {
  if (models.empty()) return;
  QLabel* heading = wrappedLabel({}, "group");
  heading->setText(title);
  auto* cards = new QWidget;
  auto* grid = new QGridLayout(cards);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(12);
  for (int column = 0; column < columns; ++column) grid->setColumnStretch(column, 1);
  for (std::size_t i = 0; i < models.size(); ++i) {
    QPushButton* card = makeCard(models[i], name + QString::number(i));
    connect(card, &QPushButton::clicked, this, [this, path = models[i].path] { Q_EMIT modelChosen(path); });
    grid->addWidget(card, static_cast<int>(i) / columns, static_cast<int>(i) % columns);
  }
  m_galleries->layout()->addWidget(heading);
  m_galleries->layout()->addWidget(cards);
}

/// It lies over the main view, which must not shine through.
void StartPage::paintEvent(QPaintEvent*) {
  QPainter(this).fillRect(rect(), palette().color(QPalette::Base));
}

}  // namespace rnnvis::gui
