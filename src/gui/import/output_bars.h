#pragma once

#include "theme.h"

#include "import/preview.h"

#include <QWidget>

namespace rnnvis::gui {

/// The likeliest words or classes, a bar each, from 0 to probability 1.
class OutputBars : public QWidget {
  Q_OBJECT

 public:
  explicit OutputBars(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void showOutputs(const std::vector<PreviewOutput>& outputs, const QString& notice);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme* m_theme = &Theme::light();
  std::vector<PreviewOutput> m_outputs;
  QString m_notice;  // In place of bars.
};

}  // namespace rnnvis::gui
