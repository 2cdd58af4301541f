#pragma once

#include "rnnvis/scene/workspace.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace rnnvis::scene {

/// An analyst's work as it is kept in a file (docs/sessions.md): the state, and what it was a state of.
struct Session {
  static constexpr const char* suffix = "rnnvis-session";

  AnalyticState state;
  std::string modelName;
  std::string modelSha256, corpusSha256;  ///< Empty where nothing was computed yet.

  friend bool operator==(const Session&, const Session&) = default;
};

/// The session of what is shown.
Session sessionOf(const ComputedState& computed);

/// As JSON, with the version of the format. Colours and sizes of the window are not of it.
std::string formatSession(const Session& session);

/// The inverse; `name` stands for the file in messages. Checks every value: throws Error, one line, for what
/// is no session, one of a newer format, and one whose values no command could have made. Whether ids exist
/// in the model is for resume() to say.
Session parseSession(std::string_view text, std::string_view name);

/// Replaces the file atomically. Throws Error.
void writeSession(const std::filesystem::path& file, const Session& session);
/// Throws Error as parseSession() and readFile() do, and for files beyond 16 MB.
Session readSession(const std::filesystem::path& file);

/// The state with what can be computed without knowing the model: nothing selected, lit or edited.
AnalyticState beginningOf(const Session& session);

/// What becomes of a session where its model was opened again.
struct Resumed {
  AnalyticState state;
  std::string notice;  ///< What was left out and why, one line; empty where all is as it was.
};

/// The session's state on what was computed for beginningOf() it. Where the model is another one by its hash,
/// what is selected, lit and edited is left out, since numbers name other words and units there; where the
/// text is another one, edits of clusters. Ids that do not exist are left out in any case.
Resumed resume(const Session& session, const ComputedState& computed);

/// A session computed anew, as opening it in the window does.
struct Reopened {
  ComputedState computed;
  std::string notice;  ///< Of Resumed.
};

/// Opens model and text, then what was selected and edited as far as they are the same. Throws Error as
/// compute() does.
Reopened reopen(const Session& session, const ComputedState& previous = {}, const RunControl& control = {});

}  // namespace rnnvis::scene
