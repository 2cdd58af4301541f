#pragma once

#include "rnnvis/compare/subject.h"
#include "rnnvis/scene/comparison_state.h"
#include "rnnvis/scene/main_scene.h"

#include <string>

namespace rnnvis::scene {

/// What both sides show; each may be absent still.
using ComputedSides = Sides<std::shared_ptr<const ComputedState>>;

/// What the compare layer reads of a side.
compare::Subject subjectOf(const ComputedState& computed);

/// Words by their text, tokens by how the sentences are aligned, units of the same layer of a model. Nothing
/// while a side is absent. `known`, of the same models, spares looking up the words.
Counterparts counterpartsOf(const ComputedSides& sides, const Counterparts* known = nullptr);

/// The rows of both sentence columns, as many on either side: what is aligned stands in rows of one height.
/// Words beside characters stand with the last one of theirs.
Sides<SentenceGrid> alignedGrids(const ComputedSides& sides);

/// What stands above a side: whose model it is, cell, layers, units, layer, state, text, and how well it
/// predicts, where that is known.
SceneHeading headingOf(Half half, const ComputedState& computed, const std::string& performance);

/// Why a side does not show what the other has selected; empty where it does.
std::string missingNote(Half half, const ComputedSides& sides, const Counterparts& counterparts);

}  // namespace rnnvis::scene
