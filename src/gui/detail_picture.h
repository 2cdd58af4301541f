#pragma once

#include "detail_panel.h"
#include "theme.h"

#include "rnnvis/scene/geometry.h"
#include "rnnvis/scene/workspace.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rnnvis::gui {

/// Views of the detail panel, each with what has to be selected for it: "distribution", "unit" …
std::string detailViewNames();
bool isDetailView(std::string_view view);

/// The view that shows what is selected as the window's details do; nothing where nothing is.
std::optional<std::string> detailViewOf(const scene::ComputedState& computed);

/// The detail panel of a computed state as the window shows it, `scale` pixels a logical pixel, to be
/// rendered once; `printed`: as on paper; `beside`: on one scale with that. Throws Error where nothing is
/// selected that the view can show.
std::unique_ptr<DetailPanel> makeDetailPicture(scene::ComputedState computed, const std::string& view,
                                               scene::Size size, double scale, const Theme& theme,
                                               bool printed = false, const Computed& beside = nullptr);

/// Has the plots in a widget that is to be rendered drawn with so many pixels a logical pixel.
void fitPlots(QWidget& widget, double scale);

}  // namespace rnnvis::gui
