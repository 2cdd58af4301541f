#pragma once

#include "search/searcher.h"
#include "theme.h"

#include <QListWidget>

namespace rnnvis::gui {

/// What a search found, walked by keyboard: Enter or a click takes a word or unit, Enter or a double click a
/// passage; Ctrl+C copies.
class FoundList : public QListWidget {
  Q_OBJECT

 public:
  explicit FoundList(QWidget* parent = nullptr);

  void showFindings(const std::vector<Finding>& findings);
  void setTheme(const Theme& theme);
  const std::vector<Finding>& findings() const { return m_findings; }
  void copyCurrent() const;
  void copyAll() const;

 Q_SIGNALS:
  void chosen(const rnnvis::gui::Finding& finding, bool extend);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void choose(int row, bool extend);

  std::vector<Finding> m_findings;
};

}  // namespace rnnvis::gui
