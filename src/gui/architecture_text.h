#pragma once

#include "rnnvis/model/network.h"

#include <QString>

#include <utility>
#include <vector>

namespace rnnvis::gui {

/// "10,000"
QString grouped(std::size_t number);

/// "LSTM"
QString kindOf(model::CellKind cell);

/// "2 × 200", "200 + 100"
QString layerSizes(const std::vector<std::size_t>& hidden);

/// "bidirectional GRU · 2 × 100 units · reads 6,600 tokens · 6,600 outputs"
QString describeArchitecture(const model::Architecture& architecture);

/// What the network is made of, from the input to the head: name and description.
std::vector<std::pair<QString, QString>> partsOf(const model::Architecture& architecture);

}  // namespace rnnvis::gui
