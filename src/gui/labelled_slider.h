#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QSlider;

namespace rnnvis::gui {

/// A slider under its label and its value in words.
class LabelledSlider : public QWidget {
  Q_OBJECT

 public:
  using Format = std::function<QString(int)>;

  /// `name` is the object name of the slider itself.
  LabelledSlider(const QString& name, const QString& label, int least, int most, Format format,
                 QWidget* parent = nullptr);

  void setStep(int step);
  /// Shows a value without telling anybody.
  void setValue(int value);

 Q_SIGNALS:
  void moved(int value);

 protected:
  bool event(QEvent* event) override;

 private:
  QSlider* m_slider;
  QLabel* m_value;
  Format m_format;
};

}  // namespace rnnvis::gui
