#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/scene/clustering.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace rnnvis::cli {

/// A list of rows.
nlohmann::json toJson(const MatrixD& matrix);
/// Labels, edges, spectrum and measures of quality, without the names of words.
nlohmann::json toJson(const cocluster::CoClustering& groups, const cocluster::Options& options,
                      const std::optional<cocluster::Stability>& stability);

}  // namespace rnnvis::cli
