#pragma once

#include "rnnvis/base/error.h"

namespace rnnvis::checkpoint {

/// A tensor that is whole but of a kind that is not read: it does not keep the others from being read.
class Unsupported : public Error {
 public:
  using Error::Error;
};

template <class... Arguments>
[[noreturn]] void failUnsupported(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  throw Unsupported(fmt::format(format, std::forward<Arguments>(arguments)...));
}

}  // namespace rnnvis::checkpoint
