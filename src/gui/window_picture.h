#pragma once

#include "appearance.h"

#include "rnnvis/scene/comparison_scene.h"

#include <QImage>

namespace rnnvis::gui {

/// The whole window of a computed state, at the pixel ratio of the application. Throws Error where its
/// details cannot be found.
QImage drawWindow(const scene::ComputedState& computed, scene::Size size, const Appearance& appearance);

/// The window of a comparison, likewise.
QImage drawComparison(const scene::ComparisonState& state, const scene::ComputedSides& sides,
                      scene::Size size, const Appearance& appearance);

}  // namespace rnnvis::gui
