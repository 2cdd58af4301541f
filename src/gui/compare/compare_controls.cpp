#include "compare/compare_controls.h"

#include "appearance.h"
#include "grammar_section.h"
#include "labelled_control.h"
#include "layer_section.h"
#include "model_section.h"
#include "scrolled_column.h"
#include "sentence_section.h"
#include "settings_section.h"
#include "target_chooser.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

using scene::Half;

using scene::halves;

QString nameOf(Half half) {
  return half == Half::baseline ? "Baseline" : "Comparison";
}

QLabel* heading(const QString& text) {
  QLabel* label = wrappedLabel({}, "group");
  label->setText(text);
  return label;
}

QCheckBox* makeCheck(const QString& name, const QString& text, const QString& explanation) {
  auto* check = new QCheckBox(text);
  check->setObjectName(name);
  check->setAccessibleName(text);
  check->setToolTip(explanation);
  return check;
}

}  // namespace

CompareControls::CompareControls(QWidget* parent)
    : QWidget(parent),
      m_sides{makeSide(Half::baseline), makeSide(Half::comparison)},
      m_commonScale(makeCheck("commonScale", "One scale for both",
                              "Colours, widths and heights mean the same on both sides")),
      m_commonSentences(makeCheck("commonSentences", "The same sentences for both",
                                  "What is typed is read by both; otherwise each side has its own")),
      m_linkedUnits(makeCheck("linkedUnits", "Units with their partners",
                              "A unit selected on one side selects the one that it goes with on the other; "
                              "otherwise each side keeps its own, and any can be set beside each other")),
      m_word(new QLineEdit),
      m_target(new TargetChooser),
      m_settings(new SettingsSection),
      m_grammar(new GrammarSection) {
  setObjectName("controlPanel");
  setAttribute(Qt::WA_StyledBackground);
  auto* content = new QWidget;
  auto* inner = new QVBoxLayout(content);
  inner->setContentsMargins(16, 16, 16, 16);
  inner->setSpacing(14);
  addHeader(*inner);
  for (const Half half : halves) inner->addWidget(of(half).box);
  addCommonRows(*inner);
  inner->addStretch(1);
  QScrollArea* scroll = scrolledColumn(content);
  scroll->setFocusPolicy(Qt::NoFocus);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
}

void CompareControls::addHeader(QVBoxLayout& layout) {
  auto* row = new QHBoxLayout;
  auto* name = new QLabel("Compare");
  setRole(name, "title");
  auto* swap = new QToolButton;
  swap->setObjectName("swapSides");
  swap->setText("⇄ Swap");
  swap->setToolTip("Make the baseline the comparison and the comparison the baseline");
  swap->setAccessibleName("Swap the sides");
  row->addWidget(name, 1);
  row->addWidget(swap);
  layout.addLayout(row);
  connect(swap, &QToolButton::clicked, this, [this] { Q_EMIT commanded(scene::SwapSides{}); });
}

CompareControls::Side CompareControls::makeSide(Half half) {
  Side side{new QWidget, new ModelSection, new LayerSection, new SentenceSection};
  side.box->setObjectName(half == Half::baseline ? "baselineControls" : "comparisonControls");
  auto* layout = new QVBoxLayout(side.box);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(heading(nameOf(half)));
  layout->addWidget(side.model);
  layout->addWidget(side.layer);
  layout->addWidget(side.sentences);
  const auto give = [this, half](const scene::Command& command) {
    Q_EMIT commanded(scene::OnSide{half, command});
  };
  connect(side.model, &ModelSection::commanded, this, give);
  connect(side.layer, &LayerSection::commanded, this, give);
  connect(side.sentences, &SentenceSection::commanded, this, give);
  connect(side.sentences, &SentenceSection::rejected, this, &CompareControls::rejected);
  connect(side.model, &ModelSection::modelChosen, this,
          [this, half](const QString& path) { Q_EMIT modelChosen(half, path); });
  connect(side.model, &ModelSection::browseRequested, this, [this, half] { Q_EMIT browseRequested(half); });
  connect(side.model, &ModelSection::importRequested, this, [this] {
    Q_EMIT rejected("Weights files are imported in the main window; choose the model folder here then.");
  });
  return side;
}

void CompareControls::addCommonRows(QVBoxLayout& layout) {
  layout.addWidget(heading("Both"));
  m_word->setObjectName("findWord");
  m_word->setPlaceholderText("Find a word…");
  m_word->setToolTip("Type a word and press Enter: it is selected on both sides");
  layout.addWidget(labelled("Word", m_word));
  layout.addWidget(m_commonSentences);
  layout.addWidget(m_target);
  layout.addWidget(m_commonScale);
  layout.addWidget(m_linkedUnits);
  layout.addWidget(m_settings);
  layout.addWidget(m_grammar);
  const auto give = [this](const scene::Command& command) {
    Q_EMIT commanded(scene::OnSide{Half::baseline, command});
  };
  connect(m_target, &TargetChooser::commanded, this, give);
  connect(m_settings, &SettingsSection::commanded, this, give);
  connect(m_grammar, &GrammarSection::commanded, this, give);
  connect(m_word, &QLineEdit::returnPressed, this, [this] { Q_EMIT wordSought(m_word->text().trimmed()); });
  connect(m_commonScale, &QCheckBox::clicked, this,
          [this](bool isCommon) { Q_EMIT commanded(scene::SetCommonScale{isCommon}); });
  connect(m_linkedUnits, &QCheckBox::clicked, this,
          [this](bool areLinked) { Q_EMIT commanded(scene::SetLinkedUnits{areLinked}); });
  connect(m_commonSentences, &QCheckBox::clicked, this,
          [this](bool areCommon) { Q_EMIT commanded(scene::SetCommonSentences{areCommon}); });
}

void CompareControls::showState(const scene::ComparisonState& state) {
  for (const Half half : halves) {
    const scene::AnalyticState& side = scene::of(state.sides, half);
    of(half).model->showState(side);
    of(half).layer->showState(side);
    of(half).sentences->showState(side);
  }
  of(Half::comparison).sentences->setVisible(!state.hasCommonSentences);
  m_settings->showState(*state.sides.a);
  m_grammar->showState(*state.sides.a);
  m_commonScale->setChecked(state.hasCommonScale);
  m_commonSentences->setChecked(state.hasCommonSentences);
  m_linkedUnits->setChecked(state.hasLinkedUnits);
}

void CompareControls::showComputed(Half half, const scene::ComputedState& computed) {
  of(half).model->showComputed(computed);
  of(half).layer->showComputed(computed);
  if (half == Half::comparison) return;
  m_grammar->showComputed(computed);
  m_target->showComputed(computed);
}

void CompareControls::showPerformance(Half half, const QString& text) {
  of(half).model->showPerformance(text);
}

}  // namespace rnnvis::gui
