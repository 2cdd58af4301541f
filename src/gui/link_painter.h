#pragma once

#include "theme.h"

#include "rnnvis/scene/main_scene.h"

#include <vector>

class QPainter;

namespace rnnvis::gui {

/// A link as it is drawn: a cubic curve that is level at both ends. Negative ones are dashed.
struct DrawnLink {
  scene::Point from, to;
  double width = 0;
  QColor colour;    ///< Opacity included.
  double dash = 0;  ///< Length of a dash; 0: all of one piece.

  static constexpr double gap = 0.35;  ///< After a dash, as a share of it.
};

DrawnLink drawnLink(const scene::Link& link, const Theme& theme, double opacity);

/// Draws links one over the other. Pictures get pixels of our own making, in a tenth of the time of Qt's
/// strokes; vector formats get outlines.
void paintLinks(QPainter& painter, const std::vector<DrawnLink>& links);

}  // namespace rnnvis::gui
