#include "rnnvis/scene/comparison_session.h"

#include "session_json.h"

#include "rnnvis/base/file.h"

namespace rnnvis::scene {
namespace {

using nlohmann::json;

constexpr const char* key = "comparison";

}  // namespace

void describeComparison(JsonField& field, ComparisonSession& session) {
  field.member("baseline", [&](JsonField& of) { describeSession(of, session.sides.a.value); });
  field.member("comparison", [&](JsonField& of) { describeSession(of, session.sides.b.value); });
  field.member("common-scale", [&](JsonField& of) { of.flag(session.hasCommonScale); });
  field.member("common-sentences", [&](JsonField& of) { of.flag(session.hasCommonSentences); });
  field.member("linked-units", [&](JsonField& of) { of.flag(session.hasLinkedUnits); });
  field.member("overlaid", [&](JsonField& of) { of.flag(session.isOverlaid); });
  field.member("ordered-by", [&](JsonField& of) {
    of.choice(session.orderedBy, std::array<std::string_view, 2>{"baseline", "comparison"});
  });
}

ComparisonSession sessionOf(const ComparisonState& state, const ComputedSides& computed) {
  ComparisonSession session{{{sessionOf(**computed.a)}, {sessionOf(**computed.b)}},
                            state.hasCommonScale,
                            state.hasCommonSentences,
                            state.isOverlaid,
                            state.orderedBy,
                            state.hasLinkedUnits};
  session.sides.a.value.state = *state.sides.a;
  session.sides.b.value.state = *state.sides.b;
  return session;
}

std::string formatSession(const ComparisonSession& session) {
  json contents = newSessionContents();
  ComparisonSession copy = session;  // The description of fields serves reading too.
  JsonField field(contents[key], false, {});
  describeComparison(field, copy);
  return textOf(contents);
}

ComparisonSession parseComparison(std::string_view text, std::string_view name) {
  json contents = sessionContents(text, name);
  ComparisonSession session;
  JsonField field(contents[key], true, std::string(name), key);
  describeComparison(field, session);
  if (session.sides.a->state.model.empty() || session.sides.b->state.model.empty())
    fail("{} does not name a model for either side; the file is damaged", name);
  return session;
}

void writeSession(const std::filesystem::path& file, const ComparisonSession& session) {
  const std::string text = formatSession(session);
  writeFileAtomically(file, [&](std::ostream& stream) { stream << text; });
}

ComparisonSession readComparison(const std::filesystem::path& file) {
  return parseComparison(readFile(file, mostSessionBytes), file.string());
}

bool isComparison(const std::filesystem::path& file) {
  try {
    return sessionContents(readFile(file, mostSessionBytes), file.string()).contains(key);
  } catch (const Error&) {
    return false;
  }
}

ComparisonState beginningOf(const ComparisonSession& session) {
  return {{{beginningOf(*session.sides.a)}, {beginningOf(*session.sides.b)}},
          session.hasCommonScale,
          session.hasCommonSentences,
          session.isOverlaid,
          session.orderedBy,
          session.hasLinkedUnits};
}

}  // namespace rnnvis::scene
