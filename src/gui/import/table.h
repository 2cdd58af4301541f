#pragma once

#include <QMap>
#include <QString>

class QTableView;

namespace rnnvis::gui {

/// An empty table for looking at rows, one of which is selected; rows are of one height, so that thousands of
/// them cost nothing.
QTableView* makeTable(const QString& name, const QString& accessibleName);

/// Widths of columns of a table that has its model, in pixels at 100 %; they grow with the text.
void setColumnWidths(QTableView& table, const QMap<int, int>& widths);
/// Gives rows and columns the sizes of the present textScale().
void fitTable(QTableView& table);

}  // namespace rnnvis::gui
