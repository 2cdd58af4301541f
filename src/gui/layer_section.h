#pragma once

#include "rnnvis/scene/analytic_state.h"

#include <QWidget>

namespace rnnvis::scene {
struct ComputedState;
}

namespace rnnvis::gui {

class SegmentedButtons;

/// Which layer of a model is shown, and which of its states. Empty until a model is known.
class LayerSection : public QWidget {
  Q_OBJECT

 public:
  explicit LayerSection(QWidget* parent = nullptr);

  void showState(const scene::AnalyticState& state);
  /// Offers the layers and states of a model.
  void showComputed(const scene::ComputedState& computed);

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);

 private:
  std::vector<model::Signal> m_states;
  int m_layers = 0;
  int m_directions = 1;

  SegmentedButtons* m_state;
  SegmentedButtons* m_layer;
};

}  // namespace rnnvis::gui
