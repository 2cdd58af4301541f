#pragma once

#include "json_fields.h"

#include "rnnvis/scene/comparison_session.h"

namespace rnnvis::scene {

inline constexpr std::size_t mostSessionBytes = std::size_t{1} << 24;

/// An object that says what format it has.
nlohmann::json newSessionContents();
/// The object in a session file. Throws Error for what is none, and for one of a newer format.
nlohmann::json sessionContents(std::string_view text, std::string_view name);

/// What is kept of one window, or of one side of a comparison.
void describeSession(JsonField& field, Session& session);
void describeComparison(JsonField& field, ComparisonSession& session);

/// The whole file of a session.
nlohmann::json contentsOf(const Session& session);

std::string textOf(const nlohmann::json& contents);

}  // namespace rnnvis::scene
