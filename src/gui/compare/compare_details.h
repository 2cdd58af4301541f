#pragma once

#include "computation.h"

#include "rnnvis/scene/comparison_scene.h"

#include <QWidget>

#include <array>

namespace rnnvis::gui {

class DetailControls;
class DetailPanel;
struct Theme;

/// The details of what is selected on either side, beside each other, in one order and on one scale.
class CompareDetails : public QWidget {
  Q_OBJECT

 public:
  explicit CompareDetails(QWidget* parent = nullptr);

  void showSides(const scene::ComputedSides& sides, bool hasCommonScale);
  void showHover(scene::Half half, const scene::Hit& hit);
  void setTheme(const Theme& theme);

 Q_SIGNALS:
  void commanded(rnnvis::scene::Half half, const rnnvis::scene::Command& command);
  void hovered(rnnvis::scene::Half half, const rnnvis::scene::Hit& hit);
  void rejected(const QString& message);

 private:
  DetailControls* m_controls;
  std::array<DetailPanel*, 2> m_panels;
};

}  // namespace rnnvis::gui
