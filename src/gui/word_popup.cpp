#include "word_popup.h"

#include "drawing.h"
#include "text_scale.h"

#include "rnnvis/scene/display_token.h"

#include <QKeyEvent>
#include <QScreen>

#include <algorithm>

namespace rnnvis::gui {

WordPopup::WordPopup(const std::vector<WordId>& words, const std::vector<std::string>& tokens,
                     QWidget* parent)
    : QListWidget(parent) {
  setObjectName("wordPopup");
  setAccessibleName("Hidden words");
  setWindowFlag(Qt::Popup);
  setAttribute(Qt::WA_DeleteOnClose);
  setTextElideMode(Qt::ElideRight);
  for (const WordId word : words) {
    auto* item = new QListWidgetItem(toQt(scene::displayToken(tokens[word.index()])), this);
    item->setData(Qt::UserRole, word.value);
  }
  const auto choose = [this](QListWidgetItem* item) {
    if (!isVisible()) return;  // A click may also activate.
    close();
    Q_EMIT chosen(WordId{item->data(Qt::UserRole).toInt()});
  };
  connect(this, &QListWidget::itemClicked, this, choose);
  connect(this, &QListWidget::itemActivated, this, choose);
}

void WordPopup::popUp(QPoint globalPosition) {
  constexpr int widest = 240, mostRows = 16;
  ensurePolished();
  const int rows = std::min(count(), mostRows), frame = 2 * frameWidth();
  const QSize size(std::min(scaled(widest), sizeHintForColumn(0) + frame + 24),
                   rows * sizeHintForRow(0) + frame);
  const QRect screen = parentWidget()->screen()->availableGeometry();
  const QPoint corner(std::min(globalPosition.x(), screen.right() - size.width()),
                      std::min(globalPosition.y(), screen.bottom() - size.height()));
  setGeometry({corner, size});
  show();
  setFocus();
  setCurrentRow(0);
}

void WordPopup::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    close();
    return;
  }
  QListWidget::keyPressEvent(event);
}

}  // namespace rnnvis::gui
