#pragma once

#include "rnnvis/scene/workspace.h"

#include <memory>
#include <string>
#include <vector>

namespace rnnvis::gui {

/// What was computed last, so that going back to it takes no work. Results share what they have in common.
class RecentResults {
 public:
  static constexpr std::size_t most = 16;         ///< Results.
  static constexpr std::size_t mostAnalyses = 3;  ///< Of different models and texts among them.

  /// Results that are drafts, or of the beginning of a text, are not kept.
  void add(const std::shared_ptr<const scene::ComputedState>& result);
  /// The one from which there is least to do to `state`, of equal ones the newest; null where none has its
  /// model and text, or their files have changed since.
  std::shared_ptr<const scene::ComputedState> nearest(const scene::AnalyticState& state) const;

 private:
  struct Kept {
    std::shared_ptr<const scene::ComputedState> result;
    std::string files;  // By which a change of model or text on the disk is noticed.
  };
  std::vector<Kept> m_results;  // The newest first.
};

}  // namespace rnnvis::gui
