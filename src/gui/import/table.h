#pragma once

#include <QString>

class QTableView;

namespace rnnvis::gui {

/// An empty table for looking at rows, one of which is selected; rows are of one height, so that thousands of
/// them cost nothing.
QTableView* makeTable(const QString& name, const QString& accessibleName);

}  // namespace rnnvis::gui
