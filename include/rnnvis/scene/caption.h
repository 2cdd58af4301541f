#pragma once

#include "rnnvis/scene/workspace.h"

#include <string>

namespace rnnvis::scene {

/// What a picture of the state was made from, as a caption says it: model, layer, state, text, clustering,
/// selected words and units, and the hashes by which model and text can be told. One paragraph.
std::string captionOf(const ComputedState& computed);

}  // namespace rnnvis::scene
