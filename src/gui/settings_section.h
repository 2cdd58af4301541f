#pragma once

#include "rnnvis/scene/analytic_state.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace rnnvis::scene {
struct ComputedState;
}

namespace rnnvis::gui {

class LabelledSlider;
class SegmentedButtons;

/// What is clustered, how, and how the result is shown.
class SettingsSection : public QWidget {
  Q_OBJECT

 public:
  explicit SettingsSection(QWidget* parent = nullptr);

  void showState(const scene::AnalyticState& state);
  /// Offers the layers and states of a model.
  void showComputed(const scene::ComputedState& computed);

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);

 private:
  void connectControls();
  void showLayerAndState(const scene::AnalyticState& state);
  void chooseMethod(int index);

  std::vector<model::Signal> m_states;
  int m_layers = 0;
  int m_directions = 1;

  QWidget* m_modelRows;  // What depends on the model.
  SegmentedButtons* m_state;
  SegmentedButtons* m_layer;
  LabelledSlider* m_clusters;
  LabelledSlider* m_words;
  QComboBox* m_method;
  QSpinBox* m_seed;
  LabelledSlider* m_edgeFilter;
  LabelledSlider* m_responseClip;
  SegmentedButtons* m_chipLayout;
};

}  // namespace rnnvis::gui
