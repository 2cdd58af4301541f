// What the main view makes of the keyboard.

#include "appearance.h"
#include "drawing.h"
#include "main_view.h"
#include "main_view_accessible.h"
#include "tooltip.h"

#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr std::ptrdiff_t rowsPerPage = 8;
constexpr double glyphStep = 1.15;    // Of the height of glyphs.
constexpr double pictureStep = 1.25;  // Of the zoom.

std::optional<scene::Step> stepOf(int key) {
  switch (key) {
    case Qt::Key_Up:
      return scene::Step::up;
    case Qt::Key_Down:
      return scene::Step::down;
    case Qt::Key_Left:
      return scene::Step::left;
    case Qt::Key_Right:
      return scene::Step::right;
    default:
      return std::nullopt;
  }
}

bool isEnter(int key) {
  return key == Qt::Key_Return || key == Qt::Key_Enter;
}

}  // namespace

void MainView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return Q_EMIT commanded(scene::ClearSelection{});
  if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier) return openMenuByKey();
  if (!scrollByKey(event->key()) && !zoomByKey(*event) && !walkByKey(*event)) QWidget::keyPressEvent(event);
}

/// The menu of what the keyboard is at, else of what is pointed at.
void MainView::openMenuByKey() {
  const scene::Hit& hit = m_showsRing ? m_focus : m_hover;
  const QPointF place = boxOf(hit).value_or(QRectF(rect())).center();
  Q_EMIT menuRequested(hit, mapToGlobal(place.toPoint()));
}

bool MainView::scrollByKey(int key) {
  switch (key) {
    case Qt::Key_PageDown:
      scrollSentences(rowsPerPage);
      return true;
    case Qt::Key_PageUp:
      scrollSentences(-rowsPerPage);
      return true;
    case Qt::Key_Home:
      scrollSentences(-static_cast<std::ptrdiff_t>(m_options.firstGlyph));
      return true;
    case Qt::Key_End:
      if (scene()) scrollSentences(static_cast<std::ptrdiff_t>(m_scene->tokensBelow + rowsPerPage));
      return true;
    default:
      return false;
  }
}

/// With Ctrl, arrows change the height of glyphs; without it, signs change the size of the picture.
bool MainView::zoomByKey(const QKeyEvent& event) {
  const bool isOfGlyphs = event.modifiers() & Qt::ControlModifier;
  switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
      if (isOfGlyphs) zoomGlyphs(event.key() == Qt::Key_Up ? 1 : -1);
      return isOfGlyphs;
    case Qt::Key_Plus:
    case Qt::Key_Equal:  // Plus without Shift.
      if (!isOfGlyphs) zoomAbout(pictureStep, middleOfZoom());
      return !isOfGlyphs;
    case Qt::Key_Minus:
      if (!isOfGlyphs) zoomAbout(1 / pictureStep, middleOfZoom());
      return !isOfGlyphs;
    case Qt::Key_0:
      if (!isOfGlyphs) changeTransform([](ViewTransform& transform) { transform.reset(); });
      return !isOfGlyphs;
    default:
      return false;
  }
}

bool MainView::walkByKey(const QKeyEvent& event) {
  if (const auto step = stepOf(event.key())) {
    go(*step);
    return true;
  }
  if (event.key() == Qt::Key_Space) {
    if (event.isAutoRepeat()) return true;
    m_holdsSpace = true;
    m_hasPanned = false;
    setCursor(Qt::OpenHandCursor);
    return true;
  }
  if (!m_showsRing) return false;
  if (isEnter(event.key()))
    choose(m_focus, event.modifiers() & Qt::ShiftModifier);
  else if (event.key() == Qt::Key_I)
    showFocusedTooltip();
  else
    return false;
  return true;
}

void MainView::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Space || event->isAutoRepeat()) return QWidget::keyReleaseEvent(event);
  m_holdsSpace = false;
  setCursor(Qt::ArrowCursor);
  if (m_showsRing && !m_hasPanned) choose(m_focus, event->modifiers() & Qt::ShiftModifier);
}

void MainView::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  if (event->reason() != Qt::TabFocusReason && event->reason() != Qt::BacktabFocusReason) return;
  m_focus = {};
  go(event->reason() == Qt::TabFocusReason ? scene::Step::next : scene::Step::previous);
}

void MainView::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  m_holdsSpace = false;
  if (event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason) return;
  m_showsRing = false;
  update();
}

/// Tab goes through the kinds of things in the view before it leaves.
bool MainView::focusNextPrevChild(bool next) {
  if (scene())
    if (const auto hit = walk(*m_scene, m_focus, next ? scene::Step::next : scene::Step::previous)) {
      focusOn(*hit);
      return true;
    }
  return QWidget::focusNextPrevChild(next);
}

/// What has the focus, else what the pointer is over, else the middle of the view.
QPointF MainView::middleOfZoom() {
  const auto box = m_showsRing ? boxOf(m_focus) : std::nullopt;
  if (box) return box->center();
  const QPointF pointer = mapFromGlobal(QPointF(QCursor::pos()));
  return underMouse() && rect().contains(pointer.toPoint()) ? pointer : QRectF(rect()).center();
}

void MainView::go(scene::Step step) {
  if (!scene()) return;
  auto next = walk(*m_scene, m_focus, step);
  // From the last token in sight to the one after it, past headings.
  const bool isToken = std::holds_alternative<scene::TokenPlace>(m_focus.item);
  const auto canScroll = [&] {
    return isToken && ((step == scene::Step::down && m_scene->tokensBelow > 0) ||
                       (step == scene::Step::up && m_scene->tokensAbove > 0));
  };
  while (!next && canScroll()) {
    scrollSentences(step == scene::Step::down ? 1 : -1);
    next = walk(*m_scene, m_focus, step);
  }
  if (next) focusOn(*next);
}

void MainView::focusOn(const scene::Hit& hit) {
  if (!scene()) return;
  m_focus = hit;
  m_showsRing = true;
  if (const auto box = scene::boxOf(*m_scene, hit))
    changeTransform([&](ViewTransform& transform) { transform.reveal(*box); });
  pointAt(hit);
  describeAs(*this, tooltipOf(hit, *m_scene, *m_computed));
  tellFocus(*this, hit);
  update();
}

void MainView::showFocusedTooltip() {
  const auto box = boxOf(m_focus);
  if (!box) return;
  const QPoint corner = box->bottomRight().toPoint();
  QToolTip::showText(mapToGlobal(corner), tooltipOf(m_focus, *m_scene, *m_computed), this);
}

void MainView::scrollSentences(std::ptrdiff_t rows) {
  if (!scene() || rows == 0) return;
  const auto wanted = static_cast<std::ptrdiff_t>(m_options.firstGlyph) + rows;
  m_options.firstGlyph = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, wanted));
  showSentences();
}

void MainView::zoomGlyphs(int steps) {
  if (!scene() || m_scene->glyphs.empty() || steps == 0) return;
  setGlyphHeight(m_scene->glyphs.front().box.height * std::pow(glyphStep, steps));
}

void MainView::setGlyphHeight(double pixels) {
  if (!scene()) return;
  m_options.glyphHeight =
      pixels > 0 ? std::clamp(pixels, scene::MainOptions::smallestGlyph, scene::MainOptions::largestGlyph)
                 : 0;
  showSentences();
}

}  // namespace rnnvis::gui
