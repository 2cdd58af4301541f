#pragma once

#include "rnnvis/scene/detail_table.h"

#include <QAbstractTableModel>

#include <memory>

namespace rnnvis::gui {

/// A table of the detail view. Sorts by Qt::UserRole.
class DetailTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  DetailTableModel(std::shared_ptr<const scene::DetailTable> table, QObject* parent = nullptr)
      : QAbstractTableModel(parent), m_table(std::move(table)) {}

  const scene::DetailTable& table() const { return *m_table; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::shared_ptr<const scene::DetailTable> m_table;
};

}  // namespace rnnvis::gui
