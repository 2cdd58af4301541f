#pragma once

#include "theme.h"

#include <QDialog>

class QTextBrowser;

namespace rnnvis::gui {

/// What every mark of every view says.
class Legend : public QDialog {
 public:
  explicit Legend(QWidget* parent);

  void setTheme(const Theme& theme);

 private:
  QTextBrowser* m_text;
};

}  // namespace rnnvis::gui
