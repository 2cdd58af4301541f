#include "detail_table_view.h"

#include "detail_table_model.h"
#include "drawing.h"
#include "import/table.h"
#include "table_file.h"
#include "text_scale.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr int rowsMeasured = 200;  // For the width of a column.
constexpr int cellPadding = 14;
constexpr int widestColumn = 180;

void copy(const std::string& text) {
  QGuiApplication::clipboard()->setText(toQt(text));
}

}  // namespace

DetailTableView::DetailTableView(scene::DetailTable table, QWidget* parent)
    : QWidget(parent),
      m_model(new DetailTableModel(std::make_shared<const scene::DetailTable>(std::move(table)), this)),
      m_sorted(new QSortFilterProxyModel(this)),
      m_view(makeTable("detailTable", "Numbers behind the plot")) {
  m_sorted->setSourceModel(m_model);
  m_sorted->setSortRole(Qt::UserRole);
  m_view->setModel(m_sorted);
  m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_view->horizontalHeader()->setResizeContentsPrecision(rowsMeasured);
  m_view->horizontalHeader()->setMaximumSectionSize(scaled(widestColumn));
  m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  m_view->setSortingEnabled(true);
  fitColumns();
  m_view->installEventFilter(this);
  auto* copyButton = new QPushButton("Copy table");
  copyButton->setObjectName("copyTable");
  auto* exportButton = new QPushButton("Export…");
  exportButton->setObjectName("exportTable");
  connect(copyButton, &QPushButton::clicked, this, &DetailTableView::copyAll);
  connect(exportButton, &QPushButton::clicked, this, &DetailTableView::exportFile);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(copyButton);
  buttons->addWidget(exportButton);
  buttons->addStretch(1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_view, 1);
  layout->addLayout(buttons);
}

/// The style sheet's padding is not part of what a view takes for the width of its contents.
void DetailTableView::fitColumns() {
  m_view->resizeColumnsToContents();
  for (int column = 0; column < m_model->columnCount(); ++column)
    m_view->setColumnWidth(column, m_view->columnWidth(column) + scaled(cellPadding));
}

std::vector<std::size_t> DetailTableView::rowsShown() const {
  std::vector<std::size_t> rows;
  for (int row = 0; row < m_sorted->rowCount(); ++row)
    rows.push_back(static_cast<std::size_t>(m_sorted->mapToSource(m_sorted->index(row, 0)).row()));
  return rows;
}

void DetailTableView::copyAll() const {
  copy(separatedValues(m_model->table(), rowsShown(), '\t'));
}

void DetailTableView::copySelection() const {
  QModelIndexList selected = m_view->selectionModel()->selectedRows();
  std::sort(selected.begin(), selected.end());
  std::vector<std::size_t> rows;
  for (const QModelIndex& index : selected)
    rows.push_back(static_cast<std::size_t>(m_sorted->mapToSource(index).row()));
  if (!rows.empty()) copy(separatedValues(m_model->table(), rows, '\t', false));
}

void DetailTableView::write(const std::filesystem::path& path) const {
  writeTable(path, m_model->table(), rowsShown());
}

void DetailTableView::exportFile() {
  exportTable(
      *this, [this](const std::filesystem::path& path) { write(path); },
      [this](const QString& reason) { Q_EMIT rejected(reason); });
}

bool DetailTableView::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress || !static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy))
    return QWidget::eventFilter(watched, event);
  copySelection();
  return true;
}

}  // namespace rnnvis::gui
