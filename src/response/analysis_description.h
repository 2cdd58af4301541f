#pragma once

#include "rnnvis/response/analysis.h"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>

namespace rnnvis::response {

/// What an analysis file says of the analysis in words: the JSON object under "rnnvis".
nlohmann::json describe(const Analysis& analysis);
/// The inverse; throws Error for another format version or what cannot be, and what the JSON library throws.
AnalysisInfo parseInfo(const nlohmann::json& text);

/// What the names of an array of that signal begin with: "layer0.h".
std::string prefixOf(std::size_t layer, bool bidirectional, model::Signal signal);

}  // namespace rnnvis::response
