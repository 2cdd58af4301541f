#pragma once

#include <QStringList>
#include <QWidget>

class QButtonGroup;

namespace rnnvis::gui {

/// One choice out of few, side by side. Buttons are named after the widget: "layer0", "layer1".
class SegmentedButtons : public QWidget {
  Q_OBJECT

 public:
  explicit SegmentedButtons(const QString& name, QWidget* parent = nullptr);

  /// `toolTips` may be fewer than segments.
  void setSegments(const QStringList& texts, const QStringList& toolTips = {});
  /// Checks a segment; none where the index does not exist.
  void setCurrent(int index);

 Q_SIGNALS:
  /// The user chose another segment.
  void picked(int index);

 private:
  QStringList m_texts;
  QButtonGroup* m_group;
};

}  // namespace rnnvis::gui
