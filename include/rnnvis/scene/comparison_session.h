#pragma once

#include "rnnvis/scene/comparison_scene.h"
#include "rnnvis/scene/session.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace rnnvis::scene {

/// A comparison as it is kept in a file (docs/sessions.md).
struct ComparisonSession {
  Sides<Session> sides;
  bool hasCommonScale = true;
  bool hasCommonSentences = true;
  bool isOverlaid = false;
  Half orderedBy = Half::baseline;
  bool hasLinkedUnits = true;

  friend bool operator==(const ComparisonSession&, const ComparisonSession&) = default;
};

/// The session of a state, both sides of which were computed.
ComparisonSession sessionOf(const ComparisonState& state, const ComputedSides& computed);

/// As formatSession() and parseSession() of one side.
std::string formatSession(const ComparisonSession& session);
ComparisonSession parseComparison(std::string_view text, std::string_view name);

/// As writeSession() and readSession() of one side.
void writeSession(const std::filesystem::path& file, const ComparisonSession& session);
ComparisonSession readComparison(const std::filesystem::path& file);
/// Whether a session file is one of a comparison; false where it cannot be read.
bool isComparison(const std::filesystem::path& file);

/// Nothing selected, lit or edited on either side.
ComparisonState beginningOf(const ComparisonSession& session);

}  // namespace rnnvis::scene
