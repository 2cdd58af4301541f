#pragma once

#include "import/session.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace rnnvis::gui {

/// The name and place of the folder to write, and the buttons that write it or leave.
class TargetPanel : public QWidget {
  Q_OBJECT

 public:
  explicit TargetPanel(QWidget* parent = nullptr);

  /// Suggests a name and a folder for a weights file.
  void suggest(const QString& file);
  ImportTarget target() const;
  /// Lets Enter import, once the panel is part of its dialog.
  void makeDefault();
  /// Whether the import may begin, and if not, why: `missing` is empty where all else is there.
  void setMissing(const QString& missing);

 Q_SIGNALS:
  void importRequested();
  void cancelRequested();

 private:
  QWidget* makeFields();
  QWidget* makeButtons();
  void browse();
  void update();
  QString problem() const;

  QString m_missing;
  QLineEdit* m_name;
  QLineEdit* m_folder;
  QLabel* m_reason;
  QPushButton* m_import;
};

}  // namespace rnnvis::gui
