#pragma once

#include <QLineEdit>

namespace rnnvis::gui {

/// The field in which a cluster is named, over its title. Return or leaving it names, Esc does not; it
/// deletes itself.
class ClusterNameEdit : public QLineEdit {
  Q_OBJECT

 public:
  ClusterNameEdit(const QString& name, QWidget* parent);

  void openOver(const QRectF& title);
  void cancel();

 Q_SIGNALS:
  /// Empty where the name is to go.
  void named(const QString& name);

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void finish();

  bool m_isOpen = true;
};

}  // namespace rnnvis::gui
