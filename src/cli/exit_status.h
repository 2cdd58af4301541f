#pragma once

#include <functional>
#include <stop_token>
#include <string_view>

namespace rnnvis::cli {

enum ExitStatus { done = 0, failed = 1, wrongUsage = 2, cancelled = 130 };

/// Runs `work`, which an interrupt asks to stop, and tells how it ended: an error as one line on standard
/// error. `whenShort` is what to do where memory runs out.
int statusOf(const std::function<void(const std::stop_token&)>& work, std::string_view whenShort);

}  // namespace rnnvis::cli
