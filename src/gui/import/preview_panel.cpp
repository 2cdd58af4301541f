#include "import/preview_panel.h"

#include "appearance.h"

#include "import/output_bars.h"
#include "import/token_strip.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace rnnvis::gui {

PreviewPanel::PreviewPanel(QWidget* parent)
    : QWidget(parent), m_line(new QLineEdit), m_tokens(new TokenStrip), m_outputs(new OutputBars) {
  auto* label = new QLabel("Try a line");
  label->setBuddy(m_line);
  m_line->setObjectName("previewLine");
  m_line->setAccessibleName("Line to try");
  m_line->setPlaceholderText("type to see its tokens and what the model expects next");
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setHorizontalSpacing(16);
  layout->setVerticalSpacing(6);
  setLeastSize(*label, {100, 0});
  layout->addWidget(label, 0, 0);
  layout->addWidget(m_line, 0, 1, 1, 2);
  layout->addWidget(m_tokens, 1, 0, 1, 2);
  layout->addWidget(m_outputs, 1, 2);
  layout->setColumnStretch(1, 3);
  layout->setColumnStretch(2, 4);
  connect(m_line, &QLineEdit::textChanged, this, &PreviewPanel::lineChanged);
}

void PreviewPanel::setTheme(const Theme& theme) {
  m_tokens->setTheme(theme);
  m_outputs->setTheme(theme);
}

QString PreviewPanel::line() const {
  return m_line->text();
}

void PreviewPanel::suggestLine(const QString& line) {
  if (!m_line->isModified()) m_line->setText(line);
}

void PreviewPanel::showPreview(const Preview& preview) {
  m_tokens->showTokens(preview.tokens);
  m_outputs->showOutputs(preview.outputs, preview.problem);
}

}  // namespace rnnvis::gui
