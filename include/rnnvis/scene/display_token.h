#pragma once

#include <string>
#include <string_view>

namespace rnnvis::scene {

/// A token as a reader sees it: white space and line ends as visible signs.
std::string displayToken(std::string_view token);

}  // namespace rnnvis::scene
