#pragma once

#include "picture_file.h"
#include "print_page.h"

#include "rnnvis/scene/comparison_scene.h"

#include <vector>

namespace rnnvis::gui {

class DifferenceCard;

/// What stands on the page of a comparison.
struct ComparisonPage {
  scene::ComputedSides sides;
  scene::Sides<scene::MainOptions> halves;  ///< Direction, heading, scale and rows of either half.
  QString title;                            ///< Of what stands below the halves.
  std::vector<DifferenceCard*> cards;       ///< Below the halves; those without a picture say why.
  std::string caption;
};

/// Both halves and the cards below them for paper: the halves beside each other, their columns below one
/// another where there is too little room for these side by side, and on a narrow page below one another;
/// the cards in as many rows as they need. The theme and the cards are to live until the picture is drawn.
/// Throws Error for sizes out of the limits, and for a height that has no room for what stands there.
Picture printComparison(const ComparisonPage& page, const PrintSize& size, const Theme& theme);

/// The same with the halves as they are laid out on the screen.
Picture pictureOf(const ComparisonPage& page,
                  const scene::Sides<std::shared_ptr<const scene::MainScene>>& scenes, const Theme& theme);

}  // namespace rnnvis::gui
