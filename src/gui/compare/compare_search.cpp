#include "compare/compare_search.h"

#include "appearance.h"
#include "search/search_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {

using scene::Half;
using scene::halves;

CompareSearch::CompareSearch(QWidget* parent) : QWidget(parent) {
  setObjectName("compareSearch");
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(1);
}

void CompareSearch::makePanels() {
  for (const Half half : halves) {
    const QString name = half == Half::baseline ? "baseline" : "comparison";
    auto* panel = new SearchPanel;
    panel->setAccessibleName("Search in the " + name);
    panel->setWide();
    panel->setTheme(*m_theme);
    auto* box = new QWidget;
    box->setObjectName(name + "Search");
    auto* heading = wrappedLabel({}, "group");
    heading->setText(half == Half::baseline ? "Baseline" : "Comparison");
    heading->setContentsMargins(16, 8, 16, 0);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(heading);
    column->addWidget(panel, 1);
    static_cast<QHBoxLayout*>(layout())->addWidget(box, 1);
    m_panels[static_cast<std::size_t>(half)] = panel;
    connect(panel, &SearchPanel::commanded, this,
            [this, half](const scene::Command& command) { Q_EMIT commanded(half, command); });
    connect(panel, &SearchPanel::asked, this, &CompareSearch::asked);
    connect(panel, &SearchPanel::tableAsked, this, &CompareSearch::tableAsked);
  }
  refresh();
}

SearchPanel& CompareSearch::panel(Half half) {
  if (!m_panels[0]) makePanels();
  return *m_panels[static_cast<std::size_t>(half)];
}

void CompareSearch::refresh() {
  for (const Half half : halves)
    if (const Computed& computed = of(m_sides, half)) panel(half).showComputed(computed);
}

void CompareSearch::showSides(const scene::ComputedSides& sides) {
  m_sides = sides;
  if (m_panels[0]) refresh();
}

void CompareSearch::showEvent(QShowEvent* event) {
  if (!m_panels[0]) makePanels();
  QWidget::showEvent(event);
}

void CompareSearch::focusOn(Half half) {
  panel(half).setFocus();
}

bool CompareSearch::has(Half half, const QWidget* widget) const {
  const SearchPanel* panel = m_panels[static_cast<std::size_t>(half)];
  return panel && widget && panel->isAncestorOf(widget);
}

void CompareSearch::addQuestions(Half half, QMenu& menu, const scene::Hit& hit) {
  panel(half).addQuestions(menu, hit);
}

bool CompareSearch::askNamed(const QString& name) {
  const bool ofBaseline = panel(Half::baseline).askNamed(name);
  return panel(Half::comparison).askNamed(name) || ofBaseline;
}

bool CompareSearch::isBusy() const {
  return m_panels[0] && std::any_of(m_panels.begin(), m_panels.end(),
                                    [](const SearchPanel* panel) { return panel->isBusy(); });
}

void CompareSearch::setTheme(const Theme& theme) {
  m_theme = &theme;
  if (m_panels[0])
    for (SearchPanel* panel : m_panels) panel->setTheme(theme);
}

}  // namespace rnnvis::gui
