#include "rnnvis/scene/finding.h"

#include "target.h"

#include <functional>

// An input is a session file: of one model or a comparison, with or without findings.

namespace rnnvis::fuzz {
namespace {

using namespace scene;

/// What is written out reads as the same.
void check(const std::function<std::string(std::string_view)>& rewrite, std::string_view input) {
  std::string text;
  refusalsOnly([&] { text = rewrite(input); });
  if (!text.empty() && rewrite(text) != text) std::abort();
}

Session sample() {
  Session session{{}, "name", "ab", "cd"};
  for (const Command& command : std::vector<Command>{
           OpenModel{"model", "train"}, AddSentence{"he said \"no\""}, SetLayer{LayerId{1}},
           SetState{model::Signal::h}, SetClusters{4}, LockItems{{Lock{Side::words, {3}, {3, 4}}}},
           MergeClusters{Side::units, ClusterId{0}, ClusterId{2}}, SplitCluster{Side::words, ClusterId{1}},
           MoveItems{Side::units, {3, 5}, ClusterId{1}}, RenameCluster{Side::units, {1, 2}, "nouns"},
           ShowGrammar{true}, ToggleTag{text::Tag::noun}, SetTarget{"of"}, SetResponseClip{0.5},
           BrushUnits{{UnitId{4}}}, SelectWord{WordId{7}}, SelectWord{WordId{9}, true},
           SetDetail{{.topic = DetailTopic::values}}})
    session.state = apply(session.state, command);
  return session;
}

}  // namespace

std::vector<std::string> seeds() {
  const Session session = sample();
  const ComparisonSession comparison{.sides = {{session}, {session}}, .isOverlaid = true};
  return {formatSession(session), formatSession(comparison),
          formatSession(session, {{"a note", "2026-11-29 21:40", "caption", session},
                                  {"", "2026-11-29 21:41", "caption", comparison}})};
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  const std::string_view input = fuzz::textOf(data, size);
  fuzz::check(
      [](std::string_view text) {
        return formatSession(scene::parseSession(text, "a"), scene::parseFindings(text, "a"));
      },
      input);
  fuzz::check([](std::string_view text) { return formatSession(scene::parseComparison(text, "a")); }, input);
  return 0;
}
