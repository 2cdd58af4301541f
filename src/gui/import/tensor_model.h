#pragma once

#include "rnnvis/model/import.h"

#include <QAbstractTableModel>

#include <memory>

namespace rnnvis::gui {

using Inspected = std::shared_ptr<const model::Inspection>;

/// The tensors of a weights file: name, type, shape and the part that each plays.
class TensorModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { name, type, shape, part, columns };

  using QAbstractTableModel::QAbstractTableModel;

  void setInspection(const Inspected& inspection);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QString textAt(std::size_t row, int column) const;

  Inspected m_inspection;
  std::map<std::string, std::string> m_parts;  // Of each tensor that plays any.
};

}  // namespace rnnvis::gui
