#pragma once

#include "search/searcher.h"
#include "theme.h"

#include "rnnvis/scene/detail_table.h"

#include <QListWidget>

namespace rnnvis::gui {

/// What a search found, walked by keyboard: Enter or a click takes a word or unit, Enter or a double click a
/// passage; Ctrl+C copies.
class FoundList : public QListWidget {
  Q_OBJECT

 public:
  explicit FoundList(QWidget* parent = nullptr);

  void showItems(const std::vector<FoundItem>& found);
  void setTheme(const Theme& theme);
  const std::vector<FoundItem>& found() const { return m_found; }
  void copyCurrent() const;
  void copyAll() const;
  /// A row of text for each: what it is called, its value, and its numbers or, of a passage, its words.
  scene::DetailTable table() const;

 Q_SIGNALS:
  void chosen(const rnnvis::gui::FoundItem& item, bool extend);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void choose(int row, bool extend);

  std::vector<FoundItem> m_found;
};

}  // namespace rnnvis::gui
