#include "detail_controls.h"

#include "drawing.h"
#include "labelled_slider.h"
#include "segmented_buttons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr int mostWords = 30;

QString nameOf(scene::DetailTopic topic) {
  switch (topic) {
    case scene::DetailTopic::responses:
      return "responses";
    case scene::DetailTopic::parts:
      return "parts";
    case scene::DetailTopic::values:
      return "states, gates";
    case scene::DetailTopic::examples:
      break;
  }
  return "examples";
}

QString describe(scene::DetailTopic topic) {
  switch (topic) {
    case scene::DetailTopic::responses:
      return "How the selection responds";
    case scene::DetailTopic::parts:
      return "The written and the erased part of the responses";
    case scene::DetailTopic::values:
      return "Distributions of states and gates";
    case scene::DetailTopic::examples:
      break;
  }
  return "The unit’s words in the text";
}

}  // namespace

DetailControls::DetailControls(QWidget* parent)
    : QWidget(parent),
      m_topics(new SegmentedButtons("topic")),
      m_order(new QComboBox),
      m_arrangement(new SegmentedButtons("arrangement")),
      m_exampleValue(new SegmentedButtons("exampleValue")),
      m_table(new QPushButton("Table")),
      m_words(new LabelledSlider("unitWords", "Words of each sign", 1, mostWords,
                                 [](int words) { return QString::number(words); })) {
  setObjectName("detailControls");
  m_topics->setAccessibleName("What to show:");
  m_order->setObjectName("unitOrder");
  m_order->setAccessibleName("Order of the units");
  m_order->setToolTip("Order of the units");
  m_order->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_order->setMinimumContentsLength(8);
  m_arrangement->setAccessibleName("Plots");
  m_arrangement->setSegments({"overlaid", "apart"});
  m_exampleValue->setAccessibleName("Colour by");
  m_table->setObjectName("tableToggle");
  m_table->setCheckable(true);
  m_table->setToolTip("The numbers in place of the plot");
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(m_order, 1);
  row->addWidget(m_words, 1);
  row->addWidget(m_exampleValue, 0, Qt::AlignBottom);
  row->addWidget(m_arrangement, 0, Qt::AlignBottom);
  row->addStretch(0);
  row->addWidget(m_table, 0, Qt::AlignBottom);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 2, 0, 2);
  layout->setSpacing(6);
  layout->addWidget(m_topics);
  layout->addLayout(row);
  connectParts();
}

void DetailControls::connectParts() {
  const auto change = [this](auto member, auto value) {
    m_settings.*member = value;
    Q_EMIT changed(m_settings);
  };
  using scene::DetailSettings;
  connect(m_topics, &SegmentedButtons::picked, this, [=, this](int index) {
    change(&DetailSettings::topic, m_topicsShown[static_cast<std::size_t>(index)]);
  });
  connect(m_order, &QComboBox::activated, this, [=, this](int index) {
    change(&DetailSettings::order, static_cast<scene::UnitOrder>(m_order->itemData(index).toInt()));
  });
  connect(m_arrangement, &SegmentedButtons::picked, this,
          [=](int index) { change(&DetailSettings::overlaid, index == 0); });
  connect(m_exampleValue, &SegmentedButtons::picked, this,
          [=](int index) { change(&DetailSettings::exampleResponses, index == 1); });
  connect(m_table, &QPushButton::clicked, this,
          [=](bool checked) { change(&DetailSettings::table, checked); });
  connect(m_words, &LabelledSlider::moved, this,
          [=](int words) { change(&DetailSettings::unitWords, static_cast<std::size_t>(words)); });
}

void DetailControls::showState(const scene::ComputedState& computed, const scene::Detail& detail) {
  m_settings = computed.state.detail;
  m_topicsShown = topicsOf(computed);
  QStringList names, toolTips;
  for (scene::DetailTopic topic : m_topicsShown) {
    names << nameOf(topic);
    toolTips << describe(topic);
  }
  const auto topic = std::find(m_topicsShown.begin(), m_topicsShown.end(), m_settings.topic);
  m_topics->setSegments(names, toolTips);
  m_topics->setCurrent(topic == m_topicsShown.end() ? 0 : static_cast<int>(topic - m_topicsShown.begin()));
  fillOrders(computed);
  m_arrangement->setCurrent(m_settings.overlaid ? 0 : 1);
  const auto* units = std::get_if<scene::UnitDetail>(&detail);
  const auto* words = std::get_if<scene::DistributionDetail>(&detail);
  const auto* values = std::get_if<scene::ValuesDetail>(&detail);
  const bool areExamples = units && m_settings.topic == scene::DetailTopic::examples;
  if (units) m_exampleValue->setSegments({"by state", "by " + toQt(units->change)});
  m_exampleValue->setCurrent(m_settings.exampleResponses ? 1 : 0);
  m_table->setChecked(m_settings.table);
  m_words->setValue(static_cast<int>(m_settings.unitWords));
  m_order->setVisible(words || (values && values->histograms.empty()));
  m_arrangement->setVisible(words && words->words.size() > 1 && !m_settings.table);
  m_words->setVisible(units);
  m_exampleValue->setVisible(areExamples && !m_settings.table);
  m_table->setVisible(!std::holds_alternative<std::monostate>(detail));
}

void DetailControls::fillOrders(const scene::ComputedState& computed) {
  m_order->clear();
  const auto orders = ordersOf(computed);
  for (const auto& [order, name] : orders) {
    m_order->addItem("sorted " + toQt(name), static_cast<int>(order));
    if (order == m_settings.order) m_order->setCurrentIndex(m_order->count() - 1);
  }
}

}  // namespace rnnvis::gui
