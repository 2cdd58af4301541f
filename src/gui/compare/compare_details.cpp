#include "compare/compare_details.h"

#include "detail_controls.h"
#include "detail_panel.h"
#include "text_scale.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace rnnvis::gui {

using scene::Half;

namespace {

constexpr int controlsWidth = 210;

}  // namespace

CompareDetails::CompareDetails(QWidget* parent)
    : QWidget(parent), m_controls(new DetailControls), m_panels{new DetailPanel, new DetailPanel} {
  setObjectName("compareDetails");
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(1);
  auto* controls = new QVBoxLayout;
  controls->setContentsMargins(12, 12, 12, 12);
  controls->addWidget(m_controls);
  controls->addStretch(1);
  m_controls->setFixedWidth(scaled(controlsWidth));
  layout->addLayout(controls);
  connect(m_controls, &DetailControls::changed, this, [this](const scene::DetailSettings& settings) {
    Q_EMIT commanded(Half::baseline, scene::SetDetail{settings});
  });
  for (const Half half : {Half::baseline, Half::comparison}) {
    DetailPanel* panel = m_panels[static_cast<std::size_t>(half)];
    panel->setCompact();
    layout->addWidget(panel, 1);
    connect(panel, &DetailPanel::commanded, this,
            [this, half](const scene::Command& command) { Q_EMIT commanded(half, command); });
    connect(panel, &DetailPanel::hovered, this,
            [this, half](const scene::Hit& hit) { Q_EMIT hovered(half, hit); });
    connect(panel, &DetailPanel::rejected, this, &CompareDetails::rejected);
  }
}

void CompareDetails::showSides(const scene::ComputedSides& sides, bool hasCommonScale) {
  for (const Half half : {Half::baseline, Half::comparison}) {
    DetailPanel& panel = *m_panels[static_cast<std::size_t>(half)];
    panel.showBeside(hasCommonScale ? of(sides, otherThan(half)) : nullptr);
    if (const Computed& computed = of(sides, half)) panel.showComputed(computed);
  }
  const Half described = *sides.a ? Half::baseline : Half::comparison;
  m_controls->setVisible(of(sides, described) != nullptr);
  if (const Computed& computed = of(sides, described))
    m_controls->showState(*computed, m_panels[static_cast<std::size_t>(described)]->shown());
}

void CompareDetails::showHover(Half half, const scene::Hit& hit) {
  m_panels[static_cast<std::size_t>(half)]->showHover(hit);
}

void CompareDetails::setTheme(const Theme& theme) {
  for (DetailPanel* panel : m_panels) panel->setTheme(theme);
}

}  // namespace rnnvis::gui
