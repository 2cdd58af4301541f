#pragma once

#include "rnnvis/scene/comparison_state.h"

namespace rnnvis::gui {

/// How deep a change goes, which says what has to be computed again. In order: each includes those before it.
enum class Reach {
  display,     ///< Selection, filters, colours, edits of clusters: nothing that takes time.
  sentences,   ///< What is read of typed text.
  clustering,  ///< Layer, state, words or clusters.
  analysis     ///< Model or corpus.
};

/// Of the way from one state to another.
Reach reachOf(const scene::AnalyticState& from, const scene::AnalyticState& to);
/// The deeper one of either side's.
Reach reachOf(const scene::ComparisonState& from, const scene::ComparisonState& to);

/// Whether nothing is open.
bool isEmpty(const scene::AnalyticState& state);
bool isEmpty(const scene::ComparisonState& state);

/// Whether a command made in the picture on the screen still means the same in the picture that is being
/// computed, which differs from it by changes of this reach. True for commands that name nothing in it.
bool keepsItsMeaning(const scene::Command& command, Reach changes);

}  // namespace rnnvis::gui
