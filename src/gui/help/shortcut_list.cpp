#include "help/shortcut_list.h"

#include "labelled_control.h"
#include "text_scale.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QTableWidget>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

constexpr int rowHeight = 24;
constexpr char inView[] = "In the main view";
constexpr char inPlots[] = "In the plots of the details";

const ShortcutEntry keysOfViews[] = {
    {inView, "To the next kind of thing: tokens, chips, cells, clouds, words", "Tab"},
    {inView, "To the kind before it", "Shift+Tab"},
    {inView, "To the nearest thing of its kind, from chips to clouds and back", "Arrow keys"},
    {inView, "Select it; with Shift beside what is selected", "Enter, Space"},
    {inView, "Its exact values", "I"},
    {inView, "Its menu: name, merge, split, move, lock", "Menu, Shift+F10"},
    {inView, "Scroll the sentences", "Page Up, Page Down, Home, End"},
    {inView, "Larger and smaller glyphs", "Ctrl+Up, Ctrl+Down"},
    {inView, "Zoom in, out and back", "+, −, 0"},
    {inView, "Move the zoomed picture: hold and drag", "Space"},
    {inPlots, "To the next unit or word; ten further; to the ends",
     "Arrow keys, Page Up, Page Down, Home, End"},
    {inPlots, "Light the units that are passed", "Shift with these"},
    {inPlots, "Select it; with Shift beside what is selected", "Enter, Space"}};

QString withoutMnemonic(QString text) {
  static const QString escaped = "&&", kept(QChar(1));
  text = text.section('\t', 0, 0).replace(escaped, kept).remove('&').replace(kept, "&");
  return text.endsWith("…") ? text.chopped(1) : text;
}

void addMenu(const QMenu& menu, const QString& place, std::vector<ShortcutEntry>& entries) {
  for (const QAction* action : menu.actions()) {
    if (action->menu()) {
      addMenu(*action->menu(), place + " ▸ " + withoutMnemonic(action->text()), entries);
      continue;
    }
    QStringList keys;
    for (const QKeySequence& key : action->shortcuts()) keys << key.toString(QKeySequence::NativeText);
    if (!keys.isEmpty()) entries.push_back({place, withoutMnemonic(action->text()), keys.join(", ")});
  }
}

QTableWidget* makeTable(const std::vector<ShortcutEntry>& entries) {
  auto* table = new QTableWidget(static_cast<int>(entries.size()), 3);
  table->setObjectName("shortcutTable");
  table->setAccessibleName("Keyboard shortcuts");
  table->setHorizontalHeaderLabels({"Where", "What it does", "Keys"});
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft);
  table->verticalHeader()->hide();
  table->setShowGrid(false);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setTabKeyNavigation(false);
  for (int row = 0; row < table->rowCount(); ++row) {
    const ShortcutEntry& entry = entries[static_cast<std::size_t>(row)];
    const QStringList texts{entry.place, entry.action, entry.keys};
    for (int column = 0; column < texts.size(); ++column)
      table->setItem(row, column, new QTableWidgetItem(texts[column]));
  }
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
  table->verticalHeader()->setDefaultSectionSize(scaled(rowHeight));
  return table;
}

/// Rows in which every word of the text occurs stay.
void filter(QTableWidget& table, const QString& text) {
  const QStringList words = text.split(' ', Qt::SkipEmptyParts);
  for (int row = 0; row < table.rowCount(); ++row) {
    QString all;
    for (int column = 0; column < table.columnCount(); ++column) all += table.item(row, column)->text() + " ";
    const bool fits = std::all_of(words.begin(), words.end(), [&](const QString& word) {
      return all.contains(word, Qt::CaseInsensitive);
    });
    table.setRowHidden(row, !fits);
  }
}

}  // namespace

std::vector<ShortcutEntry> shortcutsOf(const QMainWindow& window) {
  std::vector<ShortcutEntry> entries;
  for (const QAction* action : window.menuBar()->actions())
    if (action->menu()) addMenu(*action->menu(), withoutMnemonic(action->text()), entries);
  entries.insert(entries.end(), std::begin(keysOfViews), std::end(keysOfViews));
  return entries;
}

ShortcutList::ShortcutList(const QMainWindow& window, QWidget* parent) : QDialog(parent) {
  setObjectName("shortcutList");
  setWindowTitle("Keyboard shortcuts — RNNVis");
  setAttribute(Qt::WA_DeleteOnClose);
  QTableWidget* table = makeTable(shortcutsOf(window));
  auto* search = new QLineEdit;
  search->setObjectName("shortcutSearch");
  search->setAccessibleName("Search shortcuts");
  search->setPlaceholderText("Search: zoom, Ctrl, undo…");
  addClearButton(*search);
  connect(search, &QLineEdit::textChanged, this, [table](const QString& text) { filter(*table, text); });
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(search);
  layout->addWidget(table);
  resize(scaled(860), scaled(640));
}

}  // namespace rnnvis::gui
