#include "rnnvis/scene/report.h"

#include "small_scene.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rnnvis;
using namespace rnnvis::scene;
using Catch::Matchers::Contains;

namespace {

std::size_t countOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

ReportPicture pictureOf(std::size_t bytes) {
  return {ReportPicture::Format::svg,
          "<svg><defs id=\"gradient1\"/><g fill=\"url(#gradient1)\"/>" + std::string(bytes, ' ') + "</svg>",
          "", 100};
}

}  // namespace

TEST_CASE("what a stranger has written is text in a report and never runs") {
  const std::string hostile = "<script>alert('x')</script>&\"";
  Report report{hostile,
                hostile,
                {{hostile, hostile, hostile, hostile, {}, hostile, {}, hostile, {{hostile, hostile}}}},
                {}};
  report.sections[0].table.columns = {{hostile, {hostile}, {}, 0}};
  report.sections[0].pictures = {{ReportPicture::Format::png, "AAAA", hostile, 10}};
  const std::string page = formatReport(report);
  CHECK(countOf(page, "<script") == 0);
  CHECK(countOf(page, "&lt;script&gt;alert('x')&lt;/script&gt;&amp;&quot;") == 14);
  CHECK_THAT(page, Contains("default-src 'none'"));
  CHECK(countOf(page, "http://") + countOf(page, "https://") == 0);
}

TEST_CASE("pictures in one page keep what they refer to apart") {
  Report report{"title", "", {{}, {}}, {}};
  report.sections[0].pictures = {pictureOf(0), pictureOf(0)};
  report.sections[1].pictures = {pictureOf(0)};
  const std::string page = formatReport(report);
  for (const char* prefix : {"s0p0-", "s0p1-", "s1p0-"}) {
    CHECK(countOf(page, std::string("id=\"") + prefix + "gradient1\"") == 1);
    CHECK(countOf(page, std::string("url(#") + prefix + "gradient1)") == 1);
  }
}

TEST_CASE("a report keeps to its size and says what it leaves out") {
  Report report{"title", "", std::vector<ReportSection>(4), {}};
  for (ReportSection& section : report.sections) section.pictures = {pictureOf(1'900'000)};
  const std::string page = formatReport(report);
  CHECK(page.size() < Report::mostBytes);
  CHECK(countOf(page, "<svg>") == 2);
  CHECK(countOf(page, "A picture is left out") == 2);
}

TEST_CASE("a long table is cut, which its heading says") {
  Report report{"title", "", {{}}, {}};
  report.sections[0].table.columns = {{"unit", {}, std::vector<double>(1'234, 0.5), 3}};
  const std::string page = formatReport(report);
  CHECK_THAT(page, Contains("200 of 1,234 rows"));
  CHECK(countOf(page, "<td class=\"number\">") == 200);
}

TEST_CASE("a report's facts are those of the state") {
  test::SmallScene small;
  small.state.clustering.options.seed = 77;
  const ComputedState computed = small.compute();
  const Facts facts = factsOf(computed);
  const auto value = [&](const std::string& name) {
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](const auto& f) { return f.first == name; });
    return found == facts.end() ? "missing" : found->second;
  };
  CHECK(value("seed") == "77");
  CHECK(value("model, SHA-256") == computed.workspace.analysis->info.modelSha256);
  CHECK(value("text, SHA-256") == computed.workspace.analysis->info.corpusSha256);
  CHECK(value("clusters") == "4 of words, 4 of units");
  CHECK(value("restarts") == "5");
  CHECK(value("edits") == "none");
}
