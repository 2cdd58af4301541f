#include "compare/compare_details.h"

#include "compare/joint_view.h"
#include "detail_controls.h"
#include "detail_panel.h"
#include "segmented_buttons.h"
#include "text_scale.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace rnnvis::gui {

using scene::Half;
using scene::halves;

namespace {

constexpr int controlsWidth = 270;

}  // namespace

CompareDetails::CompareDetails(QWidget* parent)
    : QWidget(parent),
      m_controls(new DetailControls),
      m_isOverlaid(new QCheckBox("Both sides in one plot")),
      m_orderedBy(new SegmentedButtons("orderedBy")),
      m_panels{new DetailPanel, new DetailPanel},
      m_together(new JointView) {
  setObjectName("compareDetails");
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(1);
  layout->addWidget(makeControls());
  for (DetailPanel* panel : m_panels) {
    panel->setCompact();
    layout->addWidget(panel, 1);
  }
  layout->addWidget(m_together, 2);
  m_together->hide();
  connectParts();
}

QWidget* CompareDetails::makeControls() {
  m_isOverlaid->setObjectName("overlaid");
  m_isOverlaid->setAccessibleName(m_isOverlaid->text());
  m_isOverlaid->setToolTip("The words selected on both sides over the units of the baseline");
  m_orderedBy->setAccessibleName("Units sorted by the answers of");
  m_orderedBy->setSegments({"baseline’s", "comparison’s"},
                           {"Sort the units by what the baseline answers",
                            "Sort the units by what the comparison answers, in the one plot of both"});
  auto* box = new QWidget;
  auto* controls = new QVBoxLayout(box);
  controls->setContentsMargins(12, 12, 12, 12);
  controls->addWidget(m_controls);
  controls->addWidget(m_isOverlaid);
  controls->addWidget(m_orderedBy);
  controls->addStretch(1);
  m_controls->setFixedWidth(scaled(controlsWidth));
  return box;
}

void CompareDetails::connectParts() {
  const auto give = [this](Half half, const scene::Command& command) {
    Q_EMIT commanded(scene::OnSide{half, command});
  };
  connect(m_controls, &DetailControls::changed, this,
          [=](const scene::DetailSettings& settings) { give(Half::baseline, scene::SetDetail{settings}); });
  connect(m_isOverlaid, &QCheckBox::clicked, this, [this](bool isOverlaid) {
    Q_EMIT commanded(scene::SetOverlay{isOverlaid, m_order});
  });
  connect(m_orderedBy, &SegmentedButtons::picked, this, [this](int index) {
    Q_EMIT commanded(
        scene::SetOverlay{m_isOverlaid->isChecked(), halves.at(static_cast<std::size_t>(index))});
  });
  for (const Half half : halves) {
    DetailPanel* panel = m_panels[static_cast<std::size_t>(half)];
    connect(panel, &DetailPanel::commanded, this,
            [=](const scene::Command& command) { give(half, command); });
    connect(panel, &DetailPanel::hovered, this,
            [this, half](const scene::Hit& hit) { Q_EMIT hovered(half, hit); });
    connect(panel, &DetailPanel::rejected, this, &CompareDetails::rejected);
  }
  connect(m_together, &JointView::picked, this, [=](UnitId unit, bool extend) {
    give(Half::baseline, scene::SelectUnit{unit, extend});
  });
  connect(m_together, &JointView::brushed, this,
          [=](const std::vector<UnitId>& units) { give(Half::baseline, scene::BrushUnits{units}); });
  connect(m_together, &JointView::hovered, this, [this](std::optional<UnitId> unit) {
    Q_EMIT hovered(Half::baseline, unit ? scene::Hit{*unit, {}, {}} : scene::Hit{});
  });
}

void CompareDetails::showSides(const scene::ComputedSides& sides, const scene::ComparisonState& state,
                               const scene::Counterparts& counterparts, const compare::JointReading* joint) {
  for (const Half half : halves) {
    DetailPanel& panel = *m_panels[static_cast<std::size_t>(half)];
    panel.showBeside(state.hasCommonScale ? of(sides, otherThan(half)) : nullptr);
    if (const Computed& computed = of(sides, half)) panel.showComputed(computed);
  }
  const Half described = *sides.a ? Half::baseline : Half::comparison;
  m_controls->setVisible(of(sides, described) != nullptr);
  if (const Computed& computed = of(sides, described))
    m_controls->showState(*computed, m_panels[static_cast<std::size_t>(described)]->shown());
  const auto hasWords = [](const Computed& side) { return side && !side->state.selection.words.empty(); };
  const bool areWords = *sides.a && *sides.b && (hasWords(*sides.a) || hasWords(*sides.b));
  m_order = state.orderedBy;
  m_isOverlaid->setVisible(areWords);
  m_isOverlaid->setChecked(state.isOverlaid);
  const bool isTogether = areWords && state.isOverlaid;
  m_orderedBy->setVisible(isTogether);
  m_orderedBy->setCurrent(static_cast<int>(state.orderedBy));
  for (DetailPanel* panel : m_panels) panel->setVisible(!isTogether);
  m_together->setVisible(isTogether);
  if (isTogether) showTogether(sides, counterparts, joint);
}

void CompareDetails::showTogether(const scene::ComputedSides& sides, const scene::Counterparts& counterparts,
                                  const compare::JointReading* joint) {
  if (!joint)
    return m_together->showNotice(
        "The units of one side are matched to those of the other once both models "
        "have read the text together.");
  m_together->show(
      std::make_shared<const scene::JointDetail>(jointDetail(sides, *joint, counterparts, m_order)),
      (*sides.a)->state.brushed);
}

void CompareDetails::showHover(Half half, const scene::Hit& hit) {
  m_panels[static_cast<std::size_t>(half)]->showHover(hit);
  const auto* unit = std::get_if<UnitId>(&hit.item);
  if (half == Half::baseline && m_together->isVisible())
    m_together->showHover(unit ? std::optional(*unit) : std::nullopt);
}

void CompareDetails::setTheme(const Theme& theme) {
  for (DetailPanel* panel : m_panels) panel->setTheme(theme);
  m_together->setTheme(theme);
}

}  // namespace rnnvis::gui
