#pragma once

#include "rnnvis/scene/analytic_state.h"

namespace rnnvis::gui {

/// How deep a change goes, which says what has to be computed again. In order: each includes those before it.
enum class Reach {
  display,     ///< Selection, filters, colours: nothing.
  sentences,   ///< What is read of typed text.
  clustering,  ///< Layer, state, words or clusters.
  analysis     ///< Model or corpus.
};

Reach reachOf(const scene::Command& command);

/// Whether a selection made in the picture on the screen still means the same in the picture that is being
/// computed, which differs from it by changes of this reach. True for commands that select nothing.
bool keepsItsMeaning(const scene::Command& command, Reach changes);

}  // namespace rnnvis::gui
