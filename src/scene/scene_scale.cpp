#include "layout.h"

#include "rnnvis/response/confidence.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

/// The 98th percentile of the absolute values, so that one outlier does not pale the rest.
double robustRange(const Eigen::RowVectorXf& values) {
  std::vector<float> sizes(static_cast<std::size_t>(values.size()));
  for (std::size_t i = 0; i < sizes.size(); ++i) sizes[i] = std::abs(values[static_cast<Eigen::Index>(i)]);
  const auto place =
      sizes.begin() + static_cast<std::ptrdiff_t>(0.98 * static_cast<double>(sizes.size() - 1));
  std::nth_element(sizes.begin(), place, sizes.end());
  return std::max(1e-6, double{*place});
}

/// What at most 3 % exceed: of up to 33 values the largest.
double usualLargest(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto place = static_cast<std::ptrdiff_t>(std::ceil(0.97 * static_cast<double>(values.size()))) - 1;
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<std::size_t>(place)];
}

double largestLink(const LayoutData& data, TokenPlace place) {
  const sequence::Measures& measures = data.workspace().sentences[place.sentence].measures;
  double largest = 0;
  for (Eigen::Index p = 0; p < measures.updatedPositive.cols(); ++p)
    largest = std::max(largest, std::abs(measures.link(static_cast<Eigen::Index>(place.token), p)));
  return largest;
}

double largestResponse(const LayoutData& data, UnitId unit) {
  const auto responses = data.responses().mean.matrix().col(unit.value);
  double largest = 0;
  for (const WordId word : data.clustering().words)
    largest = std::max(largest, std::abs(double{responses[word.value]}));
  return largest;
}

}  // namespace

CellValues cellValuesOf(const LayoutData& data) {
  const Selection& selection = data.state().selection;
  const response::Responses& responses = data.responses();
  if (const auto place = data.token()) return {CellMeaning::actual, data.responseAt(*place)};
  if (!selection.words.empty())
    return {CellMeaning::response, responses.mean.matrix().row(selection.words.front().value)};
  return {CellMeaning::explained, responses.explained.matrix().row(0)};
}

/// From the lowest to the highest aggregate, the ones before updates included.
GlyphReach reachOf(const Workspace& workspace) {
  GlyphReach reach;
  for (const SentenceReading& reading : workspace.sentences) {
    const sequence::Measures& m = reading.measures;
    for (Eigen::Index t = 0; t < m.aggregatePositive.rows(); ++t) {
      const auto up = m.aggregatePositive.row(t), down = m.aggregateNegative.row(t);
      reach.tops.push_back(std::max(up.maxCoeff(), (up - m.updatedPositive.row(t)).maxCoeff()));
      reach.bottoms.push_back(std::min(down.minCoeff(), (down - m.updatedNegative.row(t)).minCoeff()));
    }
  }
  return reach;
}

SceneScale scaleOf(const LayoutData& data) {
  SceneScale scale;
  const CellValues cells = cellValuesOf(data);
  scale.meaning = cells.meaning;
  scale.cells = robustRange(cells.values);
  scale.edges = data.clustering().groups.edges.cwiseAbs().maxCoeff();
  if (const auto place = data.token()) scale.links = largestLink(data, *place);
  // But for the few tokens of a long text that would flatten all others.
  GlyphReach reach = reachOf(data.workspace());
  for (double& bottom : reach.bottoms) bottom = -bottom;
  scale.glyphTop = usualLargest(std::move(reach.tops));
  scale.glyphBottom = -usualLargest(std::move(reach.bottoms));
  for (const SentenceReading& reading : data.workspace().sentences)
    if (const auto& parts = reading.contributions)
      scale.contributions =
          std::max({scale.contributions, parts->tokens.cwiseAbs().maxCoeff(), std::abs(parts->start)});
  const std::vector<UnitId>& units = data.state().selection.units;
  if (!units.empty()) scale.words = largestResponse(data, units.front());
  return scale;
}

SceneScale scaleOf(const ComputedState& computed) {
  return scaleOf(LayoutData{computed});
}

SceneScale joined(const SceneScale& a, const SceneScale& b) {
  SceneScale scale = a;
  if (b.meaning == a.meaning) scale.cells = std::max(a.cells, b.cells);
  scale.edges = std::max(a.edges, b.edges);
  scale.links = std::max(a.links, b.links);
  scale.glyphTop = std::max(a.glyphTop, b.glyphTop);
  scale.glyphBottom = std::min(a.glyphBottom, b.glyphBottom);
  scale.contributions = std::max(a.contributions, b.contributions);
  scale.words = std::max(a.words, b.words);
  return scale;
}

}  // namespace rnnvis::scene
