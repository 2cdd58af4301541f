#include "rnnvis/scene/finding.h"

#include "session_json.h"
#include "words.h"

#include "rnnvis/base/file.h"

#include <fmt/format.h>

namespace rnnvis::scene {
namespace {

using nlohmann::json;

constexpr const char *findingsKey = "findings", *sessionKey = "session", *comparisonKey = "comparison";

void describeFinding(JsonField& field, Finding& finding) {
  field.member("note", [&](JsonField& of) {
    of.text(finding.note);
    of.require(finding.note.size() <= Finding::mostNoteBytes,
               fmt::format("a text of at most {} bytes", Finding::mostNoteBytes));
  });
  field.member("time", [&](JsonField& of) { of.text(finding.time); });
  field.member("caption", [&](JsonField& of) { of.text(finding.caption); });
  if (field.reads()) {
    field.require(field.has(sessionKey) || field.has(comparisonKey),
                  "a finding with a session or a comparison");
    if (field.has(comparisonKey)) finding.shown = ComparisonSession{};
  }
  if (auto* session = std::get_if<Session>(&finding.shown))
    field.member(sessionKey, [&](JsonField& of) { describeSession(of, *session); });
  if (auto* comparison = std::get_if<ComparisonSession>(&finding.shown))
    field.member(comparisonKey, [&](JsonField& of) { describeComparison(of, *comparison); });
}

std::string describeShown(const Session& session) {
  const ClusteringSettings& clustering = session.state.clustering;
  std::string text = session.modelName.empty() ? session.state.model : session.modelName;
  if (clustering.layer) text += fmt::format(" · layer {}", clustering.layer->value);
  if (clustering.state) text += fmt::format(" · {}", describeState(*clustering.state));
  return text;
}

}  // namespace

std::string titleOf(const Finding& finding) {
  if (const std::string line = displayLine(finding.note.substr(0, finding.note.find('\n'))); !line.empty())
    return line;
  if (const auto* session = std::get_if<Session>(&finding.shown)) return describeShown(*session);
  const Sides<Session>& sides = std::get<ComparisonSession>(finding.shown).sides;
  return describeShown(*sides.a) + " | " + describeShown(*sides.b);
}

std::string formatSession(const Session& session, const Findings& findings) {
  json contents = contentsOf(session);
  Findings copy = findings;  // The description of fields serves reading too.
  JsonField field(contents, false, {});
  field.member(findingsKey, [&](JsonField& of) { of.list(copy, mostFindings, describeFinding); });
  return textOf(contents);
}

Findings parseFindings(std::string_view text, std::string_view name) {
  json contents = sessionContents(text, name);
  Findings findings;
  JsonField field(contents, true, std::string(name));
  field.member(findingsKey, [&](JsonField& of) { of.list(findings, mostFindings, describeFinding); });
  return findings;
}

void writeSession(const std::filesystem::path& file, const Session& session, const Findings& findings) {
  const std::string text = formatSession(session, findings);
  writeFileAtomically(file, [&](std::ostream& stream) { stream << text; });
}

Findings readFindings(const std::filesystem::path& file) {
  return parseFindings(readFile(file, mostSessionBytes), file.string());
}

}  // namespace rnnvis::scene
