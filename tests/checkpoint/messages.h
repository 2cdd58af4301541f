#pragma once

#include "rnnvis/base/error.h"

#include <algorithm>
#include <string>

namespace rnnvis::test {

/// The message of the Error that `run` throws; any other exception passes through, and without one it is
/// empty.
template <class Run>
std::string messageOf(Run&& run) {
  try {
    run();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

inline bool isOneLine(const std::string& message) {
  return !message.empty() && std::ranges::none_of(message, [](char c) { return c == '\n' || c == '\0'; });
}

}  // namespace rnnvis::test
