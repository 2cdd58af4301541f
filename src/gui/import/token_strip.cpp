#include "import/token_strip.h"

#include "appearance.h"
#include "drawing.h"
#include "fonts.h"
#include "text_scale.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr double pixels = 12, chipHeight = 22, gap = 4, padding = 7, narrowest = 20, widest = 220;
constexpr std::size_t mostTokens = 400;  // More than fit on any screen.

QString elided(const QString& text) {
  return QFontMetricsF(font(pixels)).elidedText(text, Qt::ElideRight, widest - 2 * padding);
}

}  // namespace

TokenStrip::TokenStrip(QWidget* parent) : QWidget(parent) {
  setObjectName("tokenStrip");
  setLeastSize(*this, {0, static_cast<int>(3 * chipHeight + 2 * gap + 1)});
}

void TokenStrip::setTheme(const Theme& theme) {
  m_theme = &theme;
  update();
}

void TokenStrip::showTokens(const std::vector<PreviewToken>& tokens) {
  const std::size_t first = tokens.size() > mostTokens ? tokens.size() - mostTokens : 0;
  m_tokens.assign(tokens.begin() + static_cast<std::ptrdiff_t>(first), tokens.end());
  QStringList words;
  for (const PreviewToken& token : m_tokens) words << token.text;
  setAccessibleName("Tokens: " + words.join(" "));
  update();
}

/// Boxes of the tokens from `first` on.
std::vector<QRectF> TokenStrip::layOut(std::size_t first) const {
  const QFontMetricsF metrics(gui::font(pixels));
  std::vector<QRectF> boxes;
  double x = 0, y = 0;
  for (std::size_t i = first; i < m_tokens.size(); ++i) {
    const double width =
        std::max(narrowest, metrics.horizontalAdvance(elided(m_tokens[i].text)) + 2 * padding);
    if (x > 0 && x + width > this->width() / textScale()) {
      x = 0;
      y += chipHeight + gap;
    }
    boxes.emplace_back(x + 0.5, y + 0.5, width, chipHeight);
    x += width + gap;
  }
  return boxes;
}

void TokenStrip::paintEvent(QPaintEvent*) {
  if (m_tokens.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(textScale(), textScale());
  std::size_t first = 0;
  std::vector<QRectF> boxes = layOut(first);
  while (boxes.back().bottom() > height() / textScale() && first + 1 < m_tokens.size())
    boxes = layOut(++first);
  for (std::size_t i = 0; i < boxes.size(); ++i) paintChip(painter, boxes[i], m_tokens[first + i]);
}

void TokenStrip::paintChip(QPainter& painter, const QRectF& box, const PreviewToken& token) const {
  const bool isRead = token.fate == PreviewToken::Fate::read;
  painter.setPen(QPen(isRead ? m_theme->line : m_theme->mutedInk, 1, isRead ? Qt::SolidLine : Qt::DashLine));
  painter.setBrush(isRead ? QBrush(m_theme->cell) : QBrush(Qt::NoBrush));
  painter.drawRoundedRect(box, 4, 4);
  drawText(painter, box, Qt::AlignCenter, elided(token.text), pixels,
           isRead ? m_theme->ink : m_theme->mutedInk);
  if (token.fate != PreviewToken::Fate::skipped) return;
  painter.setPen(QPen(m_theme->mutedInk, 1));
  painter.drawLine(QPointF(box.left() + 4, box.center().y()), QPointF(box.right() - 4, box.center().y()));
}

}  // namespace rnnvis::gui
