#include "main_view.h"

#include "drawing.h"
#include "tooltip.h"
#include "word_popup.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr int wheelNotch = 120;  // Qt's angle delta of one step of a mouse wheel.
constexpr std::ptrdiff_t rowsPerPage = 8;
constexpr double zoomStep = 1.15;  // Of the height of glyphs.

constexpr char brushHelp[] =
    "Drag the window to scroll, its edges to see more tokens or fewer;<br>double-click for the usual size.";

scene::Point pointOf(QPointF position) {
  return {position.x(), position.y()};
}

bool isNothing(const scene::Hit& hit) {
  return std::holds_alternative<std::monostate>(hit.item) && !hit.chip && !hit.cloud;
}

bool isSame(const scene::Hit& a, const scene::Hit& b) {
  return a.item == b.item && a.chip == b.chip && a.cloud == b.cloud;
}

/// What a click there asks for. A bar of a glyph stands for its chip, the rest of the glyph for the token.
std::optional<scene::Command> commandOf(const scene::Hit& hit, bool extend) {
  if (const auto* word = std::get_if<WordId>(&hit.item)) return scene::SelectWord{*word, extend};
  if (const auto* unit = std::get_if<UnitId>(&hit.item)) return scene::SelectUnit{*unit, extend};
  if (const auto* tag = std::get_if<text::Tag>(&hit.item)) return scene::ToggleTag{*tag};
  if (hit.chip) return scene::SelectChip{*hit.chip};
  if (const auto* place = std::get_if<scene::TokenPlace>(&hit.item)) return scene::SelectToken{*place};
  if (hit.cloud) return scene::SelectCloud{*hit.cloud};
  return std::nullopt;
}

}  // namespace

MainView::MainView(QWidget* parent) : QWidget(parent) {
  setObjectName("mainView");
  setAccessibleName("Sentences, memory chips and word clouds");
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
}

void MainView::showComputed(const Computed& computed) {
  m_computed = computed;
  for (auto* popup : findChildren<WordPopup*>()) popup->close();  // Its words may be another model's.
  scheduleLayout();
}

void MainView::setTheme(const Theme& theme) {
  m_theme = &theme;
  m_picture = {};
  update();
}

void MainView::setTextScale(double) {}

void MainView::setNotice(const QString& text) {
  m_notice = text;
  update();
}

void MainView::revealLastSentence() {
  if (!scene() || m_scene->tokensBelow == 0) return;
  m_options.firstGlyph = m_scene->sentenceRows.back();
  showSentences();
}

const scene::MainScene* MainView::scene() {
  if (!m_computed) return nullptr;
  if (!m_scene) {
    m_options.size = {static_cast<double>(width()), static_cast<double>(height())};
    m_scene = layoutMain(*m_computed, m_options, m_measure);
    m_options.firstGlyph = m_scene->firstRow;
    m_options.clouds = m_scene->cloudPacking;
  }
  return &*m_scene;
}

/// Lays out the sentence column alone, which is quick.
void MainView::showSentences() {
  layoutSentences(*m_computed, m_options, m_measure, *m_scene);
  m_options.firstGlyph = m_scene->firstRow;
  m_hover = {};
  repaintSentences();
}

/// Draws the sentence column anew in the picture.
void MainView::repaintSentences() {
  if (!m_picture.isNull()) {
    QPainter painter(&m_picture);
    paintSentenceRegion(painter, *m_scene, *m_theme);
  }
  update();
}

void MainView::scheduleLayout() {
  m_scene.reset();
  m_picture = {};
  m_hover = {};
  update();
}

bool MainView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (!showTooltip(help->pos(), help->globalPos())) QToolTip::hideText();
  return true;
}

void MainView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (scene()) {
    painter.drawPixmap(0, 0, picture());
    paintHover(painter, *m_scene, *m_theme, m_hover);
    return;
  }
  painter.fillRect(rect(), m_theme->window);
  drawText(painter, rect(), Qt::AlignCenter, m_notice, 14, m_theme->mutedInk);
}

/// The scene without what follows the pointer, which would otherwise have all of it drawn again.
const QPixmap& MainView::picture() {
  const QSize size = this->size() * devicePixelRatioF();
  if (m_picture.size() == size) return m_picture;
  m_picture = QPixmap(size);
  m_picture.setDevicePixelRatio(devicePixelRatioF());
  QPainter painter(&m_picture);
  paintMain(painter, *m_scene, *m_theme);
  return m_picture;
}

void MainView::resizeEvent(QResizeEvent*) {
  scheduleLayout();
}

scene::Hit MainView::hitAt(QPointF position) {
  return scene() ? hitTest(*m_scene, pointOf(position)) : scene::Hit{};
}

void MainView::showHover(const scene::Hit& hit) {
  if (isSame(hit, m_hover.hit)) return;
  const auto* before = std::get_if<scene::TokenPlace>(&m_hover.hit.item);
  const auto* place = std::get_if<scene::TokenPlace>(&hit.item);
  const bool changesForecast = (before || place) && scene();
  if (changesForecast)
    showForecast(*m_computed, place ? std::optional(*place) : std::nullopt, m_measure, *m_scene);
  m_hover.hit = hit;
  if (changesForecast) return repaintSentences();
  update();
}

void MainView::hover(const scene::Hit& hit) {
  if (isSame(hit, m_hover.hit)) return;
  setCursor(isNothing(hit) ? Qt::ArrowCursor : Qt::PointingHandCursor);
  showHover(hit);
  Q_EMIT hovered(hit);
}

void MainView::mouseMoveEvent(QMouseEvent* event) {
  if (m_drag) return dragTo(event->position().y());
  hover(hitAt(event->position()));
  switch (brushPart(event->position())) {
    case scene::BrushPart::none:
      break;
    case scene::BrushPart::top:
    case scene::BrushPart::bottom:
      return setCursor(Qt::SizeVerCursor);
    case scene::BrushPart::window:
      return setCursor(Qt::OpenHandCursor);
    case scene::BrushPart::strip:
      return setCursor(Qt::PointingHandCursor);
  }
  if (isNothing(m_hover.hit)) setCursor(Qt::ArrowCursor);
}

void MainView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  if (const auto part = brushPart(event->position()); part != scene::BrushPart::none)
    return startDrag(part, event->position().y());
  const bool extend = event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier);
  const scene::Hit hit = hitAt(event->position());
  if (std::holds_alternative<scene::HiddenWords>(hit.item)) return listHidden(*hit.cloud);
  if (const auto command = commandOf(hit, extend)) Q_EMIT commanded(*command);
}

void MainView::listHidden(ClusterId cloud) {
  const scene::Cloud& shown = m_scene->clouds[cloud.index()];
  auto* popup = new WordPopup(shown.hidden, m_computed->workspace.analysis->tokens, this);
  connect(popup, &WordPopup::chosen, this,
          [this](WordId word) { Q_EMIT commanded(scene::SelectWord{word}); });
  popup->popUp(mapToGlobal(toQt(shown.hiddenBox).bottomLeft().toPoint()));
}

void MainView::mouseReleaseEvent(QMouseEvent*) {
  m_drag.reset();
}

void MainView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (brushPart(event->position()) == scene::BrushPart::none) return mousePressEvent(event);
  m_drag.reset();
  setGlyphHeight(0);
}

scene::BrushPart MainView::brushPart(QPointF position) {
  if (!scene() || !m_scene->overview) return scene::BrushPart::none;
  return brushPartAt(*m_scene->overview, pointOf(position));
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
  hover({});
}

void MainView::wheelEvent(QWheelEvent* event) {
  if (!scene() || !m_scene->sentenceColumn ||
      !m_scene->sentenceColumn->area.contains(pointOf(event->position())))
    return QWidget::wheelEvent(event);
  m_wheel -= event->angleDelta().y();
  const int notches = m_wheel / wheelNotch;
  if (event->modifiers() & Qt::ControlModifier)
    zoomGlyphs(-notches);
  else
    scrollSentences(notches);
  m_wheel %= wheelNotch;
}

void MainView::scrollSentences(std::ptrdiff_t rows) {
  if (!scene() || rows == 0) return;
  const auto wanted = static_cast<std::ptrdiff_t>(m_options.firstGlyph) + rows;
  m_options.firstGlyph = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, wanted));
  showSentences();
}

void MainView::zoomGlyphs(int steps) {
  if (!scene() || m_scene->glyphs.empty() || steps == 0) return;
  setGlyphHeight(m_scene->glyphs.front().box.height * std::pow(zoomStep, steps));
}

void MainView::setGlyphHeight(double pixels) {
  if (!scene()) return;
  m_options.glyphHeight =
      pixels > 0 ? std::clamp(pixels, scene::MainOptions::smallestGlyph, scene::MainOptions::largestGlyph)
                 : 0;
  showSentences();
}

void MainView::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Escape:
      Q_EMIT commanded(scene::ClearSelection{});
      break;
    case Qt::Key_Down:
      scrollSentences(1);
      break;
    case Qt::Key_Up:
      scrollSentences(-1);
      break;
    case Qt::Key_PageDown:
      scrollSentences(rowsPerPage);
      break;
    case Qt::Key_PageUp:
      scrollSentences(-rowsPerPage);
      break;
    case Qt::Key_Home:
      scrollSentences(-static_cast<std::ptrdiff_t>(m_options.firstGlyph));
      break;
    case Qt::Key_End:
      if (scene()) scrollSentences(static_cast<std::ptrdiff_t>(m_scene->tokensBelow + rowsPerPage));
      break;
    case Qt::Key_Plus:
      zoomGlyphs(1);
      break;
    case Qt::Key_Minus:
      zoomGlyphs(-1);
      break;
    default:
      QWidget::keyPressEvent(event);
  }
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
