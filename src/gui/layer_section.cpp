#include "layer_section.h"

#include "labelled_control.h"
#include "segmented_buttons.h"

#include "rnnvis/scene/workspace.h"

#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

QString nameOfState(model::Signal state) {
  if (state == model::Signal::innerC) return "inner cell C";
  return state == model::Signal::c ? "cell c" : "hidden h";
}

}  // namespace

LayerSection::LayerSection(QWidget* parent)
    : QWidget(parent), m_state(new SegmentedButtons("state")), m_layer(new SegmentedButtons("layer")) {
  m_layer->setToolTip("The recurrent layer whose units are shown; 0 reads the words");
  m_state->setToolTip("The state s whose changes Δs(t) = s(t) − s(t−1) are the responses");
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(settingsSpacing);
  layout->addWidget(labelled("State", m_state));
  layout->addWidget(labelled("Layer", m_layer));
  hide();
  connect(m_state, &SegmentedButtons::picked, this,
          [this](int i) { Q_EMIT commanded(scene::SetState{m_states[static_cast<std::size_t>(i)]}); });
  connect(m_layer, &SegmentedButtons::picked, this, [this](int i) {
    Q_EMIT commanded(scene::SetLayer{LayerId{i / m_directions}, i % m_directions == 1});
  });
}

void LayerSection::showState(const scene::AnalyticState& state) {
  if (m_layers == 0) return;
  const int level = state.clustering.layer ? state.clustering.layer->value : m_layers / m_directions - 1;
  m_layer->setCurrent(level * m_directions + (state.clustering.reverse ? 1 : 0));
  const model::Signal byDefault =
      std::find(m_states.begin(), m_states.end(), model::Signal::c) != m_states.end() ? model::Signal::c
                                                                                      : model::Signal::h;
  const auto found = std::find(m_states.begin(), m_states.end(), state.clustering.state.value_or(byDefault));
  m_state->setCurrent(static_cast<int>(found - m_states.begin()));
}

void LayerSection::showComputed(const scene::ComputedState& computed) {
  const response::Analysis& analysis = *computed.workspace.analysis;
  m_layers = static_cast<int>(analysis.layers.size());
  QStringList layers;
  m_directions = static_cast<int>(analysis.directions());
  for (int layer = 0; layer < m_layers; ++layer)
    layers << QString::number(layer / m_directions) +
                  (layer % m_directions == 1 ? QStringLiteral(" ←") : QString());
  m_layer->setSegments(layers);
  // The state that is analysed by default comes first.
  const auto& states = analysis.info.states;
  m_states.assign(states.rbegin(), states.rend());
  QStringList names;
  for (model::Signal state : m_states) names << nameOfState(state);
  m_state->setSegments(names);
  show();
  showState(computed.state);
}

}  // namespace rnnvis::gui
