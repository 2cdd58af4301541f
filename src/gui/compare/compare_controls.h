#pragma once

#include "computation.h"

#include "rnnvis/scene/comparison_state.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace rnnvis::gui {

class GrammarSection;
class LayerSection;
class ModelSection;
class SentenceSection;
class SettingsSection;
class TargetChooser;

/// The left panel of a comparison: what differs between the sides twice, what they have in common once.
class CompareControls : public QWidget {
  Q_OBJECT

 public:
  explicit CompareControls(QWidget* parent = nullptr);

  void showState(const scene::ComparisonState& state);
  void showComputed(scene::Half half, const scene::ComputedState& computed);
  void showPerformance(scene::Half half, const QString& text);

 Q_SIGNALS:
  void commanded(const rnnvis::scene::ComparisonCommand& command);
  void modelChosen(rnnvis::scene::Half half, const QString& path);
  void browseRequested(rnnvis::scene::Half half);
  /// A word was typed, to be found on either side.
  void wordSought(const QString& word);
  void rejected(const QString& reason);

 private:
  /// What is chosen for a side of its own.
  struct Side {
    QWidget* box;
    ModelSection* model;
    LayerSection* layer;
    SentenceSection* sentences;
  };

  Side makeSide(scene::Half half);
  void addHeader(QVBoxLayout& layout);
  void addCommonRows(QVBoxLayout& layout);
  Side& of(scene::Half half) { return m_sides[static_cast<std::size_t>(half)]; }

  std::array<Side, 2> m_sides;
  QCheckBox* m_commonScale;
  QCheckBox* m_commonSentences;
  QCheckBox* m_linkedUnits;
  QLineEdit* m_word;
  TargetChooser* m_target;
  SettingsSection* m_settings;
  GrammarSection* m_grammar;
};

}  // namespace rnnvis::gui
