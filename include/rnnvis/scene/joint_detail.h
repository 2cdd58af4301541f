#pragma once

#include "rnnvis/compare/word_differences.h"
#include "rnnvis/scene/comparison_scene.h"
#include "rnnvis/scene/detail.h"

#include <string>
#include <vector>

namespace rnnvis::scene {

/// How the units of both sides answer to one word. A side that never meets it has no values.
struct JointWord {
  std::string text;
  Sides<WordDistribution> sides;  ///< Means and quantiles alone, in the order of JointDetail::row.
};

/// The responses of both sides to one to three words in one plot: the comparison's are brought to the units
/// of the baseline, as compare::alignmentOf() has it.
struct JointDetail {
  std::string title, subtitle;
  UnitRow row;  ///< Units of the baseline.
  std::vector<JointWord> words;
  double range = 0;                   ///< All values lie in [−range, range].
  Sides<std::string> change;          ///< What a response is: "Δc".
  std::vector<std::string> partners;  ///< [n] of each unit, by index, partnerNote(); empty after rotation.
};

/// What either side has selected of words, those of the baseline first. No words where none is. Sorted as
/// DetailSettings::order of the baseline says, by the responses of `orderedBy`. `joint` is of these sides;
/// `counterparts` are theirs.
JointDetail jointDetail(const ComputedSides& sides, const compare::JointReading& joint,
                        const Counterparts& counterparts, Half orderedBy);

}  // namespace rnnvis::scene
