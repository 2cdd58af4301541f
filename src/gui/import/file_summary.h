#pragma once

#include "rnnvis/model/import.h"

#include <QWidget>

class QLabel;

namespace rnnvis::gui {

/// What a weights file is: its container and size, the network that was found in it and its parts, or why
/// there is none.
class FileSummary : public QWidget {
  Q_OBJECT

 public:
  explicit FileSummary(QWidget* parent = nullptr);

  /// A file that is being read.
  void showFile(const QString& path);
  /// It cannot be read.
  void showUnreadable();
  void showInspection(const model::Inspection& inspection);

 private:
  void showParts(const model::Inspection& inspection);

  QLabel* m_name;
  QLabel* m_container;
  QLabel* m_architecture;
  QLabel* m_problem;
  QWidget* m_parts = nullptr;
};

}  // namespace rnnvis::gui
