#pragma once

#include "compare/comparison_page.h"

namespace rnnvis::gui {

/// What the Selection tab shows, on a page: the details of each side that has something selected, on one
/// scale where the state says so, or the selected words of both sides in one plot.
std::vector<PagePart> detailParts(const scene::ComputedSides& sides, const scene::ComparisonState& state,
                                  const scene::Counterparts& counterparts,
                                  const compare::JointReading* joint);

}  // namespace rnnvis::gui
