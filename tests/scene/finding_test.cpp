#include "rnnvis/scene/finding.h"

#include "rnnvis/base/error.h"
#include "temporary_folder.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::scene;
using Catch::Matchers::Contains;

namespace {

Session sessionOfModel(const std::string& model) {
  Session session;
  session.state.model = "/models/" + model;
  session.state.selection.words = {WordId{4}};
  session.modelName = model;
  session.modelSha256 = "abc";
  return session;
}

Findings twoFindings() {
  ComparisonSession comparison{{{sessionOfModel("a")}, {sessionOfModel("b")}}, false, true};
  return {{"thou is you\nin two lines 🙂", "2026-11-29 21:40", "a caption", sessionOfModel("a")},
          {"", "2026-11-29 21:41", "another", comparison}};
}

std::string problemOf(const std::string& findings) {
  try {
    parseFindings(R"({"format": 1, "findings": )" + findings + "}", "a.rnnvis-session");
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("findings of both kinds are kept in a session's file as they are") {
  const std::string text = formatSession(sessionOfModel("m"), twoFindings());
  CHECK(parseFindings(text, "file") == twoFindings());
  CHECK(parseSession(text, "file") == sessionOfModel("m"));
  CHECK(parseFindings(formatSession(sessionOfModel("m")), "file").empty());
  const test::TemporaryFolder folder;
  writeSession(folder / "s", sessionOfModel("m"), twoFindings());
  CHECK(readFindings(folder / "s") == twoFindings());
}

TEST_CASE("a finding is called by its note's first line, else by what it shows") {
  CHECK(titleOf(twoFindings()[0]) == "thou is you");
  CHECK(titleOf(twoFindings()[1]) == "a | b");
}

TEST_CASE("damaged findings are named by their place, and nothing is taken of them") {
  CHECK_THAT(problemOf("7"), Contains("a.rnnvis-session: findings must be a list"));
  CHECK_THAT(problemOf("[{}]"), Contains("findings[0] must be a finding with a session or a comparison"));
  CHECK_THAT(problemOf(R"([{"session": {}}, {"note": 3, "session": {}}])"), Contains("findings[1].note"));
  CHECK_THAT(problemOf(R"([{"comparison": {"baseline": {"state": {"edge-filter": 9}}}}])"),
             Contains("findings[0].comparison.baseline.state.edge-filter"));
  CHECK_THAT(problemOf(R"([{"session": {}, "note": ")" + std::string(30'000, 'x') + R"("}])"),
             Contains("at most 20000 bytes"));
  CHECK_THROWS_WITH(parseFindings(R"({"format": 99})", "f"), Contains("newer version"));
}
