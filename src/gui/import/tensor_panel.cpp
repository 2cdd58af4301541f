#include "import/tensor_panel.h"

#include "appearance.h"
#include "architecture_text.h"

#include "import/histogram_view.h"
#include "import/table.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

constexpr std::size_t binCount = 48;

QString number(double value) {
  return QString::number(value, 'g', 3).replace('-', "−");
}

}  // namespace

TensorPanel::TensorPanel(QWidget* parent)
    : QWidget(parent),
      m_model(new TensorModel(this)),
      m_table(makeTable("tensorTable", "Tensors of the file")),
      m_histogram(new HistogramView),
      m_numbers(new QLabel) {
  m_table->setModel(m_model);
  m_table->setTextElideMode(Qt::ElideMiddle);
  m_table->horizontalHeader()->setSectionResizeMode(TensorModel::name, QHeaderView::Stretch);
  setColumnWidths(*m_table, {{TensorModel::type, 66}, {TensorModel::shape, 84}, {TensorModel::part, 116}});
  m_numbers->setObjectName("tensorNumbers");
  m_numbers->setTextInteractionFlags(Qt::TextSelectableByMouse);
  setRole(m_numbers, "muted");
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  layout->addWidget(m_table, 1);
  layout->addWidget(m_histogram);
  layout->addWidget(m_numbers);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& current) { measure(current.row()); });
  connect(&m_job, &BackgroundJob::failed, m_histogram, &HistogramView::showNotice);
}

void TensorPanel::setTheme(const Theme& theme) {
  m_histogram->setTheme(theme);
}

void TensorPanel::setInspection(const Inspected& inspection) {
  m_inspection = inspection;
  m_model->setInspection(inspection);
  m_job.cancel();
  m_numbers->clear();
  m_histogram->showNotice({});
  if (m_model->rowCount() > 0) m_table->selectRow(0);
}

void TensorPanel::measure(int row) {
  if (row < 0) return;
  m_numbers->setText("measuring…");
  m_job.run([array = m_inspection->checkpoint.arrays[static_cast<std::size_t>(row)].array](
                const RunControl& control) { return statisticsOf(array, binCount, control); },
            [this](const checkpoint::Statistics& statistics) { showStatistics(statistics); });
}

void TensorPanel::showStatistics(const checkpoint::Statistics& statistics) {
  m_histogram->showStatistics(statistics);
  QString text = QStringLiteral("%1 elements").arg(grouped(statistics.finite + statistics.notFinite));
  if (!statistics.histogram.empty())
    text += QStringLiteral(" · mean %1 · std %2 · min %3 · max %4")
                .arg(number(statistics.mean), number(statistics.deviation), number(statistics.least),
                     number(statistics.most));
  if (statistics.notFinite > 0) text += QStringLiteral(" · %1 not finite").arg(grouped(statistics.notFinite));
  m_numbers->setText(text);
}

}  // namespace rnnvis::gui
