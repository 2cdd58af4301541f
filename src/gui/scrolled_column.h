#pragma once

class QScrollArea;
class QWidget;

namespace rnnvis::gui {

/// A column that is as wide as there is room and scrolls from top to bottom alone; it owns `content`.
QScrollArea* scrolledColumn(QWidget* content);

}  // namespace rnnvis::gui
