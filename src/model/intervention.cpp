#include "rnnvis/model/intervention.h"

#include "rnnvis/base/error.h"
#include "rnnvis/model/network.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::model {

void requireFits(const Intervention& intervention, const Network& network) {
  const auto& [layer, state, units, values] = intervention;
  if (layer >= network.layers.size())
    fail("there is no layer {}; the model has layers 0 to {}", layer, network.layers.size() - 1);
  const auto states = statesOf(network.cell);
  if (std::find(states.begin(), states.end(), state) == states.end())
    fail("a cell of kind {} has no state {}", nameOf(network.cell), nameOf(state));
  if (values.size() != units.size())
    fail("{} units cannot be held at {} values; give one for each", units.size(), values.size());
  std::vector<bool> isHeld(network.layers[layer].sizeOf(state));
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i] >= isHeld.size())
      fail("there is no unit {} in {}; it has units 0 to {}", units[i],
           layerName(layer, network.bidirectional), isHeld.size() - 1);
    if (isHeld[units[i]]) fail("unit {} is named twice; name every unit once", units[i]);
    if (!std::isfinite(values[i])) fail("unit {} cannot be held at {}", units[i], values[i]);
    isHeld[units[i]] = true;
  }
}

}  // namespace rnnvis::model
