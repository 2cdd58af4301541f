#pragma once

#include "rnnvis/scene/workspace.h"

#include <QWidget>

class QComboBox;

namespace rnnvis::gui {

/// Chooses the output that tokens contribute to: one of the likeliest ones, a class, or any typed word.
class TargetChooser : public QWidget {
  Q_OBJECT

 public:
  explicit TargetChooser(QWidget* parent = nullptr);

  /// Offers what the sentences make likely; hidden where outputs are no sums over tokens.
  void showComputed(const scene::ComputedState& computed);

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);

 private:
  void choose(const QString& text);

  QComboBox* m_output;
  std::string m_target;  // As the state has it.
};

}  // namespace rnnvis::gui
