#pragma once

#include "layout.h"

#include <memory>
#include <vector>

namespace rnnvis::scene {

/// The clouds with all that does not depend on what is selected in them, and what they follow from.
struct CloudPacking {
  std::shared_ptr<const Clustering> clustering;
  std::shared_ptr<const response::Analysis> analysis;
  Rect area;
  double smallestWord = 0;
  std::vector<WordId> firstWords;
  std::shared_ptr<const WordTags> tags;  ///< Of grammar mode, whose lines take room; else null.
  std::vector<bool> contracted;          ///< By cloud; none where all have the same right to room.
  std::vector<Cloud> clouds;
  std::vector<std::shared_ptr<const CloudPacking>>
      before;  ///< Those shown before, the latest first, for going
               ///< back to them; they have none themselves.
};

/// Packs the clouds into the column: one scale of type for all, as large as all their words leave room for. A
/// contracted cloud shows the words nearest to its centre in one row. Words that have no room in the
/// smallest type are hidden. `input.options.clouds`, or the one before it, is taken over where it is the
/// same.
std::shared_ptr<const CloudPacking> packClouds(const LayoutInput& input, const Rect& area);

}  // namespace rnnvis::scene
