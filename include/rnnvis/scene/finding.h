#pragma once

#include "rnnvis/scene/comparison_session.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rnnvis::scene {

/// Something an analyst has seen and wants to keep: what was shown, and what there is to say about it.
struct Finding {
  static constexpr std::size_t mostNoteBytes = 20'000;

  std::string note;     ///< In the analyst's words, of any number of lines; may be empty.
  std::string time;     ///< When it was pinned: "2026-11-29 21:40".
  std::string caption;  ///< What was shown then, as captionOf() says it.
  std::variant<Session, ComparisonSession> shown;

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// In the analyst's order.
using Findings = std::vector<Finding>;
inline constexpr std::size_t mostFindings = 500;

/// "“he”, “she” · layer 1, c · LSTM 2×128": what a finding is called where it has no note; else its first
/// line.
std::string titleOf(const Finding& finding);

/// The file of a session with findings (docs/sessions.md).
std::string formatSession(const Session& session, const Findings& findings);
/// What findings a session file has, of either kind; none where it does not say. Throws Error as
/// parseSession() does.
Findings parseFindings(std::string_view text, std::string_view name);

/// As writeSession() and readSession() without findings.
void writeSession(const std::filesystem::path& file, const Session& session, const Findings& findings);
Findings readFindings(const std::filesystem::path& file);

}  // namespace rnnvis::scene
