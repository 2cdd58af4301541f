#pragma once

#include "rnnvis/compare/joint_reading.h"
#include "rnnvis/scene/comparison_state.h"
#include "rnnvis/scene/main_scene.h"

#include <string>

namespace rnnvis::scene {

/// What both sides show; each may be absent still.
using ComputedSides = Sides<std::shared_ptr<const ComputedState>>;

/// What the compare layer reads of a side.
compare::Subject subjectOf(const ComputedState& computed);

/// Words by their text, tokens by how the sentences are aligned; of units the same ones of one layer of a
/// model, else those that a joint reading of these sides has matched, where there is one. Nothing while a
/// side is absent. `known`, of the same models, spares looking up the words.
Counterparts counterpartsOf(const ComputedSides& sides, const compare::JointReading* joint,
                            const Counterparts* known = nullptr);

/// The rows of both sentence columns, as many on either side: what is aligned stands in rows of one height.
/// Words beside characters stand with the last one of theirs.
Sides<SentenceGrid> alignedGrids(const ComputedSides& sides);

/// What stands above a side: whose model it is, cell, layers, units, layer, state, text, and how well it
/// predicts, where that is known.
SceneHeading headingOf(Half half, const ComputedState& computed, const std::string& performance);

/// Why a side does not show what the other has selected, or how far its partners of selected units can stand
/// for them; else empty.
std::string linkNote(Half half, const ComputedSides& sides, const Counterparts& counterparts);

/// What stands for a unit on the other side: "goes with unit 4 of the comparison, |r| = 0.63".
std::string partnerNote(Half from, UnitId unit, const Counterparts& counterparts);

}  // namespace rnnvis::scene
