#pragma once

#include "computation.h"

#include <QWidget>

class QToolButton;

namespace rnnvis::gui {

class GrammarSection;
class LayerSection;
class ModelSection;
class SentenceSection;
class SettingsSection;
class TargetChooser;

/// The left panel: everything that can be chosen, from the model to the sentences.
class ControlPanel : public QWidget {
  Q_OBJECT

 public:
  explicit ControlPanel(QWidget* parent = nullptr);

  void showState(const scene::AnalyticState& state);
  void showComputed(const scene::ComputedState& computed);
  void showSentences(const scene::ComputedState& computed);
  void showPerformance(const QString& text);
  void showTheme(bool isDark);

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);
  void modelChosen(const QString& path);
  void browseRequested();
  void importRequested();
  void compareRequested();
  void rejected(const QString& reason);
  /// The other of the two themes is wanted.
  void themeToggled();

 private:
  QWidget* makeHeader();
  QWidget* makeCompareButton();

  QToolButton* m_theme;
  ModelSection* m_model;
  LayerSection* m_layer;
  SettingsSection* m_settings;
  GrammarSection* m_grammar;
  SentenceSection* m_sentences;
  TargetChooser* m_target;
};

}  // namespace rnnvis::gui
