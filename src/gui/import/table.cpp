#include "import/table.h"

#include "text_scale.h"

#include <QHeaderView>
#include <QTableView>

namespace rnnvis::gui {
namespace {

constexpr char columnWidths[] = "columnWidths";

}  // namespace

QTableView* makeTable(const QString& name, const QString& accessibleName) {
  auto* table = new QTableView;
  table->setObjectName(name);
  table->setAccessibleName(accessibleName);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setTabKeyNavigation(false);  // Tab leaves the table.
  table->setShowGrid(false);
  table->setWordWrap(false);
  table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  table->verticalHeader()->hide();
  table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  table->horizontalHeader()->setHighlightSections(false);
  fitTable(*table);
  return table;
}

void setColumnWidths(QTableView& table, const QMap<int, int>& widths) {
  table.setProperty(columnWidths, QVariant::fromValue(widths));
  fitTable(table);
}

void fitTable(QTableView& table) {
  table.verticalHeader()->setDefaultSectionSize(scaled(22));
  table.horizontalHeader()->setMinimumSectionSize(scaled(40));
  const auto widths = table.property(columnWidths).value<QMap<int, int>>();
  for (auto width = widths.begin(); width != widths.end(); ++width)
    table.horizontalHeader()->resizeSection(width.key(), scaled(width.value()));
}

}  // namespace rnnvis::gui
