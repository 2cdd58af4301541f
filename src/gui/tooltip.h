#pragma once

#include "rnnvis/scene/main_scene.h"

#include <QString>

namespace rnnvis::gui {

/// What there is to say about what lies under the pointer: its name and its numbers. Empty over nothing.
QString tooltipOf(const scene::Hit& hit, const scene::MainScene& scene, const scene::ComputedState& computed);

}  // namespace rnnvis::gui
