#pragma once

#include "detail_input.h"
#include "unit_row.h"

namespace rnnvis::scene {

/// How a word moves the units, in the order of their indices.
WordDistribution distributionOf(const DetailInput& input, WordId word);

/// From the order of indices into that of a row.
void reorder(WordDistribution& word, const UnitRow& row);

}  // namespace rnnvis::scene
