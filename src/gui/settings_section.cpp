#include "settings_section.h"

#include "appearance.h"
#include "labelled_slider.h"
#include "segmented_buttons.h"

#include "rnnvis/scene/workspace.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace rnnvis::gui {
namespace {

constexpr int spacing = 10;
constexpr int wordStep = 10;       // Words a step of the slider.
constexpr double clipStep = 0.05;  // Response a step of the slider; 0 steps: automatic.
constexpr int mostClipSteps = 60;

struct MethodChoice {
  const char* name;
  const char* explanation;
  cocluster::Method method;
  cocluster::Polarity polarity;
};

constexpr std::array methods{
    MethodChoice{"signed, units split by sign",
                 "Units that answer to the same words with opposite signs are in different chips.",
                 cocluster::Method::signedGraph, cocluster::Polarity::split},
    MethodChoice{"signed, opposite signs together",
                 "Units that answer to the same words are in one chip, whatever their sign.",
                 cocluster::Method::signedGraph, cocluster::Polarity::merge},
    MethodChoice{"Dhillon 2001",
                 "One joint clustering of words and units, on responses shifted to be non-negative.",
                 cocluster::Method::dhillon, cocluster::Polarity::split},
    MethodChoice{"Dhillon 2001, sizes alone",
                 "One joint clustering of words and units, on the sizes of responses without their signs.",
                 cocluster::Method::absolute, cocluster::Polarity::split},
    MethodChoice{"Dhillon 2001, positive responses",
                 "One joint clustering of words and units, on positive responses alone.",
                 cocluster::Method::positive, cocluster::Polarity::split},
    MethodChoice{"Dhillon 2001, negative responses",
                 "One joint clustering of words and units, on negative responses alone.",
                 cocluster::Method::negative, cocluster::Polarity::split}};

std::size_t indexOf(const cocluster::Options& options) {
  for (std::size_t i = 0; i < methods.size(); ++i)
    if (methods[i].method == options.method &&
        (cocluster::isJoint(options.method) || methods[i].polarity == options.polarity))
      return i;
  return 0;
}

QString nameOfState(model::Signal state) {
  if (state == model::Signal::innerC) return "inner cell C";
  return state == model::Signal::c ? "cell c" : "hidden h";
}

/// A control under its label.
QWidget* labelled(const QString& text, QWidget* control) {
  auto* label = new QLabel(text);
  label->setBuddy(control);
  control->setAccessibleName(text);
  setRole(label, "muted");
  auto* box = new QWidget;
  auto* layout = new QVBoxLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(label);
  layout->addWidget(control);
  return box;
}

QString percent(int value) {
  return QStringLiteral("%1 %").arg(value);
}

QString clipText(int steps) {
  return steps == 0 ? QStringLiteral("automatic") : QStringLiteral("±%1").arg(steps * clipStep, 0, 'f', 2);
}

}  // namespace

SettingsSection::SettingsSection(QWidget* parent)
    : QWidget(parent),
      m_modelRows(new QWidget),
      m_state(new SegmentedButtons("state")),
      m_layer(new SegmentedButtons("layer")),
      m_clusters(new LabelledSlider("clusters", "Clusters of units and words", 2, 20,
                                    [](int value) { return QString::number(value); })),
      m_words(new LabelledSlider("words", "Words, at most", 50 / wordStep, 1000 / wordStep,
                                 [](int value) { return QString::number(value * wordStep); })),
      m_method(new QComboBox),
      m_seed(new QSpinBox),
      m_edgeFilter(new LabelledSlider("edgeFilter", "Hide edges below", 0, 100, percent)),
      m_responseClip(new LabelledSlider("responseClip", "Colour range", 0, mostClipSteps, clipText)),
      m_chipLayout(new SegmentedButtons("chipLayout")) {
  m_method->setObjectName("method");
  m_method->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  for (std::size_t i = 0; i < methods.size(); ++i) {
    m_method->addItem(methods[i].name);
    m_method->setItemData(static_cast<int>(i), methods[i].explanation, Qt::ToolTipRole);
  }
  m_seed->setObjectName("seed");
  m_seed->setRange(0, std::numeric_limits<int>::max());
  m_seed->setKeyboardTracking(false);
  m_clusters->setToolTip("As many chips, of units, and clouds, of words");
  m_words->setToolTip("The most frequent words of the text, which are clustered");
  m_method->setToolTip("How units are put into chips and words into clouds, by their responses");
  m_layer->setToolTip("The recurrent layer whose units are shown; 0 reads the words");
  m_seed->setToolTip("Where the clustering starts; the same seed gives the same clusters");
  m_edgeFilter->setToolTip("Edges weaker than this share of the strongest are not drawn");
  m_responseClip->setToolTip("Responses beyond it have the full colour");
  m_state->setToolTip("The state s whose changes Δs(t) = s(t) − s(t−1) are the responses");

  auto* rows = new QVBoxLayout(m_modelRows);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(spacing);
  rows->addWidget(labelled("State", m_state));
  rows->addWidget(labelled("Layer", m_layer));
  m_modelRows->hide();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(spacing);
  layout->addWidget(m_modelRows);
  layout->addWidget(m_clusters);
  layout->addWidget(m_words);
  layout->addWidget(labelled("Co-clustering", m_method));
  layout->addWidget(labelled("Seed", m_seed));
  layout->addWidget(m_edgeFilter);
  layout->addWidget(m_responseClip);
  layout->addWidget(labelled("Chips of equal", m_chipLayout));
  m_chipLayout->setSegments({"width", "height"},
                            {"Height by the number of units", "Width by the number of units"});
  connectControls();
}

void SettingsSection::connectControls() {
  connect(m_state, &SegmentedButtons::picked, this,
          [this](int i) { Q_EMIT commanded(scene::SetState{m_states[static_cast<std::size_t>(i)]}); });
  connect(m_layer, &SegmentedButtons::picked, this, [this](int i) {
    Q_EMIT commanded(scene::SetLayer{LayerId{i / m_directions}, i % m_directions == 1});
  });
  connect(m_clusters, &LabelledSlider::moved, this,
          [this](int value) { Q_EMIT commanded(scene::SetClusters{value}); });
  connect(m_words, &LabelledSlider::moved, this, [this](int value) {
    Q_EMIT commanded(scene::SetWords{static_cast<std::size_t>(value * wordStep)});
  });
  connect(m_method, &QComboBox::activated, this, &SettingsSection::chooseMethod);
  connect(m_seed, &QSpinBox::valueChanged, this,
          [this](int value) { Q_EMIT commanded(scene::SetSeed{static_cast<std::uint64_t>(value)}); });
  connect(m_edgeFilter, &LabelledSlider::moved, this,
          [this](int value) { Q_EMIT commanded(scene::SetEdgeFilter{value / 100.0}); });
  connect(m_chipLayout, &SegmentedButtons::picked, this,
          [this](int i) { Q_EMIT commanded(scene::SetChipLayout{static_cast<scene::ChipLayout>(i)}); });
  connect(m_responseClip, &LabelledSlider::moved, this, [this](int steps) {
    Q_EMIT commanded(scene::SetResponseClip{steps == 0 ? std::nullopt : std::optional(steps * clipStep)});
  });
}

void SettingsSection::chooseMethod(int index) {
  const MethodChoice& choice = methods[static_cast<std::size_t>(index)];
  Q_EMIT commanded(scene::SetMethod{choice.method, choice.polarity});
}

void SettingsSection::showState(const scene::AnalyticState& state) {
  const scene::ClusteringSettings& clustering = state.clustering;
  m_clusters->setValue(clustering.options.unitClusters);
  m_words->setValue(static_cast<int>(clustering.words) / wordStep);
  m_method->setCurrentIndex(static_cast<int>(indexOf(clustering.options)));
  const QSignalBlocker quiet(m_seed);
  m_seed->setValue(static_cast<int>(clustering.options.seed));
  m_edgeFilter->setValue(static_cast<int>(std::lround(100 * state.edgeFilter)));
  m_responseClip->setValue(static_cast<int>(std::lround(state.responseClip.value_or(0) / clipStep)));
  m_chipLayout->setCurrent(static_cast<int>(state.chipLayout));
  showLayerAndState(state);
}

void SettingsSection::showLayerAndState(const scene::AnalyticState& state) {
  if (m_layers == 0) return;
  const int level = state.clustering.layer ? state.clustering.layer->value : m_layers / m_directions - 1;
  m_layer->setCurrent(level * m_directions + (state.clustering.reverse ? 1 : 0));
  const model::Signal byDefault =
      std::find(m_states.begin(), m_states.end(), model::Signal::c) != m_states.end() ? model::Signal::c
                                                                                      : model::Signal::h;
  const auto found = std::find(m_states.begin(), m_states.end(), state.clustering.state.value_or(byDefault));
  m_state->setCurrent(static_cast<int>(found - m_states.begin()));
}

void SettingsSection::showComputed(const scene::ComputedState& computed) {
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
  m_modelRows->show();
  showLayerAndState(computed.state);
}

}  // namespace rnnvis::gui
