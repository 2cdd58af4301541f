#pragma once

#include "rnnvis/compare/differences.h"

#include <memory>

namespace rnnvis::gui {

/// The differences and what stands on either side.
struct ShownDifferences {
  compare::Subjects subjects;
  std::shared_ptr<const compare::Differences> differences;

  const std::string& textOf(const compare::SharedWord& word) const {
    return subjects.a->analysis->tokens[word.a->index()];
  }
};

}  // namespace rnnvis::gui
