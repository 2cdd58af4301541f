#include "target_chooser.h"

#include "appearance.h"

#include "rnnvis/scene/display_token.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr std::size_t mostClasses = 20;

QString shown(const std::string& output) {
  return QString::fromStdString(scene::displayToken(output));
}

/// Every class of a classifier with few of them; else what is likeliest after each sentence.
std::vector<std::string> outputsOf(const scene::Workspace& workspace) {
  std::vector<std::string> names;
  const auto add = [&](std::size_t output) {
    const std::string name = workspace.model->outputName(output);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  if (workspace.model->manifest.task == model::Task::classifier)
    for (std::size_t k = 0; k < std::min(mostClasses, workspace.model->architecture.outputs); ++k) add(k);
  for (const scene::SentenceReading& reading : workspace.sentences)
    if (!reading.predictions.empty())
      for (const sequence::Prediction& prediction : reading.predictions.back()) add(prediction.output);
  return names;
}

}  // namespace

TargetChooser::TargetChooser(QWidget* parent) : QWidget(parent), m_output(new QComboBox) {
  auto* label = new QLabel("Words add to the score of");
  label->setBuddy(m_output);
  setRole(label, "muted");
  m_output->setObjectName("target");
  m_output->setAccessibleName("Output that words add to");
  m_output->setToolTip(
      "The bar beside a word is what it adds to this output's score at the end of the sentence.\n"
      "Choose one, or type any word that the model can predict and press Enter.");
  m_output->setEditable(true);
  m_output->lineEdit()->setObjectName("targetInput");
  m_output->lineEdit()->setAccessibleName("Output that words add to");
  m_output->setCompleter(nullptr);  // It would put another word in place of the one that is typed.
  m_output->setInsertPolicy(QComboBox::NoInsert);
  m_output->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(label);
  layout->addWidget(m_output);
  hide();
  connect(m_output, &QComboBox::activated, this,
          [this](int index) { choose(m_output->itemData(index).toString()); });
  connect(m_output->lineEdit(), &QLineEdit::returnPressed, this, [this] {
    const QString text = m_output->currentText().trimmed();
    const int offered = m_output->findText(text, Qt::MatchFixedString | Qt::MatchCaseSensitive);
    choose(offered < 0 ? text : m_output->itemData(offered).toString());
  });
}

void TargetChooser::showComputed(const scene::ComputedState& computed) {
  const scene::Target& target = computed.workspace.target;
  const std::vector<std::string> outputs = outputsOf(computed.workspace);
  m_target = computed.state.target;
  setVisible(!outputs.empty() && sequence::decomposes(computed.workspace.model->network));
  const QSignalBlocker blocker(m_output);
  const bool isTyping = m_output->lineEdit()->hasFocus() && m_output->lineEdit()->isModified();
  const QString typed = m_output->currentText();
  m_output->clear();
  const QString likeliest = computed.state.target.empty() ? QString::fromStdString(target.name) : QString();
  m_output->addItem(likeliest.isEmpty() ? QStringLiteral("the likeliest")
                                        : QStringLiteral("the likeliest: %1").arg(likeliest),
                    QString());
  for (const std::string& output : outputs) m_output->addItem(shown(output), QString::fromStdString(output));
  if (isTyping)
    m_output->setEditText(typed);
  else if (m_target.empty())
    m_output->setCurrentIndex(0);
  else
    m_output->setEditText(shown(m_target));
}

void TargetChooser::choose(const QString& text) {
  m_output->lineEdit()->setModified(false);
  if (text.toStdString() != m_target) Q_EMIT commanded(scene::SetTarget{text.toStdString()});
}

}  // namespace rnnvis::gui
