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

namespace rnnvis::gui {
namespace {

constexpr int wheelNotch = 120;  // Qt's angle delta of one step of a mouse wheel.
constexpr std::size_t tokensPerPage = 8;

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

void MainView::setNotice(const QString& text) {
  m_notice = text;
  update();
}

void MainView::revealLastSentence() {
  if (!scene() || m_scene->glyphs.empty() || m_scene->tokensBelow == 0) return;
  m_firstGlyph += m_scene->glyphs.size() + m_scene->headings.size() + m_scene->tokensBelow;
  scheduleLayout();
  const scene::TokenPlace first = scene()->glyphs.front().place;
  if (first.sentence + 1 < m_computed->workspace.sentences.size() || first.token == 0) return;
  m_firstGlyph -= std::min(m_firstGlyph, first.token + 1);
  scheduleLayout();
}

const scene::MainScene* MainView::scene() {
  if (!m_computed) return nullptr;
  if (!m_scene) {
    m_scene = layOut(m_firstGlyph);
    m_clouds = m_scene->cloudPacking;
    fillSentenceColumn();
  }
  return &*m_scene;
}

scene::MainScene MainView::layOut(std::size_t firstGlyph) const {
  const scene::Size size{static_cast<double>(width()), static_cast<double>(height())};
  return layoutMain(*m_computed, {size, firstGlyph, m_clouds}, m_measure);
}

/// Scrolls back as far as there is room below the last token, in strides that grow with success.
void MainView::fillSentenceColumn() {
  for (std::size_t stride = 1; stride > 0 && m_firstGlyph > 0 && m_scene->tokensBelow == 0;) {
    const std::size_t first = m_firstGlyph - std::min(stride, m_firstGlyph);
    scene::MainScene scene = layOut(first);
    if (scene.tokensBelow > 0) {
      stride /= 2;
      continue;
    }
    m_scene = std::move(scene);
    m_firstGlyph = first;
    stride *= 2;
  }
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
  m_hover.hit = hit;
  update();
}

void MainView::hover(const scene::Hit& hit) {
  if (isSame(hit, m_hover.hit)) return;
  setCursor(isNothing(hit) ? Qt::ArrowCursor : Qt::PointingHandCursor);
  showHover(hit);
  Q_EMIT hovered(hit);
}

void MainView::mouseMoveEvent(QMouseEvent* event) {
  hover(hitAt(event->position()));
}

void MainView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
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

void MainView::leaveEvent(QEvent*) {
  hover({});
}

void MainView::wheelEvent(QWheelEvent* event) {
  if (!scene() || !m_scene->sentenceColumn ||
      !m_scene->sentenceColumn->area.contains(pointOf(event->position())))
    return QWidget::wheelEvent(event);
  m_wheel -= event->angleDelta().y();
  scrollSentences(m_wheel / wheelNotch);
  m_wheel %= wheelNotch;
}

void MainView::scrollSentences(int tokens) {
  if (!scene() || tokens == 0) return;
  const std::size_t most = m_firstGlyph + m_scene->tokensBelow;
  const auto wanted = static_cast<std::ptrdiff_t>(m_firstGlyph) + tokens;
  m_firstGlyph = std::min(most, static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, wanted)));
  scheduleLayout();
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
      scrollSentences(tokensPerPage);
      break;
    case Qt::Key_PageUp:
      scrollSentences(-static_cast<int>(tokensPerPage));
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

bool MainView::showTooltip(QPoint position, QPoint globalPosition) {
  const scene::Hit hit = hitAt(position);
  const QString text = m_computed ? tooltipOf(hit, *m_scene, *m_computed) : QString();
  if (text.isEmpty()) return false;
  QToolTip::showText(globalPosition, text, this);
  return true;
}

}  // namespace rnnvis::gui
