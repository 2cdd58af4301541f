#pragma once

#include "rnnvis/model/reading.h"

#include <span>

namespace rnnvis::model {

/// [rows, outputs]: logits after the tokens of some rows of a block; recorded ones where states were
/// recorded.
Matrix outputsAfter(const TextModel& model, const Block& block, std::span<const std::size_t> rows);

}  // namespace rnnvis::model
