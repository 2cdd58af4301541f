#pragma once

#include "appearance.h"
#include "print_page.h"

#include "rnnvis/scene/comparison_scene.h"

#include <QImage>

namespace rnnvis::gui {

/// The whole window of a computed state, at the pixel ratio of the application; with the answer to a question
/// about what is selected where one is given, "separate". Throws Error where details cannot be found, and for
/// a question that the selection does not raise.
QImage drawWindow(const scene::ComputedState& computed, scene::Size size, const Appearance& appearance,
                  const QString& question = {});

/// The window of a comparison, likewise; a question is asked of both sides.
QImage drawComparison(const scene::ComparisonState& state, const scene::ComputedSides& sides,
                      scene::Size size, const Appearance& appearance, const QString& question = {});

/// What such a window writes for paper, in the theme of `appearance`. Throws Error for sizes out of the
/// limits.
Picture printComparison(const scene::ComparisonState& state, const scene::ComputedSides& sides,
                        const PrintSize& size, const Appearance& appearance);

}  // namespace rnnvis::gui
