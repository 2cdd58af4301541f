#include "rnnvis/scene/main_scene.h"

#include "layout.h"
#include "words.h"

#include "rnnvis/scene/cluster_titles.h"

#include <fmt/format.h>

namespace rnnvis::scene {
namespace {

constexpr double margin = 24;
constexpr double headerHeight = 44;  // Title and subtitle of the whole view.
constexpr double columnHeader = 40;  // Title and subtitle of a column.
constexpr double legendHeight = 106;
constexpr double cellLegend = 92, cloudLegend = 76;  // Of a stacked scene, below one another.
constexpr double narrowestSentences = 236;
constexpr double subtitlePixels = 10.5;
constexpr double subtitleReach = 24;  // Into the gap between columns.

std::string describeEdits(const ClusterEdits& edits) {
  const auto count = [](std::size_t number, const char* what) {
    return number == 0 ? "" : fmt::format(" · {} {}{}", number, what, number == 1 ? "" : "s");
  };
  std::size_t locked = 0;
  for (const Lock& lock : edits.locks) locked += lock.items.size();
  return count(edits.list.size(), "edit") + (locked > 0 ? fmt::format(" · {} locked", locked) : "");
}

std::string describeModel(const LayoutInput& input) {
  const response::Analysis& analysis = input.analysis();
  const Clustering& clustering = input.clustering();
  const auto units = analysis.layers[clustering.layer.index()].sizeOf(clustering.state);
  const std::string layers = analysis.layers.size() > analysis.directions()
                                 ? fmt::format("{} of 0–{}", describeLayer(clustering.layer, analysis),
                                               analysis.layers.size() / analysis.directions() - 1)
                                 : describeLayer(clustering.layer, analysis) + ", the only one";
  return fmt::format("{}, {} · {} · {} text, {}, context {}{}{}", layers, describeState(clustering.state),
                     describeCount(Side::units, units), analysis.info.corpusName,
                     describeTokens(analysis.info), nameOf(analysis.info.reading.context),
                     describeEdits(input.state().edits),
                     input.workspace().isDraft ? " · first draft of the clusters" : "");
}

void head(const LayoutInput& input, MainScene& scene) {
  if (const auto& heading = input.options.heading) {
    const double width = scene.size.width - 2 * margin;
    const double noteWidth =
        heading->note.empty() ? 0 : input.measure.size(heading->note, 11.5, true).width + 16;
    scene.title = elided(heading->title, width - noteWidth, 17, input.measure, true);
    scene.subtitle = elided(heading->subtitle, width, 11.5, input.measure);
    scene.note = heading->note;
    scene.scaleNote = heading->scale;
    return;
  }
  const double width = scene.size.width - 2 * margin;
  scene.title = elided(input.workspace().model->manifest.name, width, 17, input.measure, true);
  scene.subtitle = elided(describeModel(input), width, 11.5, input.measure);
}

/// Below one another, each with a share of what headers and legends leave.
void stackColumns(const LayoutInput& input, MainScene& scene) {
  const double width = scene.size.width - 2 * margin;
  const bool hasSentences = !input.workspace().sentences.empty();
  const double legends = cellLegend + cloudLegend + (hasSentences ? legendHeight : 0);
  const double header = columnHeader + 12;  // Away from what is above it.
  const double headers = (hasSentences ? 3 : 2) * header - 12;
  const double room = scene.size.height - margin - headerHeight - headers - legends - 8;
  double y = margin + headerHeight - 12;
  const auto next = [&](double share) {
    const Rect area{margin, y + header, width, share * room};
    y = area.bottom();
    return area;
  };
  if (hasSentences) scene.sentenceColumn = Column{next(0.36), "Sentence", {}};
  scene.chipColumn.area = next(hasSentences ? 0.22 : 0.3);
  scene.cloudColumn.area = next(hasSentences ? 0.42 : 0.7);
  scene.legend = {margin, scene.size.height - legends, width, legends - 8};
}

void placeColumns(const LayoutInput& input, MainScene& scene) {
  const double width = scene.size.width - 2 * margin, top = margin + headerHeight + columnHeader;
  const double height = scene.size.height - top - legendHeight - 8;
  const auto column = [&](double from, double to) {
    return Rect{margin + from * width, top, (to - from) * width, height};
  };
  const bool hasSentences = !input.workspace().sentences.empty();
  if (hasSentences) {
    // Glyphs need room for words beside them however narrow the view is.
    const double sentences = std::max(0.26, narrowestSentences / width), chips = sentences + 0.065;
    scene.sentenceColumn = Column{column(0, sentences), "Sentence", {}};
    const double chipsEnd = std::max(0.5, chips + 0.13);
    scene.chipColumn.area = column(chips, chipsEnd);
    scene.cloudColumn.area = column(std::max(0.635, chipsEnd + 0.09), 1);
  } else {
    scene.chipColumn.area = column(0, 0.27);
    scene.cloudColumn.area = column(0.46, 1);
  }
  if (scene.isMirrored)
    for (Column* shown :
         {scene.sentenceColumn ? &*scene.sentenceColumn : nullptr, &scene.chipColumn, &scene.cloudColumn})
      if (shown) shown->area.x = scene.size.width - shown->area.right();
  scene.legend = {margin, scene.size.height - legendHeight + 4, width, legendHeight - 12};
}

/// The first text that fits below a column's title; of the last one as much as does.
std::string fitting(const LayoutInput& input, const MainScene& scene, const Column& column,
                    std::initializer_list<std::string> texts) {
  const double width = std::min(column.area.width + subtitleReach, scene.size.width - margin - column.area.x);
  for (const std::string& text : texts)
    if (input.measure.size(text, subtitlePixels, false).width <= width) return text;
  return elided(*std::prev(texts.end()), width, subtitlePixels, input.measure);
}

std::string describeCells(const LayoutInput& input, const MainScene& scene) {
  const auto fit = [&](std::initializer_list<std::string> texts) {
    return fitting(input, scene, scene.chipColumn, texts);
  };
  const std::string subject = fmt::format("“{}”", scene.cellSubject);
  switch (scene.cellMeaning) {
    case CellMeaning::response:
      return fit({"a cell is a unit; its response to " + subject, "its cells are units"});
    case CellMeaning::actual:
      return fit({"a cell is a unit; its response at this " + subject, "its cells are units"});
    case CellMeaning::explained:
      break;
  }
  return fit({"a cell is a unit; grey: how much the word explains", "its cells are units"});
}

void describeColumns(const LayoutInput& input, MainScene& scene) {
  const auto count = static_cast<std::int64_t>(input.clustering().words.size());
  const std::string words =
      count == 1 ? "the only frequent word" : fmt::format("the {} most frequent words", groupedNumber(count));
  scene.chipColumn.title = "Memory chips";
  scene.chipColumn.subtitle = describeCells(input, scene);
  scene.cloudColumn.title = "Word clouds";
  scene.cloudColumn.subtitle = fitting(
      input, scene, scene.cloudColumn,
      {words + "; larger: closer to the centre of the cloud", words + "; larger: more central", words});
  if (!scene.sentenceColumn) return;
  Column& sentences = *scene.sentenceColumn;
  const std::string start = "a box is a chip";
  const model::TextModel& model = *input.workspace().model;
  const std::string expected = !model.predicts()                                ? ""
                               : model.manifest.task == model::Task::classifier ? "; → class after it"
                                                                                : "; → expected next";
  sentences.subtitle =
      scene.overview
          ? fitting(
                input, scene, sentences,
                {start + expected + "; drag the strip’s window", start + "; drag the strip’s window", start})
          : fitting(input, scene, sentences, {start + ", left to right" + expected, start + expected, start});
}

}  // namespace

std::optional<TokenPlace> LayoutData::token() const {
  const auto& place = state().selection.token;
  if (!place || place->sentence >= workspace().sentences.size()) return std::nullopt;
  const SentenceReading& reading = workspace().sentences[place->sentence];
  if (!reading.sentence || place->token >= reading.sentence->tokens.size()) return std::nullopt;
  return place;
}

Eigen::RowVectorXf LayoutData::responseAt(TokenPlace place) const {
  const model::Trace& trace = workspace().sentences[place.sentence].sentence->trace;
  return trace.response(clustering().layer.index(), clustering().state,
                        static_cast<Eigen::Index>(place.token));
}

MainScene layoutMain(const ComputedState& computed, const MainOptions& options, const TextMeasure& measure) {
  const LayoutInput input{{computed}, options, measure, joined(scaleOf(computed), options.scale)};
  MainScene scene;
  scene.size = options.size;
  scene.isMirrored = options.mirrored;
  scene.isStacked = options.stacked;
  head(input, scene);
  options.stacked ? stackColumns(input, scene) : placeColumns(input, scene);
  layoutClouds(input, scene);
  layoutGrammar(input, scene);
  layoutChips(input, scene);
  if (!options.stacked) layoutEdges(input, scene);
  layoutSentences(computed, options, measure, scene);
  describeColumns(input, scene);
  return scene;
}

}  // namespace rnnvis::scene
