#pragma once

#include "rnnvis/scene/workspace.h"

namespace rnnvis::scene {

/// Finds the output that the state asks for and what each token adds to it.
void decomposeOutputs(const AnalyticState& state, Workspace& workspace);

}  // namespace rnnvis::scene
