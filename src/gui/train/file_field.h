#pragma once

#include <QWidget>

class QLineEdit;

namespace rnnvis::gui {

/// The path of a file to read, typed or chosen.
class FileField : public QWidget {
  Q_OBJECT

 public:
  /// `name` is the object name of the line; the button's is that with "Choose".
  FileField(const QString& name, const QString& accessibleName, const QString& placeholder,
            QWidget* parent = nullptr);

  /// Absolute; empty where nothing is named.
  QString path() const;
  void setPath(const QString& path);

 Q_SIGNALS:
  void changed();

 private:
  void browse();

  QLineEdit* m_line;
};

}  // namespace rnnvis::gui
