#pragma once

#include "background_job.h"

#include "import/tensor_model.h"

#include "rnnvis/checkpoint/statistics.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace rnnvis::gui {

class HistogramView;
struct Theme;

/// The tensors of a weights file, and how the elements of the selected one are spread.
class TensorPanel : public QWidget {
  Q_OBJECT

 public:
  explicit TensorPanel(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setInspection(const Inspected& inspection);

 private:
  void measure(int row);
  void showStatistics(const checkpoint::Statistics& statistics);

  Inspected m_inspection;
  TensorModel* m_model;
  QTableView* m_table;
  HistogramView* m_histogram;
  QLabel* m_numbers;
  BackgroundJob m_job;
};

}  // namespace rnnvis::gui
