#include "message_bar.h"

#include "text_scale.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace rnnvis::gui {
namespace {

constexpr int headerHeight = 62;  // Of the main view: its title is covered as a whole or not at all.

}  // namespace

MessageBar::MessageBar(QWidget* parent) : QFrame(parent), m_text(new QLabel) {
  setObjectName("messageBar");
  m_text->setObjectName("messageText");
  m_text->setTextFormat(Qt::PlainText);
  m_text->setWordWrap(true);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* dismiss = new QPushButton("Dismiss");
  dismiss->setObjectName("messageDismiss");
  dismiss->setAutoDefault(false);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(24, 8, 16, 8);
  layout->addWidget(m_text, 1);
  layout->addWidget(dismiss);
  connect(dismiss, &QPushButton::clicked, this, &QWidget::hide);
  hide();
}

void MessageBar::showMessage(const QString& text) {
  setMinimumHeight(scaled(headerHeight));
  m_text->setText(text);
  m_text->setAccessibleName(text);
  show();
}

QString MessageBar::text() const {
  return isHidden() ? QString() : m_text->text();
}

}  // namespace rnnvis::gui
