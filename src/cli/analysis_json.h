#pragma once

#include "rnnvis/response/analysis.h"

#include <nlohmann/json.hpp>

namespace rnnvis::cli {

/// What was analysed and how, without the statistics.
nlohmann::json toJson(const response::Analysis& analysis);

}  // namespace rnnvis::cli
