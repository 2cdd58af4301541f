#pragma once

#include "computation.h"
#include "picture_file.h"
#include "theme.h"

#include "rnnvis/scene/main_scene.h"

#include <memory>
#include <string>

namespace rnnvis::gui {

/// How large a picture is on paper.
struct PrintSize {
  static constexpr double leastWidth = 60, mostWidth = 1000;  ///< Millimetres.
  static constexpr double leastPoints = 6;                    ///< Of any type in it.

  double width = 178;  ///< Millimetres: 84 for a column of most journals, 178 for two.
  double height = 0;   ///< Without the caption; 0: by the width.
};

/// How the main view is laid out for paper: for a page on which its smallest type has PrintSize::leastPoints.
/// Narrow pages have the columns below one another.
scene::MainOptions printOptions(const PrintSize& size, bool hasSentences);

/// How much smaller details are on a page of views of main's type: as small as may be.
double detailsOnPage();
/// Height over width of details of so many logical pixels.
double detailShape(double width);

/// A page of views of main's type in logical pixels; its height is 0 where none is asked for. Throws Error
/// for sizes out of the limits.
scene::Size pageOf(const PrintSize& size);

/// A picture of such a page at its width, with its description as a caption.
Picture onPaper(Picture picture, const PrintSize& size, const Theme& theme);

/// The theme on white all over.
std::shared_ptr<const Theme> paperOf(const Theme& theme);

/// The main view and a detail view (detail_picture.h) for paper, with a caption. Throws Error for a width out
/// of the limits and as makeDetailPicture() does.
Picture printMain(const scene::ComputedState& computed, const PrintSize& size, const Theme& theme);
Picture printDetails(const scene::ComputedState& computed, const std::string& view, const PrintSize& size,
                     const Theme& theme);

}  // namespace rnnvis::gui
