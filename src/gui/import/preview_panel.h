#pragma once

#include "import/preview.h"

#include <QWidget>

class QLineEdit;

namespace rnnvis::gui {

class OutputBars;
class TokenStrip;
struct Theme;

/// A line to type, the tokens that it becomes and what the model expects after it.
class PreviewPanel : public QWidget {
  Q_OBJECT

 public:
  explicit PreviewPanel(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  QString line() const;
  /// Fills in a line as long as the user has typed none.
  void suggestLine(const QString& line);
  void showPreview(const Preview& preview);

 Q_SIGNALS:
  void lineChanged();

 private:
  QLineEdit* m_line;
  TokenStrip* m_tokens;
  OutputBars* m_outputs;
};

}  // namespace rnnvis::gui
