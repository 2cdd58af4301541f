#include "example_view.h"

#include "drawing.h"
#include "number_text.h"
#include "qt_text_measure.h"
#include "text_scale.h"

#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
ExampleView::ExampleView(Examples examples, std::size_t unit, bool responses, const Theme& theme,
                         QWidget* parent)
    : QWidget(parent), m_examples(std::move(examples)), m_unit(unit), m_responses(responses), m_theme(theme) {
  setObjectName("examples" + QString::number(detail().unit.value));
  setAccessibleName(QStringLiteral("Examples of the words that unit %1 answers to").arg(detail().unit.value));
  setMouseTracking(true);
  setMinimumWidth(scaled(240));
}

void ExampleView::resizeEvent(QResizeEvent*) {
  m_scene = layoutExamples(detail(), m_responses, width() / textScale(), QtTextMeasure());
  setFixedHeight(std::max(1, static_cast<int>(std::ceil(textScale() * m_scene.size.height))));
}

void ExampleView::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(textScale(), textScale());
  const QRectF exposed = painter.transform().inverted().mapRect(QRectF(event->rect()));
  for (const scene::ExampleHeading& heading : m_scene.headings) {
    constexpr double pixels = scene::ExampleScene::headingPixels;
    const QRectF box = toQt(heading.box);
    drawText(painter, box, Qt::AlignLeft | Qt::AlignVCenter, toQt(heading.text), pixels, m_theme.ink, true);
    drawText(painter, box.adjusted(heading.noteLeft, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
             toQt(heading.note), pixels, m_theme.mutedInk);
  }
  for (const scene::ExampleBox& box : m_scene.boxes)
    if (toQt(box.box).intersects(exposed)) paint(painter, box);
}

void ExampleView::paint(QPainter& painter, const scene::ExampleBox& box) const {
  const QColor& colour = m_theme.ofSign(box.value);
  const QRectF area = toQt(box.box);
  QRectF ground = area;
  ground.setHeight(scene::ExampleScene::textHeight);
  painter.fillRect(ground, withAlpha(colour, strongestGround * std::abs(box.value)));
  painter.save();
  painter.setClipRect(area);
  drawText(painter, ground, Qt::AlignCenter, toQt(tokenOf(box).text), scene::ExampleScene::textPixels,
           m_theme.ink, box.isWord);
  painter.restore();
  if (box.isWord) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.ink, 1));
    painter.drawRect(ground.adjusted(0.5, 0.5, -0.5, -0.5));
  }
  const double middle = 0.5 * (ground.bottom() + area.bottom()) + 0.5;
  const double reach = 0.5 * (area.bottom() - ground.bottom()) - 0.5;
  painter.fillRect(QRectF(area.left(), middle - 0.25, area.width(), 0.5), m_theme.line);
  const double height = reach * std::abs(box.value);
  painter.fillRect(QRectF(area.left(), box.value < 0 ? middle : middle - height, area.width(), height),
                   colour);
}

const scene::ShownToken& ExampleView::tokenOf(const scene::ExampleBox& box) const {
  return detail().examples[box.example].tokens[box.token];
}

const scene::ExampleBox* ExampleView::boxAt(QPointF position) const {
  position /= textScale();
  const auto found = std::find_if(m_scene.boxes.begin(), m_scene.boxes.end(), [&](const auto& box) {
    return box.box.contains(scene::Point{position.x(), position.y()});
  });
  return found == m_scene.boxes.end() ? nullptr : &*found;
}

QString ExampleView::textOf(const scene::ExampleBox& box) const {
  const scene::ShownExample& example = detail().examples[box.example];
  const scene::ShownToken& token = tokenOf(box);
  const auto position = static_cast<std::int64_t>(example.position - example.at + box.token);
  return QStringLiteral("<b>%1</b> · token %2 of the text<br>unit %3: %4 = %5, Δ%4 = %6")
      .arg(toQt(token.text).toHtmlEscaped(), grouped(position + 1))
      .arg(detail().unit.value)
      .arg(QString(QChar(detail().state)), signedText(token.state), signedText(token.response));
}

void ExampleView::mouseMoveEvent(QMouseEvent* event) {
  const scene::ExampleBox* box = boxAt(event->position());
  setCursor(box ? Qt::PointingHandCursor : Qt::ArrowCursor);
  Q_EMIT pointedAt(box ? textOf(*box) : QString());
}

void ExampleView::mousePressEvent(QMouseEvent* event) {
  const scene::ExampleBox* box = boxAt(event->position());
  if (box && event->button() == Qt::LeftButton)
    Q_EMIT wordPicked(tokenOf(*box).word, event->modifiers() & Qt::ControlModifier);
}

void ExampleView::leaveEvent(QEvent*) {
  Q_EMIT pointedAt({});
}

}  // namespace rnnvis::gui
