#include "rnnvis/scene/caption.h"

#include "rnnvis/scene/cluster_titles.h"
#include "words.h"

#include <fmt/format.h>

namespace rnnvis::scene {
namespace {

constexpr std::size_t hashDigits = 12;

std::string describeClusters(const Clustering& clustering, const ClusteringSettings& settings) {
  const cocluster::Options& options = settings.options;
  std::string method(nameOf(options.method));
  if (options.method == cocluster::Method::signedGraph)
    method += fmt::format(" ({})", nameOf(options.polarity));
  return fmt::format("{} words with at least {} occurrences in {} clusters, units in {}, method {}, seed {}",
                     groupedNumber(static_cast<std::int64_t>(clustering.words.size())), settings.minimumCount,
                     clustering.wordClusters, clustering.unitClusters, method, options.seed);
}

std::string describeSelection(const ComputedState& computed) {
  const Selection& selection = computed.state.selection;
  const Workspace& workspace = computed.workspace;
  std::string result;
  for (const WordId word : selection.words)
    result += fmt::format("{} {}", result.empty() ? " Selected:" : ",",
                          inQuotes(workspace.analysis->tokens[word.index()]));
  for (const UnitId unit : selection.units)
    result += fmt::format("{} unit {}", result.empty() ? " Selected:" : ",", unit.value);
  if (selection.chip)
    result += fmt::format(" Selected: {}", referenceTo(*workspace.clustering, Side::units, *selection.chip));
  if (selection.cloud)
    result += fmt::format(" Selected: {}", referenceTo(*workspace.clustering, Side::words, *selection.cloud));
  return result.empty() ? result : result + ".";
}

}  // namespace

std::string captionOf(const ComputedState& computed) {
  const response::Analysis& analysis = *computed.workspace.analysis;
  const Clustering& clustering = *computed.workspace.clustering;
  const auto units = analysis.layers[clustering.layer.index()].sizeOf(clustering.state);
  return fmt::format(
      "{}: {}, {}, {}; {} text, {}, context {}. {}{}.{} Model {}, text {} (SHA-256).",
      analysis.info.modelName, describeLayer(clustering.layer, analysis), describeState(clustering.state),
      describeCount(Side::units, units), analysis.info.corpusName, describeTokens(analysis.info),
      nameOf(analysis.info.reading.context), describeClusters(clustering, computed.state.clustering),
      computed.state.edits.list.empty() ? "" : ", edited by hand", describeSelection(computed),
      analysis.info.modelSha256.substr(0, hashDigits), analysis.info.corpusSha256.substr(0, hashDigits));
}

std::string captionOf(const ComputedSides& sides, const compare::JointReading* joint) {
  std::string caption =
      fmt::format("Baseline: {}\nComparison: {}", captionOf(**sides.a), captionOf(**sides.b));
  if (joint)
    caption += fmt::format("\nUnits matched over {} tokens of the {} text, which both models read together.",
                           groupedNumber(static_cast<std::int64_t>(joint->tokens)), joint->corpus);
  return caption;
}

}  // namespace rnnvis::scene
