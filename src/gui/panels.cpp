#include "panels.h"

#include "text_scale.h"

#include <QAction>
#include <QSettings>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr std::array<const char*, 2> keys{"controlsShown", "detailsShown"};
constexpr double wideWindow = 1500;  // At a text scale of 1.

}  // namespace

Panels::Panels(QWidget* controls, QWidget* centre, QWidget* details, QWidget* parent) : QSplitter(parent) {
  setObjectName("panels");
  setHandleWidth(1);
  addWidget(controls);
  addWidget(centre);
  addWidget(details);
  setCollapsible(1, false);
  setStretchFactor(1, 1);
  addActionOf(0, "&Controls", "showControls", QKeySequence("F9"));
  addActionOf(1, "&Right column", "showDetails", QKeySequence("Shift+F9"));
  connect(this, &QSplitter::splitterMoved, this, &Panels::noteDrag);
}

void Panels::addActionOf(std::size_t side, const QString& text, const QString& name,
                         const QKeySequence& key) {
  auto* action = m_actions[side] = new QAction(text, this);
  action->setObjectName(name);
  action->setShortcut(key);
  action->setCheckable(true);
  action->setChecked(true);
  connect(action, &QAction::triggered, this, [this, side](bool isWanted) {
    m_isAlone = false;
    m_sides[side].isWanted = isWanted;
    arrange();
    if (isWanted && sizes()[m_sides[side].place] == 0) {  // There is room for one of them alone.
      m_sides[1 - side].isWanted = false;
      arrange();
    }
    save();
  });
}

void Panels::setAlone(bool isAlone) {
  m_isAlone = isAlone;
  arrange();
}

void Panels::fitText() {
  for (Side& side : m_sides) {
    widget(side.place)->setMinimumWidth(scaled(side.least));
    side.width = 0;
  }
  arrange();
}

void Panels::remember() {
  const QSettings settings;
  for (std::size_t side = 0; side < keys.size(); ++side)
    m_sides[side].isWanted = settings.value(keys[side], true).toBool();
  m_isRemembered = true;
  arrange();
}

void Panels::save() const {
  if (!m_isRemembered) return;
  QSettings settings;
  for (std::size_t side = 0; side < keys.size(); ++side)
    settings.setValue(keys[side], m_sides[side].isWanted);
}

QSize Panels::minimumSizeHint() const {
  return {widget(1)->minimumSizeHint().width(), QSplitter::minimumSizeHint().height()};
}

void Panels::resizeEvent(QResizeEvent* event) {
  QSplitter::resizeEvent(event);
  arrange();
}

/// A drag of an edge sets the width, and folds the panel away where it ends at the border.
void Panels::noteDrag() {
  m_isAlone = false;
  const QList<int> widths = sizes();
  for (std::size_t i = 0; i < m_sides.size(); ++i) {
    Side& side = m_sides[i];
    side.isWanted = widths[side.place] > 0;
    if (side.isWanted) side.width = widths[side.place];
    m_actions[i]->setChecked(side.isWanted);
  }
  save();
}

void Panels::arrange() {
  int room = width() - 2 * handleWidth() - widget(1)->minimumSizeHint().width();
  QList<int> widths = sizes();
  for (std::size_t i = 0; i < m_sides.size(); ++i) {  // Controls come first where there is room for one.
    const Side& side = m_sides[i];
    const int least = scaled(side.least);
    const int spared = i == 0 && m_sides[1].isWanted ? scaled(m_sides[1].least) : 0;
    const bool isShown = side.isWanted && !m_isAlone && least <= room;
    const int wide = width() >= scaled(wideWindow) ? scaled(side.usual) : least;
    const int wished = std::max(least, std::min(side.width > 0 ? side.width : wide, room - spared));
    widths[side.place] = isShown ? std::min(wished, room) : 0;
    room -= widths[side.place];
    m_actions[i]->setChecked(isShown);
  }
  widths[1] = width() - 2 * handleWidth() - widths[0] - widths[2];
  setSizes(widths);
}

}  // namespace rnnvis::gui
