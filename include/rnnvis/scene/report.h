#pragma once

#include "rnnvis/scene/detail_table.h"
#include "rnnvis/scene/workspace.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace rnnvis::scene {

/// Names and values, as a list of settings has them.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// What has to be known to see the same again: model, text and their whole hashes, context, layer, state,
/// every setting of the clustering, seed, edits, and the version of the program.
Facts factsOf(const ComputedState& computed);

/// A picture of a report.
struct ReportPicture {
  enum class Format { svg, png };

  Format format = Format::svg;
  std::string data;         ///< The root element of an SVG; a PNG in base64.
  std::string description;  ///< For who does not see it.
  double width = 0;         ///< Logical pixels.
};

/// A finding, or what is shown now.
struct ReportSection {
  std::string heading;
  std::string note;  ///< Lines of the analyst.
  std::string time;
  std::string problem;  ///< Why nothing can be shown, or what is left out of it; empty where all is there.
  std::vector<ReportPicture> pictures;
  std::string caption;
  DetailTable table;  ///< The numbers behind what is selected; without columns where there are none.
  std::string text;   ///< Lines of fixed width, such as the numbers of a comparison.
  Facts facts;
};

struct Report {
  static constexpr std::size_t mostBytes = 5'000'000;  ///< Of a page.
  static constexpr std::size_t mostRows = 200;         ///< Of a table.

  std::string title;
  std::string subtitle;
  std::vector<ReportSection> sections;
  std::vector<std::string>
      fonts;  ///< OpenType files of the pictures' text in base64: regular, then semibold.
};

/// One HTML page that needs nothing else: pictures and fonts are in it, nothing runs in it, and it forbids a
/// browser to fetch anything. Every text is escaped. Pictures for which there is no room within
/// Report::mostBytes are left out, the last first, which their sections say.
std::string formatReport(const Report& report);

}  // namespace rnnvis::scene
