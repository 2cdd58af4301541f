#pragma once

#include "rnnvis/scene/analytic_state.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QPushButton;

namespace rnnvis::scene {
struct ComputedState;
}

namespace rnnvis::gui {

/// Grammar mode and its filter by part of speech.
class GrammarSection : public QWidget {
  Q_OBJECT

 public:
  explicit GrammarSection(QWidget* parent = nullptr);

  void showState(const scene::AnalyticState& state);
  /// Models of characters have no words to tell about.
  void showComputed(const scene::ComputedState& computed);

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);

 private:
  QWidget* makeTags();

  QCheckBox* m_isShown;
  std::array<QPushButton*, text::tagCount> m_buttons{};  // In m_tags.
  QWidget* m_tags;
};

}  // namespace rnnvis::gui
