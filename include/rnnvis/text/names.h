#pragma once

#include "rnnvis/text/tokenizer.h"

#include <optional>
#include <string_view>

namespace rnnvis::text {

// What files call the ways to cut a text into tokens.

std::string_view nameOf(Level level);          ///< "word" or "char"
std::string_view nameOf(Splitting splitting);  ///< "whitespace" or "punctuation"
std::optional<Level> levelNamed(std::string_view name);
std::optional<Splitting> splittingNamed(std::string_view name);

}  // namespace rnnvis::text
