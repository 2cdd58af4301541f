#include "cluster_name_edit.h"

#include "rnnvis/scene/cluster_edits.h"

#include <QKeyEvent>

#include <algorithm>

namespace rnnvis::gui {

ClusterNameEdit::ClusterNameEdit(const QString& name, QWidget* parent) : QLineEdit(name, parent) {
  setObjectName("clusterName");
  setMaxLength(static_cast<int>(scene::ClusterName::mostCharacters));
  setPlaceholderText("Name; empty: its number");
  connect(this, &QLineEdit::editingFinished, this, &ClusterNameEdit::finish);
}

void ClusterNameEdit::openOver(const QRectF& title) {
  constexpr double narrowest = 170, widest = 320, margin = 4;
  ensurePolished();
  const double height = sizeHint().height(), width = std::clamp(title.width(), narrowest, widest);
  const QRect room = parentWidget()->rect();
  const double x = std::clamp(title.left() - margin, 0.0, std::max(0.0, room.width() - width));
  const double y = std::clamp(title.center().y() - height / 2, 0.0, std::max(0.0, room.height() - height));
  setGeometry(QRectF(x, y, width, height).toAlignedRect());
  selectAll();
  show();
  setFocus();
}

void ClusterNameEdit::cancel() {
  m_isOpen = false;  // Losing the focus finishes, too.
  parentWidget()->setFocus();
  hide();
  deleteLater();
}

void ClusterNameEdit::finish() {
  if (!m_isOpen) return;
  cancel();
  Q_EMIT named(text());
}

bool ClusterNameEdit::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
    event->accept();  // It would clear the selection.
  return QLineEdit::event(event);
}

void ClusterNameEdit::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return cancel();
  QLineEdit::keyPressEvent(event);
}

}  // namespace rnnvis::gui
