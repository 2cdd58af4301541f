// What the main view makes of mouse, wheel and fingers.

#include "drawing.h"
#include "main_view.h"
#include "tooltip.h"

#include <QGestureEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QToolTip>

#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr int wheelNotch = 120;        // Qt's angle delta of one step of a mouse wheel.
constexpr double zoomPerNotch = 1.2;   // Of the picture.
constexpr double pixelsPerNotch = 60;  // That the wheel moves a zoomed picture by.

constexpr char brushHelp[] =
    "Drag the window to scroll, its edges to see more tokens or fewer;<br>double-click for the usual size.";

scene::Point pointOf(QPointF position) {
  return {position.x(), position.y()};
}

QPointF panOf(const QWheelEvent& event) {
  const QPointF delta = event.pixelDelta().isNull()
                            ? QPointF(event.angleDelta()) / wheelNotch * pixelsPerNotch
                            : QPointF(event.pixelDelta());
  return event.modifiers() & Qt::ShiftModifier ? delta.transposed() : delta;
}

}  // namespace

scene::Point MainView::inScene(QPointF position) const {
  return m_transform.toScene(pointOf(position));
}

scene::Hit MainView::hitAt(QPointF position) {
  return scene() ? hitTest(*m_scene, inScene(position)) : scene::Hit{};
}

scene::BrushPart MainView::brushPart(QPointF position) {
  if (!scene() || !m_scene->overview) return scene::BrushPart::none;
  return brushPartAt(*m_scene->overview, inScene(position));
}

Qt::CursorShape MainView::cursorAt(QPointF position) {
  if (m_panFrom) return Qt::ClosedHandCursor;
  if (m_holdsSpace) return Qt::OpenHandCursor;
  switch (brushPart(position)) {
    case scene::BrushPart::top:
    case scene::BrushPart::bottom:
      return Qt::SizeVerCursor;
    case scene::BrushPart::window:
      return Qt::OpenHandCursor;
    case scene::BrushPart::strip:
      return Qt::PointingHandCursor;
    case scene::BrushPart::none:
      break;
  }
  return m_hover.isNothing() ? Qt::ArrowCursor : Qt::PointingHandCursor;
}

bool MainView::event(QEvent* event) {
  switch (event->type()) {
    case QEvent::ToolTip: {
      const auto* help = static_cast<QHelpEvent*>(event);
      if (!showTooltip(help->pos(), help->globalPos())) QToolTip::hideText();
      return true;
    }
    case QEvent::Gesture:
    case QEvent::NativeGesture:
      return pinch(event) || QWidget::event(event);
    default:
      return QWidget::event(event);
  }
}

void MainView::mouseMoveEvent(QMouseEvent* event) {
  if (m_panFrom) {
    const QPointF way = event->position() - *m_panFrom;
    m_panFrom = event->position();
    m_hasPanned = true;
    return changeTransform([&](ViewTransform& transform) { transform.panBy(way.x(), way.y()); });
  }
  if (m_drag) return dragTo(inScene(event->position()).y);
  pointAt(hitAt(event->position()));
  setCursor(cursorAt(event->position()));
}

void MainView::mousePressEvent(QMouseEvent* event) {
  const bool isLeft = event->button() == Qt::LeftButton;
  if (event->button() == Qt::MiddleButton || (isLeft && m_holdsSpace)) {
    m_panFrom = event->position();
    m_hasPanned = true;
    return setCursor(Qt::ClosedHandCursor);
  }
  if (!isLeft) return QWidget::mousePressEvent(event);
  if (const auto part = brushPart(event->position()); part != scene::BrushPart::none)
    return startDrag(part, inScene(event->position()).y);
  const scene::Hit hit = hitAt(event->position());
  m_focus = hit;  // The keyboard goes on from there.
  m_showsRing = false;
  update();
  choose(hit, event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
}

void MainView::mouseReleaseEvent(QMouseEvent* event) {
  m_drag.reset();
  m_panFrom.reset();
  setCursor(cursorAt(event->position()));
}

void MainView::mouseDoubleClickEvent(QMouseEvent* event) {
  const bool isBrush = brushPart(event->position()) != scene::BrushPart::none;
  if (event->button() != Qt::LeftButton || m_holdsSpace) return mousePressEvent(event);
  if (isBrush) {
    m_drag.reset();
    return setGlyphHeight(0);
  }
  if (!hitAt(event->position()).isNothing()) return mousePressEvent(event);
  changeTransform([](ViewTransform& transform) { transform.reset(); });
}

void MainView::startDrag(scene::BrushPart part, double y) {
  if (part == scene::BrushPart::strip) {
    m_options = dragBrush(*m_scene->overview, part, y, y, m_options);
    showSentences();
    part = scene::BrushPart::window;
  }
  m_drag = Drag{part, y, *m_scene->overview, m_options};
}

void MainView::dragTo(double y) {
  if (!scene()) return;
  const scene::Size size = m_options.size;
  m_options = dragBrush(m_drag->overview, m_drag->part, m_drag->y, y, m_drag->options);
  m_options.size = size;
  showSentences();
}

void MainView::leaveEvent(QEvent*) {
  pointAt({});
}

void MainView::wheelEvent(QWheelEvent* event) {
  if (!scene()) return QWidget::wheelEvent(event);
  const bool isZoom = event->modifiers() & Qt::ControlModifier;
  const bool isOverSentences =
      m_scene->sentenceColumn && m_scene->sentenceColumn->area.contains(inScene(event->position()));
  if (isOverSentences && (isZoom || m_scene->overview)) return turnWheelOverSentences(*event);
  if (isZoom)
    return zoomAbout(std::pow(zoomPerNotch, double(event->angleDelta().y()) / wheelNotch), event->position());
  if (!m_transform.canPan()) return QWidget::wheelEvent(event);
  const QPointF way = panOf(*event);
  changeTransform([&](ViewTransform& transform) { transform.panBy(way.x(), way.y()); });
}

void MainView::turnWheelOverSentences(const QWheelEvent& event) {
  m_wheel -= event.angleDelta().y();
  const int notches = m_wheel / wheelNotch;
  m_wheel %= wheelNotch;
  if (event.modifiers() & Qt::ControlModifier)
    zoomGlyphs(-notches);
  else
    scrollSentences(notches);
}

void MainView::zoomAbout(double factor, QPointF position) {
  if (!scene()) return;
  changeTransform([&](ViewTransform& transform) { transform.zoomBy(factor, pointOf(position)); });
}

/// Two fingers on a touchpad or on the screen.
bool MainView::pinch(QEvent* event) {
  if (event->type() == QEvent::NativeGesture) {
    const auto& gesture = *static_cast<QNativeGestureEvent*>(event);
    if (gesture.gestureType() != Qt::ZoomNativeGesture) return false;
    zoomAbout(1 + gesture.value(), gesture.position());
    return true;
  }
  const auto* gesture =
      static_cast<QPinchGesture*>(static_cast<QGestureEvent*>(event)->gesture(Qt::PinchGesture));
  if (!gesture) return false;
  zoomAbout(gesture->scaleFactor(), mapFromGlobal(gesture->centerPoint()));
  return true;
}

bool MainView::showTooltip(QPoint position, QPoint globalPosition) {
  if (brushPart(position) != scene::BrushPart::none) {
    QToolTip::showText(globalPosition, brushHelp, this);
    return true;
  }
  const scene::Hit hit = hitAt(position);
  const QString text = m_computed ? tooltipOf(hit, *m_scene, *m_computed) : QString();
  if (text.isEmpty()) return false;
  QToolTip::showText(globalPosition, text, this);
  return true;
}

}  // namespace rnnvis::gui
