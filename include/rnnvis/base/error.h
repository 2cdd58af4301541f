#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace rnnvis {

/// A failure that a user can act on. what() is one line: what went wrong, where, and what to do about it.
/// Names out of files may be part of it: control characters are shown as escapes. Every computation has three
/// outcomes: it returns a value, throws Error, or throws Cancelled.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message);
};

/// The user asked to stop. Not an error, hence outside std::exception: no handler of errors catches it by
/// accident.
struct Cancelled {};

/// Throws Error with a formatted message.
template <class... Arguments>
[[noreturn]] void fail(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  throw Error(fmt::format(format, std::forward<Arguments>(arguments)...));
}

}  // namespace rnnvis
