#include "detail_table_model.h"

#include "drawing.h"

#include <cmath>
#include <limits>

namespace rnnvis::gui {
namespace {

QVariant alignmentOf(const scene::TableColumn& column) {
  return QVariant(Qt::AlignVCenter | (column.isText() ? Qt::AlignLeft : Qt::AlignRight));
}

}  // namespace

int DetailTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_table->rows());
}

int DetailTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_table->columns.size());
}

QVariant DetailTableModel::data(const QModelIndex& index, int role) const {
  const auto row = static_cast<std::size_t>(index.row()), column = static_cast<std::size_t>(index.column());
  const scene::TableColumn& of = m_table->columns[column];
  if (role == Qt::DisplayRole) return toQt(m_table->shown(row, column));
  if (role == Qt::TextAlignmentRole) return alignmentOf(of);
  if (role != Qt::UserRole) return {};
  if (of.isText()) return toQt(of.texts[row]);
  // What is not known comes before all that is; NaN has no place in an order.
  return std::isfinite(of.numbers[row]) ? of.numbers[row] : -std::numeric_limits<double>::infinity();
}

QVariant DetailTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  const scene::TableColumn& of = m_table->columns[static_cast<std::size_t>(section)];
  if (role == Qt::DisplayRole) return toQt(of.title);
  if (role == Qt::TextAlignmentRole) return alignmentOf(of);
  return {};
}

}  // namespace rnnvis::gui
