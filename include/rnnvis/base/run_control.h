#pragma once

#include "rnnvis/base/error.h"

#include <functional>
#include <stop_token>

namespace rnnvis {

/// How a caller follows and stops a long computation. The default neither reports nor stops.
struct RunControl {
  std::stop_token stop;
  std::function<void(double)>
      progress;  ///< Receives the finished fraction in [0, 1], on the computing thread.

  /// Reports the finished fraction; throws Cancelled when a stop was requested.
  void report(double fraction) const {
    throwIfStopped();
    if (progress) progress(fraction);
  }

  /// Throws Cancelled when a stop was requested.
  void throwIfStopped() const {
    if (stop.stop_requested()) throw Cancelled{};
  }

  /// The control of a part that covers [from, to] of the whole.
  RunControl part(double from, double to) const {
    if (!progress) return {stop, {}};
    return {stop, [whole = progress, from, to](double fraction) { whole(from + (to - from) * fraction); }};
  }
};

}  // namespace rnnvis
