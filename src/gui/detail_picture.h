#pragma once

#include "theme.h"

#include "rnnvis/scene/geometry.h"
#include "rnnvis/scene/workspace.h"

#include <QWidget>

#include <memory>
#include <string>
#include <string_view>

namespace rnnvis::gui {

/// Views of the detail panel, each with what has to be selected for it: "distribution", "unit" …
std::string detailViewNames();
bool isDetailView(std::string_view view);

/// The detail panel of a computed state as the window shows it, `scale` pixels a logical pixel, to be
/// rendered once. Throws Error where nothing is selected that the view can show.
std::unique_ptr<QWidget> makeDetailPicture(scene::ComputedState computed, const std::string& view,
                                           scene::Size size, double scale, const Theme& theme);

}  // namespace rnnvis::gui
