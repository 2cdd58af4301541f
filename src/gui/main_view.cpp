#include "main_view.h"

#include "presentation.h"

#include "drawing.h"
#include "main_painter.h"
#include "main_view_accessible.h"
#include "word_popup.h"

#include "rnnvis/scene/display_token.h"

#include <QContextMenuEvent>
#include <QPainter>

#include <algorithm>

namespace rnnvis::gui {
namespace {

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

template <class Id>
bool isFull(const std::vector<Id>& selected, Id id, std::size_t most) {
  return selected.size() == most && std::find(selected.begin(), selected.end(), id) == selected.end();
}

/// What to say where a selection has no room for one more; empty where it has.
QString replacementNote(const scene::Hit& hit, const scene::ComputedState& computed) {
  const scene::Selection& selection = computed.state.selection;
  const auto* word = std::get_if<WordId>(&hit.item);
  const auto* unit = std::get_if<UnitId>(&hit.item);
  const auto name = [&](WordId id) {
    return toQt(scene::displayToken(computed.workspace.analysis->tokens[id.index()]));
  };
  if (word && isFull(selection.words, *word, scene::Selection::mostWords))
    return QStringLiteral("Three words at most are compared: “%1” takes the place of “%2”.")
        .arg(name(*word), name(selection.words.back()));
  if (unit && isFull(selection.units, *unit, scene::Selection::mostUnits))
    return QStringLiteral("Two units at most are compared: unit %1 takes the place of unit %2.")
        .arg(unit->value)
        .arg(selection.units.back().value);
  return {};
}

}  // namespace

MainView::MainView(QWidget* parent) : QWidget(parent) {
  setObjectName("mainView");
  setAccessibleName("Sentences, memory chips and word clouds");
  makeAccessible();
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  grabGesture(Qt::PinchGesture);
}

void MainView::showComputed(const Computed& computed) {
  m_computed = computed;
  setFocusPolicy(Qt::StrongFocus);                                // Before, there is nothing to go to.
  for (auto* popup : findChildren<WordPopup*>()) popup->close();  // Its words may be another model's.
  scheduleLayout();
}

void MainView::setTheme(const Theme& theme) {
  m_theme = &theme;
  m_picture = {};
  update();
}

void MainView::setTextScale(double scale) {
  m_transform.setTextScale(scale);
  scheduleLayout();
}

void MainView::setForTalk(bool isForTalk) {
  m_options = isForTalk ? forTalk(m_options) : forDesk(m_options);
  scheduleLayout();
}

void MainView::setNotice(const QString& text) {
  m_notice = text;
  update();
}

void MainView::arrange(const scene::MainOptions& options) {
  m_options.mirrored = options.mirrored;
  m_options.scale = options.scale;
  m_options.heading = options.heading;
  m_options.grid = options.grid;
  scheduleLayout();
}

void MainView::showSentencesFrom(std::size_t row, double glyphHeight) {
  if (sentencePlace() == std::pair(row, glyphHeight)) return;
  m_options.firstGlyph = row;
  m_options.glyphHeight = glyphHeight;
  if (m_scene) showSentences();
}

void MainView::revealLastSentence() {
  if (!scene() || m_scene->tokensBelow == 0) return;
  m_options.firstGlyph = m_scene->sentenceRows.back();
  showSentences();
}

const scene::MainScene* MainView::scene() {
  if (!m_computed) return nullptr;
  if (!m_scene) {
    m_transform.setView({static_cast<double>(width()), static_cast<double>(height())});
    m_options.size = m_transform.page();
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
  Q_EMIT scrolled();
}

/// Draws the sentence column anew in the picture.
void MainView::repaintSentences() {
  if (m_transform.zoom() > 1) m_picture = {};  // Most of it would be the column anyway.
  if (!m_picture.isNull()) {
    QPainter painter(&m_picture);
    m_transform.apply(painter);
    paintSentenceRegion(painter, *m_scene, *m_theme);
  }
  update();
}

void MainView::scheduleLayout() {
  m_scene.reset();
  m_picture = {};
  m_hover = {};
  tellReordered(*this);
  update();
}

void MainView::changeTransform(const std::function<void(ViewTransform&)>& change) {
  const ViewTransform before = m_transform;
  change(m_transform);
  if (m_transform == before) return;
  m_picture = {};
  update();
}

void MainView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (scene()) {
    painter.drawPixmap(0, 0, picture());
    m_transform.apply(painter);
    paintHover(painter, *m_scene, *m_theme, {m_hover, focused()});
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
  m_picture.fill(m_theme->window);
  QPainter painter(&m_picture);
  m_transform.apply(painter);
  paintMain(painter, *m_scene, *m_theme);
  return m_picture;
}

void MainView::resizeEvent(QResizeEvent*) {
  scheduleLayout();
}

void MainView::showHover(const scene::Hit& hit) {
  if (hit == m_hover) return;
  const auto* before = std::get_if<scene::TokenPlace>(&m_hover.item);
  const auto* place = std::get_if<scene::TokenPlace>(&hit.item);
  const bool changesForecast = (before || place) && scene();
  if (changesForecast)
    showForecast(*m_computed, place ? std::optional(*place) : std::nullopt, m_measure, *m_scene);
  m_hover = hit;
  if (changesForecast) return repaintSentences();
  update();
}

void MainView::pointAt(const scene::Hit& hit) {
  if (hit == m_hover) return;
  showHover(hit);
  Q_EMIT hovered(hit);
}

void MainView::choose(const scene::Hit& hit, bool extend) {
  if (!m_computed) return;
  if (std::holds_alternative<scene::HiddenWords>(hit.item)) return listHidden(*hit.cloud);
  const auto command = commandOf(hit, extend);
  if (!command) return;
  const QString note = extend ? replacementNote(hit, *m_computed) : QString();
  Q_EMIT commanded(*command);
  if (!note.isEmpty()) Q_EMIT told(note);
}

void MainView::listHidden(ClusterId cloud) {
  const scene::Cloud& shown = m_scene->clouds[cloud.index()];
  auto* popup = new WordPopup(shown.hidden, m_computed->workspace.analysis->tokens, this);
  connect(popup, &WordPopup::chosen, this,
          [this](WordId word) { Q_EMIT commanded(scene::SelectWord{word}); });
  popup->popUp(mapToGlobal(toQt(m_transform.toView(shown.hiddenBox)).bottomLeft().toPoint()));
}

void MainView::contextMenuEvent(QContextMenuEvent* event) {
  if (event->reason() == QContextMenuEvent::Keyboard) return openMenuByKey();
  Q_EMIT menuRequested(hitAt(event->pos()), event->globalPos());
}

std::optional<QRectF> MainView::boxOf(const scene::Hit& hit) {
  const auto box = scene() ? scene::boxOf(*m_scene, hit) : std::nullopt;
  return box ? std::optional(toQt(m_transform.toView(*box))) : std::nullopt;
}

std::optional<QRectF> MainView::titleBox(scene::Side side, ClusterId cluster) {
  const auto find = [&](const auto& shown) -> std::optional<QRectF> {
    return cluster.index() < shown.size()
               ? std::optional(toQt(m_transform.toView(shown[cluster.index()].titleBox)))
               : std::nullopt;
  };
  if (!scene()) return std::nullopt;
  return side == scene::Side::words ? find(m_scene->clouds) : find(m_scene->chips);
}

}  // namespace rnnvis::gui
