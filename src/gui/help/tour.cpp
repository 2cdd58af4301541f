#include "help/tour.h"

#include "appearance.h"
#include "drawing.h"
#include "main_view.h"
#include "text_scale.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace rnnvis::gui {
namespace {

constexpr int cardWidth = 340;
constexpr int gap = 14;          // Between the card, the ring and the window's border.
constexpr int ringReach = 5;     // Around the part.
constexpr int followEvery = 80;  // Milliseconds: parts move as the picture is zoomed and scrolled.

/// Where a card of this size lies beside a part and in the window; over the part where there is no room.
QRect placeBeside(const QRect& part, QSize card, const QRect& window) {
  const QRect free = window.adjusted(gap, gap, -gap, -gap);
  QRect place(QPoint(0, 0), card);
  if (part.isEmpty()) {
    place.moveCenter(free.center());
    return place;
  }
  const int middle =
      std::clamp(part.center().y() - card.height() / 2, free.top(), free.bottom() - card.height());
  const int centre =
      std::clamp(part.center().x() - card.width() / 2, free.left(), free.right() - card.width());
  const std::array corners{
      QPoint(part.right() + gap, middle), QPoint(part.left() - gap - card.width(), middle),
      QPoint(centre, part.bottom() + gap), QPoint(centre, part.top() - gap - card.height())};
  for (const QPoint& corner : corners) {
    place.moveTopLeft(corner);
    if (free.contains(place)) return place;
  }
  place.moveBottomRight(
      {std::min(part.right() - gap, free.right()), std::min(part.bottom() - gap, free.bottom())});
  return place;
}

QRect inWindow(const QWidget& widget, const QWidget& window) {
  return {widget.mapTo(&window, QPoint(0, 0)), widget.size()};
}

}  // namespace

Tour::Tour(MainView& view, const TourParts& parts, QWidget* window)
    : QWidget(window),
      m_view(view),
      m_parts(parts),
      m_card(new QFrame(window)),
      m_title(wrappedLabel("tourTitle", "heading")),
      m_text(new QLabel),
      m_count(wrappedLabel("tourCount", "muted")),
      m_back(new QPushButton("Back")),
      m_next(new QPushButton("Next")),
      m_leave(new QPushButton("Leave")) {
  setObjectName("tour");
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setAttribute(Qt::WA_NoSystemBackground);
  makeCard();
  qApp->installEventFilter(this);
  auto* follow = new QTimer(this);
  connect(follow, &QTimer::timeout, this, &Tour::place);
  follow->start(followEvery);
  connect(m_back, &QPushButton::clicked, this, [this] { go(m_step - 1); });
  connect(m_next, &QPushButton::clicked, this, [this] {
    if (m_step + 1 == tourSteps().size()) return Q_EMIT left();
    go(m_step + 1);
  });
  connect(m_leave, &QPushButton::clicked, this, &Tour::left);
  showStep();
  show();
  m_card->show();
  m_card->raise();
  m_leave->setFocus();
}

Tour::~Tour() {
  delete m_card;
}

void Tour::makeCard() {
  m_card->setObjectName("tourCard");
  m_card->setAttribute(Qt::WA_StyledBackground);
  m_text->setObjectName("tourText");
  m_text->setWordWrap(true);
  m_text->setTextFormat(Qt::RichText);
  m_back->setObjectName("tourBack");
  m_next->setObjectName("tourNext");
  m_leave->setObjectName("tourLeave");
  m_leave->setToolTip("Leave the tour; what was open before comes back (Esc)");
  m_leave->setAccessibleDescription(m_leave->toolTip());
  m_next->setDefault(true);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_count, 1);
  buttons->addWidget(m_leave);
  buttons->addWidget(m_back);
  buttons->addWidget(m_next);
  auto* layout = new QVBoxLayout(m_card);
  layout->setContentsMargins(16, 14, 16, 14);
  layout->setSpacing(8);
  layout->addWidget(m_title);
  layout->addWidget(m_text);
  layout->addLayout(buttons);
}

void Tour::setTheme(const Theme& theme) {
  m_theme = &theme;
  place();
  update();
}

void Tour::showComputed(const Computed& computed) {
  m_computed = computed;
  const bool wasReady = m_isReady;
  m_isReady = QString::fromStdString(computed->state.model) == tourModel();
  if (m_isReady && !wasReady) act();
  showStep();
  if (m_isReady && !wasReady && m_leave->hasFocus()) m_next->setFocus();
}

void Tour::go(std::size_t step) {
  m_step = std::min(step, tourSteps().size() - 1);
  act();
  showStep();
  if (!m_back->isEnabled()) m_next->setFocus();
}

void Tour::act() {
  if (!m_isReady) return;
  for (const scene::Command& command : commandsOf(tourSteps()[m_step].deed, *m_computed))
    Q_EMIT commanded(command);
}

void Tour::showStep() {
  const TourStep& step = tourSteps()[m_step];
  const bool isLast = m_step + 1 == tourSteps().size();
  m_title->setText(step.title);
  m_text->setText(m_isReady ? tourFacts(*m_computed).fill(step.text)
                            : QString("The tour’s model is being opened; it reads its text now."));
  m_count->setText(QStringLiteral("%1 of %2").arg(m_step + 1).arg(tourSteps().size()));
  m_back->setEnabled(m_step > 0);
  m_next->setEnabled(m_isReady);
  m_next->setText(isLast ? "Done" : "Next");
  m_card->setAccessibleName(step.title);
  describeAs(*m_next, m_text->text());  // Read out where the keyboard is.
  place();
}

/// The part of the main view that the step tells of, in the scene.
std::optional<QRectF> Tour::partInView() const {
  const scene::MainScene* scene = m_view.scene();
  if (!scene || !m_computed || !m_isReady) return std::nullopt;
  const auto toView = [&](const scene::Rect& rect) { return toQt(m_view.transform().toView(rect)); };
  const scene::Rect& chips = scene->chipColumn.area;
  const scene::Rect& clouds = scene->cloudColumn.area;
  const scene::Selection& selection = m_computed->state.selection;
  switch (tourSteps()[m_step].part) {
    case TourPart::chips:
      return toView(chips);
    case TourPart::clouds:
      return toView(clouds);
    case TourPart::edges:
      return toView({chips.right(), chips.y, clouds.x - chips.right(), chips.height});
    case TourPart::word:
      for (const scene::Cloud& cloud : scene->clouds)
        for (const scene::CloudWord& word : cloud.words)
          if (!selection.words.empty() && word.word == selection.words.front()) return toView(word.box);
      return toView(chips);
    case TourPart::cell:
      for (const scene::Chip& chip : scene->chips)
        for (const scene::Cell& cell : chip.cells)
          if (!selection.units.empty() && cell.unit == selection.units.front()) return toView(cell.box);
      return toView(chips);
    case TourPart::glyphs:
      if (scene->sentenceColumn) return toView(scene->sentenceColumn->area);
      return std::nullopt;
    case TourPart::token:
      for (const scene::Glyph& glyph : scene->glyphs)
        if (!glyph.isStart && selection.token == glyph.place) return toView(glyph.box);
      return std::nullopt;
    case TourPart::legend:
      return toView(scene->legend);
    default:
      return std::nullopt;
  }
}

QRect Tour::target() const {
  const QWidget& window = *parentWidget();
  QWidget* widget = nullptr;
  switch (tourSteps()[m_step].part) {
    case TourPart::details:
      widget = m_parts.details;
      break;
    case TourPart::input:
      widget = m_parts.input;
      break;
    case TourPart::compare:
      widget = m_parts.compare;
      break;
    default:
      break;
  }
  if (widget) return widget->isVisible() ? inWindow(*widget, window).intersected(window.rect()) : QRect();
  const auto part = partInView();
  if (!part) return {};
  const QRectF shown = part->intersected(QRectF(m_view.rect()));
  return shown.translated(m_view.mapTo(&window, QPoint(0, 0))).toAlignedRect();
}

void Tour::place() {
  const QRect window = parentWidget()->rect();
  setGeometry(window);
  const int width = std::min(scaled(cardWidth), window.width() - 2 * gap);
  m_card->setFixedWidth(width);
  const QSize size(width, std::max(m_card->sizeHint().height(), m_card->heightForWidth(width)));
  const QRect part = target();
  const QRect ring = part.isEmpty() ? QRect() : part.adjusted(-ringReach, -ringReach, ringReach, ringReach);
  m_card->setGeometry(placeBeside(ring, size, window));
  if (ring == m_ring) return;
  m_ring = ring;
  update();
}

void Tour::paintEvent(QPaintEvent*) {
  if (m_ring.isEmpty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF ring = QRectF(m_ring).intersected(QRectF(rect()).adjusted(2, 2, -2, -2));
  painter.setPen(QPen(m_theme->window, 5));  // Seen on any ground.
  painter.drawRoundedRect(ring, 6, 6);
  painter.setPen(QPen(m_theme->accent, 2.5));
  painter.drawRoundedRect(ring, 6, 6);
}

/// Esc leaves, wherever in the window the keyboard is.
bool Tour::eventFilter(QObject* object, QEvent* event) {
  const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
  if (!isKey || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape) return false;
  const auto* widget = qobject_cast<QWidget*>(object);
  if (!widget || widget->window() != parentWidget() || QApplication::activePopupWidget()) return false;
  event->accept();
  if (event->type() == QEvent::KeyPress) Q_EMIT left();
  return true;
}

}  // namespace rnnvis::gui
