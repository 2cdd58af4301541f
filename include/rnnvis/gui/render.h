#pragma once

#include "rnnvis/gui/colour_scale.h"
#include "rnnvis/scene/comparison_scene.h"

#include <filesystem>
#include <optional>
#include <string>

namespace rnnvis::gui {

struct RenderOptions {
  std::string view = "main";  ///< One of viewNames(), or for a comparison "compare".
  scene::MainOptions main;
  bool dark = false;
  ColourScale colours = ColourScale::blueOrange;
  /// Of the text of panels, 0.8 to 2; absent: 1, and for the window that of a screen of its size.
  std::optional<double> textScale;
  /// A question about the selection that the window, or either side of a comparison, is asked: separate,
  /// answers, passages, switch-off or halves; empty: none.
  std::string question;
  double scale = 1;  ///< Pixels of a PNG a logical pixel.
  /// Width on paper in millimetres, with a caption and type of at least 6 pt; 0: no paper, `main.size` holds.
  /// Not for the window.
  double paperWidth = 0, paperHeight = 0;  ///< Height 0: by the width.
  bool forTalk = false;                    ///< The main view with larger type and fewer marks.
};

/// "main, window, distribution, unit, …"
std::string viewNames();
/// The size of a view unless another is asked for: that of the window, or of a panel for the detail views.
scene::Size defaultSize(const std::string& view);

/// Draws a view of a computed state as the window does and writes it by the suffix of `path`: .png, .svg or
/// .pdf. Plots of the detail views are pixels in all of them; the window is a .png alone, which has `scale`
/// where no other picture came before. Written atomically. Throws Error for an unknown
/// view or suffix, a detail view of what is not selected, a question that it does not raise, a size that is
/// too small or too large, and a file that cannot be written. Needs no display.
void render(const scene::ComputedState& computed, const RenderOptions& options,
            const std::filesystem::path& path);

/// Draws the window of a comparison as a .png, or for paper its halves and differences, likewise.
void renderComparison(const scene::ComparisonState& state, const scene::ComputedSides& sides,
                      const RenderOptions& options, const std::filesystem::path& path);

}  // namespace rnnvis::gui
