#pragma once

#include "rnnvis/model/cell.h"

#include <cstddef>
#include <vector>

namespace rnnvis::model {

struct Network;

/// Some units of one layer held at fixed values: after every step their state is replaced, and all that
/// follows from it within the step, the next steps and the layers above sees the replaced values. A held c of
/// an LSTM also changes h = o⊙activation(c), before any projection; a held h is what a projection gives. The
/// state before the first token is not touched.
struct Intervention {
  std::size_t layer = 0;  ///< Index into Network::layers.
  Signal state = Signal::h;
  std::vector<std::size_t> units;  ///< Below RecurrentLayer::sizeOf(state).
  std::vector<float> values;       ///< What each of them is held at.
};

/// Throws Error for a layer, state or unit that the network lacks, a unit named twice, another number of
/// values than of units, and values that are not finite.
void requireFits(const Intervention& intervention, const Network& network);

}  // namespace rnnvis::model
