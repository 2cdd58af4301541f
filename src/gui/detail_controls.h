#pragma once

#include "rnnvis/scene/detail.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QPushButton;

namespace rnnvis::gui {

class LabelledSlider;
class SegmentedButtons;

/// How the detail view shows the selection: topic, order of units, arrangement, plot or table.
class DetailControls : public QWidget {
  Q_OBJECT

 public:
  explicit DetailControls(QWidget* parent = nullptr);

  /// Shows the settings that the state has, as far as they matter to what is shown.
  void showState(const scene::ComputedState& computed, const scene::Detail& detail);

 Q_SIGNALS:
  void changed(const rnnvis::scene::DetailSettings& settings);

 private:
  void connectParts();
  void fillOrders(const scene::ComputedState& computed);

  scene::DetailSettings m_settings;
  std::vector<scene::DetailTopic> m_topicsShown;
  SegmentedButtons* m_topics;
  QComboBox* m_order;
  SegmentedButtons* m_arrangement;
  SegmentedButtons* m_exampleValue;
  QPushButton* m_table;
  LabelledSlider* m_words;
};

}  // namespace rnnvis::gui
