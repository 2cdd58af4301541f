#include "compare/difference_card.h"

#include "drawing.h"
#include "fonts.h"
#include "text_scale.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace rnnvis::gui {
namespace {

constexpr int cardHeight = 232, padding = 12;
constexpr double type = 10.5;

}  // namespace

DifferenceCard::DifferenceCard(const QString& name, const QString& title, int width, QWidget* parent)
    : QWidget(parent), m_title(title), m_width(width) {
  setObjectName(name);
  setAccessibleName(title);
  setMouseTracking(true);
}

QSize DifferenceCard::sizeHint() const {
  return {scaled(m_width), scaled(cardHeight)};
}

void DifferenceCard::setTheme(const Theme& theme) {
  m_theme = &theme;
  update();
}

void DifferenceCard::setNotice(const QString& notice) {
  m_notice = notice;
  update();
}

void DifferenceCard::setSubtitle(const QString& subtitle) {
  m_subtitle = subtitle;
  setAccessibleDescription(subtitle);
  update();
}

void DifferenceCard::addSpot(const QRectF& box, int item, const QString& tip) {
  m_spots.push_back({box, item, tip});
}

QPoint DifferenceCard::globalOf(const QRectF& box) const {
  return mapToGlobal((box.bottomLeft() * textScale()).toPoint());
}

void DifferenceCard::line(QPainter& painter, const QRectF& box, const QString& text, const QColor& colour,
                          int alignment, bool isBold) const {
  const QString cut = QFontMetricsF(gui::font(type, isBold)).elidedText(text, Qt::ElideRight, box.width());
  drawText(painter, box, alignment | Qt::AlignVCenter, cut, type, colour, isBold);
}

void DifferenceCard::paintEvent(QPaintEvent*) {
  m_spots.clear();
  QPainter painter(this);
  painter.fillRect(rect(), m_theme->window);
  painter.scale(textScale(), textScale());
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF whole = QRectF(0, 0, QWidget::width() / textScale(), QWidget::height() / textScale())
                           .adjusted(padding, 8, -padding, -8);
  line(painter, {whole.left(), whole.top(), whole.width(), 16}, m_title, m_theme->ink, Qt::AlignLeft, true);
  const QRectF body = whole.adjusted(0, 40, 0, 0);
  if (!m_notice.isEmpty()) {
    painter.setFont(gui::font(type));
    painter.setPen(m_theme->mutedInk);
    painter.drawText(body.translated(0, -18), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_notice);
    return;
  }
  line(painter, {whole.left(), whole.top() + 17, whole.width(), 14}, m_subtitle, m_theme->mutedInk);
  paintBody(painter, body);
}

const DifferenceCard::Spot* DifferenceCard::spotAt(QPointF position) const {
  for (auto spot = m_spots.rbegin(); spot != m_spots.rend(); ++spot)
    if (spot->box.contains(position / textScale())) return &*spot;
  return nullptr;
}

void DifferenceCard::mouseMoveEvent(QMouseEvent* event) {
  setCursor(spotAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void DifferenceCard::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  if (const Spot* spot = spotAt(event->position())) choose(spot->item);
}

bool DifferenceCard::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const Spot* spot = spotAt(help->pos());
  QToolTip::showText(help->globalPos(), spot ? spot->tip : m_subtitle, this);
  return true;
}

}  // namespace rnnvis::gui
