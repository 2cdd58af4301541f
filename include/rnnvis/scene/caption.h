#pragma once

#include "rnnvis/scene/comparison_scene.h"

#include <string>

namespace rnnvis::scene {

/// What a picture of the state was made from, as a caption says it: model, layer, state, text, clustering,
/// selected words and units, and the hashes by which model and text can be told. One paragraph.
std::string captionOf(const ComputedState& computed);

/// The same of both sides of a comparison, which have to be there, a paragraph each; where they were read
/// together, over which text and how many tokens.
std::string captionOf(const ComputedSides& sides, const compare::JointReading* joint);

}  // namespace rnnvis::scene
