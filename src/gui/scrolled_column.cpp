#include "scrolled_column.h"

#include <QScrollArea>

namespace rnnvis::gui {

QScrollArea* scrolledColumn(QWidget* content) {
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(content);
  return scroll;
}

}  // namespace rnnvis::gui
