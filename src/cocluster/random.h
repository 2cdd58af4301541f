#pragma once

#include "rnnvis/base/split_mix.h"

namespace rnnvis::cocluster {

using Random = SplitMix64;

}  // namespace rnnvis::cocluster
