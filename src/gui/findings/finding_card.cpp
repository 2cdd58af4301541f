#include "findings/finding_card.h"

#include "appearance.h"
#include "text_scale.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr int fewestLines = 2, mostLines = 8;

}  // namespace

FindingCard::FindingCard(scene::Finding finding, QWidget* parent)
    : QWidget(parent),
      m_finding(std::move(finding)),
      m_head(new QLabel),
      m_note(new QPlainTextEdit(QString::fromStdString(m_finding.note))) {
  setAttribute(Qt::WA_StyledBackground);
  setRole(m_head, "muted");
  m_note->setPlaceholderText("What does this show?");
  m_note->setTabChangesFocus(true);
  m_note->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
  auto* caption = wrappedLabel("findingCaption", "muted");
  caption->setText(QString::fromStdString(m_finding.caption));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 8, 0, 8);
  layout->setSpacing(6);
  layout->addWidget(m_head);
  layout->addWidget(m_note);
  layout->addWidget(caption);
  layout->addWidget(makeButtons());
  fitNote();
  connect(m_note, &QPlainTextEdit::textChanged, this, [this] {
    limitNote();
    fitNote();
    Q_EMIT noteChanged();
  });
}

QWidget* FindingCard::makeButtons() {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  const auto add = [&](const QString& text, const QString& tip, auto act) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, this, act);
    layout->addWidget(button);
    return button;
  };
  m_show = add("Show again", "Return to what was shown", [this] { Q_EMIT showRequested(); });
  m_up = add("↑", "Move up", [this] { Q_EMIT moveRequested(-1); });
  m_down = add("↓", "Move down", [this] { Q_EMIT moveRequested(1); });
  layout->addStretch(1);
  m_remove = add("Remove", "Remove it from the findings", [this] { Q_EMIT removeRequested(); });
  return row;
}

scene::Finding FindingCard::finding() const {
  scene::Finding finding = m_finding;
  finding.note = m_note->toPlainText().toStdString();
  return finding;
}

void FindingCard::setPlace(std::size_t place, std::size_t count) {
  const QString number = QString::number(place + 1);
  m_head->setText(number + " · " + QString::fromStdString(m_finding.time));
  m_note->setAccessibleName("Note of finding " + number);
  m_note->setAccessibleDescription(QString::fromStdString(m_finding.caption));
  const auto name = [&](QToolButton* button, const QString& object, const QString& what) {
    button->setObjectName(object + QString::number(place));
    button->setAccessibleName(what.arg(number));
  };
  m_note->setObjectName("findingNote" + QString::number(place));
  name(m_show, "showFinding", "Show finding %1 again");
  name(m_up, "raiseFinding", "Move finding %1 up");
  name(m_down, "lowerFinding", "Move finding %1 down");
  name(m_remove, "removeFinding", "Remove finding %1");
  m_up->setEnabled(place > 0);
  m_down->setEnabled(place + 1 < count);
}

void FindingCard::edit() {
  m_note->setFocus(Qt::OtherFocusReason);
}

/// What is typed beyond the limit is not taken.
void FindingCard::limitNote() {
  const auto most = static_cast<int>(scene::Finding::mostNoteBytes);
  QByteArray bytes = m_note->toPlainText().toUtf8();
  if (bytes.size() <= most) return;
  const QSignalBlocker blocker(m_note);
  m_note->setPlainText(m_note->toPlainText().left(most / 4));  // A sign has at most four bytes.
  m_note->moveCursor(QTextCursor::End);
}

void FindingCard::fitNote() {
  const int lines = std::clamp(m_note->document()->blockCount(), fewestLines, mostLines);
  const int frame = scaled(14);
  m_note->setFixedHeight(lines * m_note->fontMetrics().lineSpacing() + frame);
}

}  // namespace rnnvis::gui
