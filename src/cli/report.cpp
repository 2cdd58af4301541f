#include "rnnvis/scene/report.h"

#include "command.h"
#include "compare_report.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/gui/report_painter.h"
#include "rnnvis/scene/caption.h"
#include "rnnvis/scene/finding.h"

#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <memory>

namespace rnnvis::cli {
namespace {

using scene::ReportSection;

struct Arguments {
  std::string session, out;
};

std::string now() {
  const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm local{};
  ::localtime_r(&time, &local);
  std::array<char, 20> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local);
  return {text.data(), size};
}

/// Makes the sections of a report; what the last one has computed is taken over where it is the same.
class SectionWriter {
 public:
  ReportSection write(const scene::Session& session, const RunControl& control) {
    scene::Reopened reopened = reopen(session, m_last, control);
    m_last = std::move(reopened.computed);
    ReportSection section;
    section.problem = std::move(reopened.notice);
    section.pictures = m_painter.draw(m_last);
    section.caption = captionOf(m_last);
    section.table = tableOf(detailOf(m_last));
    section.facts = factsOf(m_last);
    return section;
  }

  ReportSection write(const scene::ComparisonSession& session, const RunControl& control) {
    scene::Reopened a = reopen(*session.sides.a, m_last, control.part(0, 0.25)),
                    b = reopen(*session.sides.b, a.computed, control.part(0.25, 0.5));
    ReportSection section;
    section.problem = a.notice.empty() ? b.notice : a.notice;
    section.caption = captionOf(a.computed) + " | " + captionOf(b.computed);
    const scene::ComparisonState state{{{a.computed.state}, {b.computed.state}},
                                       session.hasCommonScale,
                                       session.hasCommonSentences,
                                       session.isOverlaid,
                                       session.orderedBy,
                                       session.hasLinkedUnits};
    const scene::ComputedSides sides{{std::make_shared<scene::ComputedState>(std::move(a.computed))},
                                     {std::make_shared<scene::ComputedState>(std::move(b.computed))}};
    section.text = numbersOf(sides, control.part(0.5, 0.9));
    section.pictures = m_painter.draw(state, sides);
    section.facts = factsOf(**sides.a);
    for (auto& [name, value] : factsOf(**sides.b)) section.facts.emplace_back("B: " + name, value);
    return section;
  }

  std::vector<std::string> fonts() const { return m_painter.fonts(); }

 private:
  static std::string numbersOf(const scene::ComputedSides& sides, const RunControl& control) {
    const compare::Subjects subjects{{subjectOf(**sides.a)}, {subjectOf(**sides.b)}};
    compare::CompareOptions options;
    options.minimumCount = (*sides.a)->state.clustering.minimumCount;
    return describe(compareSides(subjects, {{(*sides.a)->state.sentences}, {(*sides.b)->state.sentences}},
                                 options, control));
  }

  gui::ReportPainter m_painter;
  scene::ComputedState m_last;
};

/// A section of what cannot be shown says why.
template <class Shown>
ReportSection sectionOf(SectionWriter& writer, const Shown& shown, const RunControl& control) {
  try {
    return writer.write(shown, control);
  } catch (const Error& error) {
    ReportSection section;
    section.problem = fmt::format("This cannot be shown: {}", error.what());
    return section;
  }
}

ReportSection sectionOf(SectionWriter& writer, const scene::Finding& finding, const RunControl& control) {
  ReportSection section =
      std::visit([&](const auto& shown) { return sectionOf(writer, shown, control); }, finding.shown);
  section.heading = titleOf(finding);
  const std::size_t end = finding.note.find('\n');
  if (end != std::string::npos) section.note = finding.note.substr(end + 1);
  section.time = finding.time;
  if (section.caption.empty()) section.caption = finding.caption;
  return section;
}

template <class Shown>
std::string nameOf(const Shown& shown);
template <>
std::string nameOf(const scene::Session& session) {
  return session.modelName.empty() ? session.state.model : session.modelName;
}
template <>
std::string nameOf(const scene::ComparisonSession& session) {
  return nameOf(*session.sides.a) + " and " + nameOf(*session.sides.b);
}

template <class Shown>
scene::Report reportOf(const Shown& shown, const scene::Findings& findings, const RunControl& control) {
  SectionWriter writer;
  scene::Report report{nameOf(shown),
                       fmt::format("{} · RNNVis {} · {} finding{}", now(), RNNVIS_VERSION, findings.size(),
                                   findings.size() == 1 ? "" : "s"),
                       {},
                       writer.fonts()};
  const double share = 1.0 / static_cast<double>(findings.size() + 1);
  for (std::size_t i = 0; i < findings.size(); ++i)
    report.sections.push_back(
        sectionOf(writer, findings[i],
                  control.part(share * static_cast<double>(i), share * static_cast<double>(i + 1))));
  report.sections.push_back(sectionOf(writer, shown, control.part(1 - share, 1)));
  report.sections.back().heading = findings.empty() ? "What is shown" : "What was shown last";
  return report;
}

}  // namespace

Runner setUpReport(CLI::App& parser) {
  auto arguments = std::make_shared<Arguments>();
  parser.add_option("SESSION", arguments->session, "Session file (.rnnvis-session)")->required();
  parser.add_option("--out", arguments->out, "HTML page to write")->required();
  return [arguments](const Session& session) {
    const auto write = [&](const scene::Report& report) {
      const std::string page = formatReport(report);
      writeFileAtomically(arguments->out, [&](std::ostream& stream) { stream << page; });
    };
    const std::filesystem::path file = arguments->session;
    if (scene::isComparison(file)) return write(reportOf(scene::readComparison(file), {}, session.control));
    const scene::Session shown = scene::readSession(file);
    write(reportOf(shown, scene::readFindings(file), session.control));
  };
}

}  // namespace rnnvis::cli
