#pragma once

#include "computation.h"

#include "rnnvis/compare/joint_reading.h"
#include "rnnvis/scene/comparison_scene.h"

#include <QWidget>

#include <array>

class QCheckBox;

namespace rnnvis::gui {

class DetailControls;
class DetailPanel;
class JointView;
class SegmentedButtons;
struct Theme;

/// The details of what is selected on either side: beside each other, in one order and on one scale, or words
/// of both sides in one plot.
class CompareDetails : public QWidget {
  Q_OBJECT

 public:
  explicit CompareDetails(QWidget* parent = nullptr);

  /// `joint` is of these sides; nullptr while there is none.
  void showSides(const scene::ComputedSides& sides, const scene::ComparisonState& state,
                 const scene::Counterparts& counterparts, const compare::JointReading* joint);
  void showHover(scene::Half half, const scene::Hit& hit);
  void setTheme(const Theme& theme);

 Q_SIGNALS:
  void commanded(const rnnvis::scene::ComparisonCommand& command);
  void hovered(rnnvis::scene::Half half, const rnnvis::scene::Hit& hit);
  void rejected(const QString& message);

 private:
  QWidget* makeControls();
  void connectParts();
  void showTogether(const scene::ComputedSides& sides, const scene::Counterparts& counterparts,
                    const compare::JointReading* joint);

  DetailControls* m_controls;
  QCheckBox* m_isOverlaid;
  SegmentedButtons* m_orderedBy;
  std::array<DetailPanel*, 2> m_panels;
  JointView* m_together;
  scene::Half m_order = scene::Half::baseline;
};

}  // namespace rnnvis::gui
