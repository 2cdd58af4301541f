#include "rnnvis/scene/report.h"

#include "words.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace rnnvis::scene {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light; }
body { margin: 0 auto; padding: 32px 24px 64px; max-width: 1480px; color: #1c2230; background: #fff;
       font: 15px/1.5 Inter, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 26px; line-height: 1.25; margin: 0; }
h2 { font-size: 19px; line-height: 1.3; margin: 0; }
header p, .time, figcaption, summary { color: #5a6475; }
header p { margin: 4px 0 0; }
section { margin-top: 40px; padding-top: 20px; border-top: 1px solid #dfe3ea; }
.time { margin: 2px 0 0; font-size: 13px; }
.note { white-space: pre-wrap; max-width: 72ch; margin: 12px 0 0; }
.problem { background: #f1f3f7; border-radius: 4px; padding: 8px 12px; margin: 12px 0 0; }
figure { margin: 16px 0 0; display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
figure > div { border: 1px solid #dfe3ea; border-radius: 4px; overflow: hidden; flex: 0 1 auto; max-width: 100%; }
figure svg, figure img { display: block; width: 100%; height: auto; }
figcaption { flex: 0 0 100%; font-size: 13px; }
details { margin-top: 12px; }
summary { cursor: pointer; font-size: 13px; }
table { border-collapse: collapse; font-size: 13px; margin-top: 8px; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 14px 2px 0; text-align: left; vertical-align: top; }
th { color: #5a6475; font-weight: 400; }
td.number { text-align: right; }
td { overflow-wrap: anywhere; }
pre { font-size: 12px; line-height: 1.4; overflow-x: auto; margin: 8px 0 0; }
@media print { body { max-width: none; padding: 0; } section { break-before: page; } figure { break-inside: avoid; } }
)";

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else if (c != '\0')
      result += c;
  }
  return result;
}

/// An element with a text; nothing for an empty one.
std::string element(std::string_view name, std::string_view role, std::string_view text) {
  if (text.empty()) return {};
  return fmt::format("<{} class=\"{}\">{}</{}>\n", name, role, escaped(text), name);
}

std::string fontFaces(const std::vector<std::string>& fonts) {
  std::string css;
  for (std::size_t i = 0; i < fonts.size(); ++i)
    css += fmt::format(
        "@font-face {{ font-family: Inter; font-weight: {}; src: url(data:font/otf;base64,{}); }}\n",
        i == 0 ? 400 : 600, fonts[i]);
  return css;
}

/// Pictures stand in one page, where an id must be of one element alone.
std::string withOwnIds(std::string svg, const std::string& prefix) {
  for (const std::string_view before : {"id=\"", "url(#", "href=\"#"})
    for (std::size_t at = svg.find(before); at != std::string::npos; at = svg.find(before, at + 1))
      svg.insert(at + before.size(), prefix);
  return svg;
}

std::string pictureOf(const ReportPicture& picture, const std::string& prefix) {
  const std::string frame = fmt::format("<div style=\"width:{:.0f}px\">", picture.width);
  if (picture.format == ReportPicture::Format::svg)
    return frame + withOwnIds(picture.data, prefix) + "</div>\n";
  return frame + fmt::format("<img alt=\"{}\" src=\"data:image/png;base64,{}\"></div>\n",
                             escaped(picture.description), picture.data);
}

std::string tableOf(const DetailTable& table) {
  if (table.columns.empty()) return {};
  const std::size_t rows = std::min(table.rows(), Report::mostRows);
  std::string html = fmt::format(
      "<details><summary>Numbers behind it{}</summary>\n<table><tr>",
      rows < table.rows()
          ? fmt::format(": {} of {} rows", rows, groupedNumber(static_cast<std::int64_t>(table.rows())))
          : "");
  for (const TableColumn& column : table.columns) html += "<th>" + escaped(column.title) + "</th>";
  html += "</tr>\n";
  for (std::size_t row = 0; row < rows; ++row) {
    html += "<tr>";
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      html += (table.columns[c].isText() ? "<td>" : "<td class=\"number\">") + escaped(table.shown(row, c)) +
              "</td>";
    html += "</tr>\n";
  }
  return html + "</table></details>\n";
}

std::string factsTable(const Facts& facts) {
  if (facts.empty()) return {};
  std::string html = "<details><summary>How it was made</summary>\n<table>";
  for (const auto& [name, value] : facts)
    html += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", escaped(name), escaped(value));
  return html + "</table></details>\n";
}

/// A section without its pictures, in two parts that they stand between.
std::pair<std::string, std::string> framesOf(const ReportSection& section) {
  std::string before = "<section>\n" + element("h2", "heading", section.heading) +
                       element("p", "time", section.time) + element("p", "note", section.note) +
                       element("p", "problem", section.problem);
  std::string after = tableOf(section.table);
  if (!section.text.empty())
    after += "<details open><summary>Numbers</summary><pre>" + escaped(section.text) + "</pre></details>\n";
  return {std::move(before), after + factsTable(section.facts) + "</section>\n"};
}

std::string figureOf(const ReportSection& section, std::size_t number, std::size_t& room) {
  std::string pictures;
  bool isComplete = true;
  for (std::size_t p = 0; p < section.pictures.size(); ++p) {
    const std::string picture = pictureOf(section.pictures[p], fmt::format("s{}p{}-", number, p));
    const bool fits = picture.size() <= room;
    isComplete = isComplete && fits;
    if (!fits) continue;
    room -= picture.size();
    pictures += picture;
  }
  const std::string caption =
      section.caption.empty() ? "" : "<figcaption>" + escaped(section.caption) + "</figcaption>\n";
  return (isComplete ? "" : element("p", "problem", "A picture is left out: the page would be too large.")) +
         "<figure>\n" + pictures + caption + "</figure>\n";
}

std::string describeEdits(const ClusterEdits& edits) {
  if (edits.list.empty() && edits.locks.empty()) return "none";
  return fmt::format("{} edits and {} locks of clusters by hand", edits.list.size(), edits.locks.size());
}

std::string yesOrNo(bool is) {
  return is ? "yes" : "no";
}

std::string describeReading(const model::ReadingReport& reading) {
  std::string text(nameOf(reading.context));
  if (reading.batch > 1)
    text += fmt::format(", in {} parts warmed up on {} tokens, residual {:.1e}", reading.batch,
                        reading.warmup, reading.residual);
  return text;
}

}  // namespace

Facts factsOf(const ComputedState& computed) {
  const AnalyticState& state = computed.state;
  const response::Analysis& analysis = *computed.workspace.analysis;
  const response::AnalysisInfo& info = analysis.info;
  const Clustering& clustering = *computed.workspace.clustering;
  const cocluster::Options& options = state.clustering.options;
  return {
      {"model", info.modelName},
      {"model folder", state.model},
      {"model, SHA-256", info.modelSha256},
      {"text", fmt::format("{}, {}", info.corpusName, describeTokens(info))},
      {"text, SHA-256", info.corpusSha256},
      {"context", describeReading(info.reading)},
      {"analysed by", "RNNVis " + info.programVersion},
      {"samples a word, at most", info.samplesWanted == 0 ? "all" : std::to_string(info.samplesWanted)},
      {"layer", describeLayer(clustering.layer, analysis)},
      {"state", describeState(clustering.state)},
      {"words", fmt::format("{}, each with at least {} occurrences", clustering.words.size(),
                            state.clustering.minimumCount)},
      {"co-clustering", fmt::format("{}, polarity {}", nameOf(options.method), nameOf(options.polarity))},
      {"clusters", fmt::format("{} of words, {} of units", clustering.wordClusters, clustering.unitClusters)},
      {"dimensions", std::to_string(clustering.groups.dimensions)},
      {"restarts", std::to_string(options.restarts)},
      {"seed", std::to_string(options.seed)},
      {"units centred, scaled", yesOrNo(options.center) + ", " + yesOrNo(options.scale)},
      {"shrinking", fmt::format("{:g}", state.clustering.shrink)},
      {"edits", describeEdits(state.edits)},
      {"edges hidden below", fmt::format("{:.0f} % of the strongest", 100 * state.edgeFilter)},
  };
}

std::string formatReport(const Report& report) {
  const std::string head =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "font-src data:; style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
      escaped(report.title) + "</title>\n<style>" + fontFaces(report.fonts) + std::string(style) +
      "</style>\n</head>\n<body>\n<header><h1>" + escaped(report.title) + "</h1>\n" +
      element("p", "subtitle", report.subtitle) + "</header>\n";
  std::vector<std::pair<std::string, std::string>> frames;
  constexpr std::size_t spare = 50'000;  // Captions, and lines that say what is left out.
  std::size_t taken = head.size() + spare;
  for (const ReportSection& section : report.sections) {
    frames.push_back(framesOf(section));
    taken += frames.back().first.size() + frames.back().second.size();
  }
  std::size_t room = Report::mostBytes > taken ? Report::mostBytes - taken : 0;
  std::string page = head;
  for (std::size_t i = 0; i < frames.size(); ++i)
    page += frames[i].first + figureOf(report.sections[i], i, room) + frames[i].second;
  return page + "</body>\n</html>\n";
}

}  // namespace rnnvis::scene
