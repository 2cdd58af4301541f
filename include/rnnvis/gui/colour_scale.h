#pragma once

namespace rnnvis::gui {

/// The two ends of the scale of signed values, negative first. Both can be told apart by the colour-blind.
enum class ColourScale { blueOrange, purpleGreen };

}  // namespace rnnvis::gui
