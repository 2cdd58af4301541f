#pragma once

#include "theme.h"

#include "import/preview.h"

#include <QWidget>

namespace rnnvis::gui {

/// Tokens as chips, in lines: a dashed frame for unknown ones, struck out where skipped. Where there are too
/// many, the last ones are shown.
class TokenStrip : public QWidget {
  Q_OBJECT

 public:
  explicit TokenStrip(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void showTokens(const std::vector<PreviewToken>& tokens);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<QRectF> layOut(std::size_t first) const;
  void paintChip(QPainter& painter, const QRectF& box, const PreviewToken& token) const;

  const Theme* m_theme = &Theme::light();
  std::vector<PreviewToken> m_tokens;
};

}  // namespace rnnvis::gui
