#pragma once

#include "rnnvis/model/network.h"
#include "rnnvis/model/reading.h"

#include <cstddef>
#include <optional>

namespace rnnvis::scene {

/// What of a long text is read for a first picture, in about a second of one processor.
struct FirstPicture {
  static constexpr std::size_t mostTokens = 5'000;

  std::size_t tokens = mostTokens;
  /// `sentence` for networks that would take too long one token after another; else as the model asks for.
  std::optional<model::Context> context;
};

/// By the operations that a token takes; the same on every machine.
FirstPicture firstPictureOf(const model::Network& network);

}  // namespace rnnvis::scene
