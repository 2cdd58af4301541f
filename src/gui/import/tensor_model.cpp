#include "import/tensor_model.h"

#include "drawing.h"

namespace rnnvis::gui {

void TensorModel::setInspection(const Inspected& inspection) {
  beginResetModel();
  m_inspection = inspection;
  m_parts.clear();
  if (inspection && inspection->architecture)
    for (const auto& [played, where] : inspection->architecture->parts) {
      std::string& parts = m_parts[where.tensor];
      parts += (parts.empty() ? "" : ", ") + played;
    }
  endResetModel();
}

int TensorModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !m_inspection ? 0 : static_cast<int>(m_inspection->checkpoint.arrays.size());
}

QString TensorModel::textAt(std::size_t row, int column) const {
  const checkpoint::NamedArray& tensor = m_inspection->checkpoint.arrays[row];
  switch (column) {
    case name:
      return toQt(tensor.name);
    case type:
      return toQt(std::string(nameOf(tensor.array.type())));
    case shape:
      return toQt(checkpoint::describeShape(tensor.array.shape()));
    default:
      break;
  }
  const auto found = m_parts.find(tensor.name);
  return found == m_parts.end() ? QString() : toQt(found->second);
}

QVariant TensorModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
  return textAt(static_cast<std::size_t>(index.row()), index.column());
}

QVariant TensorModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  static const char* const titles[columns] = {"Tensor", "Type", "Shape", "Part"};
  return titles[section];
}

}  // namespace rnnvis::gui
