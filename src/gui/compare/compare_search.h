#pragma once

#include "computation.h"
#include "theme.h"

#include "rnnvis/scene/comparison_scene.h"

#include <QWidget>

#include <array>

class QMenu;

namespace rnnvis::gui {

class SearchPanel;

/// Words, units and passages of either side are found here, and what is selected raises questions; the two
/// panels stand beside each other as the halves do. They are made when the first of them is wanted.
class CompareSearch : public QWidget {
  Q_OBJECT

 public:
  explicit CompareSearch(QWidget* parent = nullptr);

  void showSides(const scene::ComputedSides& sides);
  void setTheme(const Theme& theme);
  /// Gives the keyboard to the field of a side.
  void focusOn(scene::Half half);
  /// Whether a widget belongs to the search of a side.
  bool has(scene::Half half, const QWidget* widget) const;
  /// Adds the questions about what was hit on a side to a menu.
  void addQuestions(scene::Half half, QMenu& menu, const scene::Hit& hit);
  /// Asks both sides a question of SearchPanel::askNamed(); false where the selection raises it on neither.
  bool askNamed(const QString& name);
  bool isBusy() const;

 Q_SIGNALS:
  void commanded(rnnvis::scene::Half half, const rnnvis::scene::Command& command);
  /// The search is wanted in front.
  void asked();
  /// The details are wanted in front, where the numbers are.
  void tableAsked();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  SearchPanel& panel(scene::Half half);
  void makePanels();
  void refresh();

  const Theme* m_theme = &Theme::light();
  scene::ComputedSides m_sides;
  std::array<SearchPanel*, 2> m_panels{};
};

}  // namespace rnnvis::gui
