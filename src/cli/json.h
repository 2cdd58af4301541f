#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/scene/clustering.h"

#include <nlohmann/json.hpp>

namespace rnnvis::cli {

/// A list of rows.
nlohmann::json toJson(const MatrixD& matrix);
/// Labels, edges and spectrum, without the names of words.
nlohmann::json toJson(const cocluster::CoClustering& groups, const cocluster::Options& options);

}  // namespace rnnvis::cli
