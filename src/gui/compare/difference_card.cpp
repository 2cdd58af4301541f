#include "compare/difference_card.h"

#include "appearance.h"
#include "drawing.h"
#include "fonts.h"
#include "text_scale.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

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
  setFocusPolicy(Qt::StrongFocus);
}

QSizeF DifferenceCard::leastRoom() const {
  return QSizeF(m_width, cardHeight);
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
  paint(painter, whole);
  if (hasFocus()) paintFocus(painter, whole);
}

void DifferenceCard::paintOn(QPainter& painter, const QRectF& box, const Theme& theme) {
  const Theme* shown = std::exchange(m_theme, &theme);
  const std::vector<Spot> spots = std::exchange(m_spots, {});
  m_isOnPage = true;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  paint(painter, box.adjusted(padding, 8, -padding, -8));
  painter.restore();
  m_isOnPage = false;
  m_spots = spots;
  m_theme = shown;
}

void DifferenceCard::paint(QPainter& painter, const QRectF& whole) {
  line(painter, {whole.left(), whole.top(), whole.width(), 16}, m_title, m_theme->ink, Qt::AlignLeft, true);
  const QRectF body = whole.adjusted(0, 40, 0, 0);
  if (!m_notice.isEmpty()) {
    painter.setFont(gui::font(type));
    painter.setPen(m_theme->mutedInk);
    painter.drawText(body.translated(0, -18), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_notice);
  } else {
    line(painter, {whole.left(), whole.top() + 17, whole.width(), 14}, m_subtitle, m_theme->mutedInk);
    paintBody(painter, body);
  }
}

/// A ring around what the keyboard is at, around all where there is nothing.
void DifferenceCard::paintFocus(QPainter& painter, const QRectF& whole) const {
  const Spot* spot = keyed();
  const QRectF box = spot ? spot->box.adjusted(-1, -1, 1, 1) : whole.adjusted(-6, -4, 6, 4);
  painter.setBrush(Qt::NoBrush);
  for (const QPen& pen : {QPen(m_theme->window, 4), QPen(m_theme->accent, 2)}) {
    painter.setPen(pen);
    painter.drawRoundedRect(box, 3, 3);
  }
}

/// The same thing as before where it is still there, else what is nearest to its place.
const DifferenceCard::Spot* DifferenceCard::keyed() const {
  if (m_spots.empty()) return nullptr;
  if (!m_keyed) return &m_spots.front();
  const auto distance = [&](const Spot& spot) {
    const QPointF way = spot.box.center() - m_keyed->box.center();
    return QPointF::dotProduct(way, way) + (spot.item == m_keyed->item ? 0 : 1e9);
  };
  return &*std::min_element(m_spots.begin(), m_spots.end(),
                            [&](const Spot& a, const Spot& b) { return distance(a) < distance(b); });
}

/// The nearest spot in the direction of an arrow, what lies aside of it later.
const DifferenceCard::Spot* DifferenceCard::after(int key) const {
  if (key == Qt::Key_Home) return &m_spots.front();
  if (key == Qt::Key_End) return &m_spots.back();
  const bool isAcross = key == Qt::Key_Left || key == Qt::Key_Right;
  const double sign = key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1;
  const QRectF from = keyed()->box;
  const Spot* best = nullptr;
  double least = 0;
  for (const Spot& spot : m_spots) {
    const QPointF way = spot.box.center() - from.center();
    const double along = sign * (isAcross ? way.x() : way.y());
    const double aside = std::abs(isAcross ? way.y() : way.x());
    const double width = isAcross ? from.height() + spot.box.height() : from.width() + spot.box.width();
    if (along < 0.5) continue;
    const double distance = along + 2 * std::max(0.0, aside - width / 2) + 0.1 * aside;
    if (best && distance >= least) continue;
    best = &spot;
    least = distance;
  }
  return best;
}

void DifferenceCard::goTo(const Spot& spot) {
  m_keyed = spot;
  describeAs(*this, spot.tip);
  QToolTip::showText(globalOf(spot.box), spot.tip, this);
  update();
}

void DifferenceCard::keyPressEvent(QKeyEvent* event) {
  static constexpr std::array steps{Qt::Key_Left, Qt::Key_Right, Qt::Key_Up,
                                    Qt::Key_Down, Qt::Key_Home,  Qt::Key_End};
  static constexpr std::array choices{Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space};
  const auto isOneOf = [event](const auto& keys) {
    return std::find(keys.begin(), keys.end(), event->key()) != keys.end();
  };
  const Spot* spot = keyed();
  if (spot && isOneOf(steps)) {
    if (const Spot* next = after(event->key())) goTo(*next);
  } else if (spot && isOneOf(choices)) {
    m_chosenAt = globalOf(spot->box);
    choose(Spot(*spot).item);
  } else {
    QWidget::keyPressEvent(event);
  }
}

void DifferenceCard::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  const bool isByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
  if (const Spot* spot = keyed(); spot && isByKey) goTo(*spot);
  update();
}

void DifferenceCard::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  setAccessibleDescription(m_subtitle);
  update();
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
  m_chosenAt = event->globalPosition().toPoint();
  if (const Spot* spot = spotAt(event->position())) {
    m_keyed = *spot;  // The keyboard goes on from there.
    choose(Spot(*spot).item);
  }
}

bool DifferenceCard::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const Spot* spot = spotAt(help->pos());
  QToolTip::showText(help->globalPos(), spot ? spot->tip : m_subtitle, this);
  return true;
}

}  // namespace rnnvis::gui
