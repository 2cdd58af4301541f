#pragma once

#include "rnnvis/scene/grammar.h"
#include "rnnvis/scene/text_measure.h"

namespace rnnvis::scene {

/// A word at the size at which it is drawn: in pixels, from the start of its baseline.
struct WordShape {
  std::vector<InkSpan> ink;    ///< Every pixel that the word touches.
  std::vector<InkSpan> claim;  ///< The same with the room that it keeps free of others, the longest first.
  int left = 0, top = 0, right = 0, bottom = 0;  ///< Around the ink; all 0 where there is none.
};

/// `shape` with a line below it from the start to the end of a text so wide, in pixels of perEm; its middle
/// is at lineBelow heights of the type below the baseline.
InkShape underlined(const InkShape& shape, double width);

/// `shape` in type of `pixels`. The room kept is proportional to the size, wider between words of a row than
/// between rows, so that neighbours do not read as a phrase.
WordShape shapeAt(const InkShape& shape, double pixels);

}  // namespace rnnvis::scene
