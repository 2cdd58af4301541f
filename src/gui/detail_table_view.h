#pragma once

#include "rnnvis/scene/detail_table.h"

#include <QString>
#include <QWidget>

#include <filesystem>
#include <memory>

class QSortFilterProxyModel;
class QTableView;

namespace rnnvis::gui {

class DetailTableModel;

/// The numbers behind a plot: sorted by a click on a title, copied as tab-separated text, exported as CSV or
/// JSON.
class DetailTableView : public QWidget {
  Q_OBJECT

 public:
  explicit DetailTableView(scene::DetailTable table, QWidget* parent = nullptr);

  /// Writes the table in the order that it is shown in, as writeTable() does.
  void write(const std::filesystem::path& path) const;

 Q_SIGNALS:
  /// Something could not be done, for this reason.
  void rejected(const QString& message);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fitColumns();
  void copyAll() const;
  void copySelection() const;
  void exportFile();
  std::vector<std::size_t> rowsShown() const;

  DetailTableModel* m_model;
  QSortFilterProxyModel* m_sorted;
  QTableView* m_view;
};

}  // namespace rnnvis::gui
