#include "settings_section.h"

#include "labelled_control.h"
#include "labelled_slider.h"
#include "segmented_buttons.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <array>
#include <cmath>
#include <limits>

namespace rnnvis::gui {
namespace {

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

QString percent(int value) {
  return QStringLiteral("%1 %").arg(value);
}

QString clipText(int steps) {
  return steps == 0 ? QStringLiteral("automatic") : QStringLiteral("±%1").arg(steps * clipStep, 0, 'f', 2);
}

}  // namespace

SettingsSection::SettingsSection(QWidget* parent)
    : QWidget(parent),
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
  m_words->setToolTip(
      "The most frequent words of the text that occur ten times or more, which are clustered");
  m_method->setToolTip("How units are put into chips and words into clouds, by their responses");
  m_seed->setToolTip("Where the clustering starts; the same seed gives the same clusters");
  m_edgeFilter->setToolTip(
      "Edges e, the mean ŝ of a chip’s units to a cloud’s words, are not drawn where |e| is below this share "
      "of the "
      "largest");
  m_responseClip->setToolTip(
      "Responses ŝ or Δs beyond it have the full colour; automatic: the 98th percentile of their sizes");
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(settingsSpacing);
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
}

}  // namespace rnnvis::gui
