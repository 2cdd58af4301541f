#pragma once

#include "theme.h"

#include "rnnvis/scene/main_scene.h"

class QPainter;

namespace rnnvis::gui {

/// What follows pointer and keyboard, on top of the main view.
struct Hover {
  scene::Hit hit;    ///< What the pointer is over.
  scene::Hit focus;  ///< What the keyboard is at; nothing where the pointer is in use.
};

/// Marks it: edges of a chip or a cloud with their other ends, a frame, the ring of the keyboard's focus.
void paintHover(QPainter& painter, const scene::MainScene& scene, const Theme& theme, const Hover& hover);

}  // namespace rnnvis::gui
