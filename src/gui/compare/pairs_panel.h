#pragma once

#include "computation.h"

#include "rnnvis/scene/comparison_scene.h"

#include <QWidget>

class QHBoxLayout;
class QLineEdit;

namespace rnnvis::gui {

class PairCard;
struct Theme;

/// Pairs of words from a list in small multiples, on either side.
class PairsPanel : public QWidget {
  Q_OBJECT

 public:
  static constexpr qsizetype mostPairs = 24;

  explicit PairsPanel(QWidget* parent = nullptr);

  void showSides(const scene::ComputedSides& sides);
  void setTheme(const Theme& theme);

 Q_SIGNALS:
  void pairChosen(const QString& first, const QString& second);
  void rejected(const QString& reason);

 private:
  void list();
  void show(PairCard& card) const;

  const Theme* m_theme;
  scene::ComputedSides m_sides;
  QLineEdit* m_input;
  QHBoxLayout* m_row;
  std::vector<PairCard*> m_cards;
};

}  // namespace rnnvis::gui
