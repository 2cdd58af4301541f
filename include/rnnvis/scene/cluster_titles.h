#pragma once

#include "rnnvis/scene/cluster_edits.h"
#include "rnnvis/scene/text_measure.h"

#include <string>

namespace rnnvis::scene {

/// "chip", "cloud"
std::string nameOf(Side side);
/// "3 units", "1 word"
std::string describeCount(Side side, std::size_t members);
/// "chip 3", "chip 3 “negation”"
std::string referenceTo(const Clustering& clustering, Side side, ClusterId cluster);
/// "chip 3 · 25 units", "verbs · cloud 2 · 31 words · edited".
std::string titleOf(const Clustering& clustering, Side side, ClusterId cluster);
/// The same in bold type within a width: beside a name only the number stays, then the name is cut.
std::string titleOf(const Clustering& clustering, Side side, ClusterId cluster, double width, double pixels,
                    const TextMeasure& measure);

}  // namespace rnnvis::scene
