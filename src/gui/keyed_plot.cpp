#include "keyed_plot.h"

#include <QKeyEvent>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr int page = 10;

bool isChoice(int key) {
  return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
}

}  // namespace

KeyedPlot::KeyedPlot(const QString& accessibleName, Qt::Orientation orientation, QWidget* parent)
    : QWidget(parent), m_orientation(orientation) {
  setAccessibleName(accessibleName);
  setFocusPolicy(Qt::StrongFocus);
}

/// The item that a key leads to.
std::optional<int> KeyedPlot::after(int key) const {
  const bool isColumn = m_orientation == Qt::Vertical;
  switch (key) {
    case Qt::Key_Up:
      return isColumn ? std::optional(m_item - 1) : std::nullopt;
    case Qt::Key_Down:
      return isColumn ? std::optional(m_item + 1) : std::nullopt;
    case Qt::Key_Left:
      return m_item - 1;
    case Qt::Key_Right:
      return m_item + 1;
    case Qt::Key_PageUp:
      return m_item - page;
    case Qt::Key_PageDown:
      return m_item + page;
    case Qt::Key_Home:
      return 0;
    case Qt::Key_End:
      return itemCount() - 1;
    default:
      return std::nullopt;
  }
}

void KeyedPlot::keyPressEvent(QKeyEvent* event) {
  if (itemCount() == 0) return QWidget::keyPressEvent(event);
  const bool isExtended = event->modifiers() & Qt::ShiftModifier;
  if (const auto item = after(event->key())) {
    m_markedFrom = isExtended ? std::optional(m_markedFrom.value_or(m_item)) : std::nullopt;
    m_item = std::clamp(*item, 0, itemCount() - 1);
    pointAt(m_item);
    if (m_markedFrom) mark(std::min(*m_markedFrom, m_item), std::max(*m_markedFrom, m_item));
  } else if (isChoice(event->key())) {
    choose(m_item, isExtended);
  } else {
    QWidget::keyPressEvent(event);
  }
}

void KeyedPlot::mark(int, int) {}

void KeyedPlot::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  // The pointer points for itself.
  if (event->reason() != Qt::MouseFocusReason && itemCount() > 0) pointAt(m_item);
}

void KeyedPlot::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
    pointAt(std::nullopt);
}

}  // namespace rnnvis::gui
