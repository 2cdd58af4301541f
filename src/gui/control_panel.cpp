#include "control_panel.h"

#include "appearance.h"
#include "grammar_section.h"
#include "labelled_control.h"
#include "layer_section.h"
#include "model_section.h"
#include "scrolled_column.h"
#include "sentence_section.h"
#include "settings_section.h"
#include "target_chooser.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace rnnvis::gui {

ControlPanel::ControlPanel(QWidget* parent)
    : QWidget(parent),
      m_theme(new QToolButton),
      m_model(new ModelSection),
      m_layer(new LayerSection),
      m_settings(new SettingsSection),
      m_grammar(new GrammarSection),
      m_sentences(new SentenceSection),
      m_target(new TargetChooser) {
  setObjectName("controlPanel");
  setAttribute(Qt::WA_StyledBackground);
  auto* content = new QWidget;
  auto* inner = new QVBoxLayout(content);
  inner->setContentsMargins(16, 16, 16, 16);
  inner->setSpacing(16);
  inner->addWidget(makeHeader());
  inner->addWidget(m_model);
  inner->addWidget(makeCompareButton());
  inner->addWidget(m_sentences);
  inner->addWidget(m_target);
  auto* settings = new QVBoxLayout;
  settings->setSpacing(settingsSpacing);
  settings->addWidget(m_layer);
  settings->addWidget(m_settings);
  inner->addLayout(settings);
  inner->addWidget(m_grammar);
  inner->addStretch(1);
  QScrollArea* scroll = scrolledColumn(content);
  scroll->setFocusPolicy(Qt::NoFocus);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
  connect(m_model, &ModelSection::commanded, this, &ControlPanel::commanded);
  connect(m_model, &ModelSection::modelChosen, this, &ControlPanel::modelChosen);
  connect(m_model, &ModelSection::browseRequested, this, &ControlPanel::browseRequested);
  connect(m_model, &ModelSection::importRequested, this, &ControlPanel::importRequested);
  connect(m_layer, &LayerSection::commanded, this, &ControlPanel::commanded);
  connect(m_settings, &SettingsSection::commanded, this, &ControlPanel::commanded);
  connect(m_grammar, &GrammarSection::commanded, this, &ControlPanel::commanded);
  connect(m_sentences, &SentenceSection::commanded, this, &ControlPanel::commanded);
  connect(m_sentences, &SentenceSection::rejected, this, &ControlPanel::rejected);
  connect(m_target, &TargetChooser::commanded, this, &ControlPanel::commanded);
  connect(m_theme, &QToolButton::clicked, this, &ControlPanel::themeToggled);
}

QWidget* ControlPanel::makeHeader() {
  auto* header = new QWidget;
  auto* name = new QLabel("RNNVis");
  setRole(name, "title");
  m_theme->setObjectName("themeToggle");
  auto* layout = new QHBoxLayout(header);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(name, 1);
  layout->addWidget(m_theme);
  return header;
}

QWidget* ControlPanel::makeCompareButton() {
  auto* compare = new QPushButton("Compare…");
  compare->setObjectName("compareButton");
  compare->setToolTip(
      "Set this model beside another one, or beside itself: another layer, state, text or sentence");
  compare->setAccessibleName(compare->toolTip());
  connect(compare, &QPushButton::clicked, this, &ControlPanel::compareRequested);
  return compare;
}

void ControlPanel::showState(const scene::AnalyticState& state) {
  m_model->showState(state);
  m_layer->showState(state);
  m_settings->showState(state);
  m_grammar->showState(state);
  m_sentences->showState(state);
}

void ControlPanel::showComputed(const scene::ComputedState& computed) {
  m_model->showComputed(computed);
  m_layer->showComputed(computed);
  m_grammar->showComputed(computed);
}

void ControlPanel::showSentences(const scene::ComputedState& computed) {
  m_target->showComputed(computed);
}

void ControlPanel::showPerformance(const QString& text) {
  m_model->showPerformance(text);
}

void ControlPanel::showTheme(bool isDark) {
  m_theme->setText(isDark ? "Light" : "Dark");
  m_theme->setToolTip(isDark ? "Change to the light theme" : "Change to the dark theme");
  m_theme->setAccessibleName(m_theme->toolTip());
}

}  // namespace rnnvis::gui
