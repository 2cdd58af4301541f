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

/// "main, distribution, unit, …"
std::string viewNames();
/// The size of a view unless another is asked for: the main view fills a window, the detail views a panel.
scene::Size defaultSize(const std::string& view);

/// Draws a view of a computed state as the window does and writes it by the suffix of `path`: .png, .svg or
/// .pdf. Plots of the detail views are pixels in all of them. Written atomically. Throws Error for an unknown
/// view or suffix, a detail view of what is not selected, a size that is too small or too large, and a file
/// that cannot be written. Needs no display.
void render(const scene::ComputedState& computed, const RenderOptions& options,
            const std::filesystem::path& path);

}  // namespace rnnvis::gui
