#pragma once

#include "rnnvis/scene/analytic_state.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace rnnvis::gui {

class LabelledSlider;
class SegmentedButtons;

/// What is clustered, how, and how the result is shown.
class SettingsSection : public QWidget {
  Q_OBJECT

 public:
  explicit SettingsSection(QWidget* parent = nullptr);

  void showState(const scene::AnalyticState& state);

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);

 private:
  void connectControls();
  void chooseMethod(int index);

  LabelledSlider* m_clusters;
  LabelledSlider* m_words;
  QComboBox* m_method;
  QSpinBox* m_seed;
  LabelledSlider* m_edgeFilter;
  LabelledSlider* m_responseClip;
  SegmentedButtons* m_chipLayout;
};

}  // namespace rnnvis::gui
