#pragma once

#include "picture_file.h"
#include "print_page.h"

#include "rnnvis/scene/comparison_scene.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace rnnvis::gui {

class DifferenceCard;

/// Something that stands below the halves of a comparison on a page.
struct PagePart {
  using Paint = std::function<void(QPainter&, const QRectF&)>;

  double leastWidth;
  std::function<double(double width)> heightOf;
  /// Makes it ready for a box of a size, on a page of so many pixels a logical pixel; how it is drawn there.
  std::function<Paint(QSizeF size, double scale, const Theme& theme)> prepare;
};

/// A card as it is now, which is to live until the page is drawn.
PagePart partOf(DifferenceCard& card);

/// What stands on the page of a comparison.
struct ComparisonPage {
  scene::ComputedSides sides;
  scene::Sides<scene::MainOptions> halves;  ///< Direction, heading, scale and rows of either half.
  QString title;                            ///< Of what stands below the halves.
  QStringList notes;                        ///< Why something is not among …
  std::vector<PagePart> parts;              ///< … these, below the halves; all of one size.
  std::string caption;
};

/// Both halves and the parts below them for paper: the halves beside each other, their columns below one
/// another where there is too little room for these side by side, and on a narrow page below one another;
/// the parts in as many rows as they need. The theme is to live until the picture is drawn.
/// Throws Error for sizes out of the limits, and for a height that has no room for what stands there.
Picture printComparison(const ComparisonPage& page, const PrintSize& size, const Theme& theme);

/// The same with the halves as they are laid out on the screen.
Picture pictureOf(const ComparisonPage& page,
                  const scene::Sides<std::shared_ptr<const scene::MainScene>>& scenes, const Theme& theme);

}  // namespace rnnvis::gui
