#pragma once

#include "rnnvis/scene/main_scene.h"

#include <filesystem>
#include <string>

namespace rnnvis::gui {

struct RenderOptions {
  std::string view = "main";  ///< One of viewNames().
  scene::MainOptions main;
  bool dark = false;
  double scale = 1;  ///< Pixels of a PNG a logical pixel.
};

/// "main, window"
std::string viewNames();

/// Draws a view of a computed state as the window does and writes it by the suffix of `path`: .png, .svg or
/// .pdf. Written atomically. Throws Error for an unknown view or suffix, a size that is too small or too
/// large, and a file that cannot be written. Needs no display.
void render(const scene::ComputedState& computed, const RenderOptions& options,
            const std::filesystem::path& path);

}  // namespace rnnvis::gui
