#pragma once

#include "sentence_rows.h"

#include "rnnvis/scene/main_scene.h"

namespace rnnvis::scene {

// The columns of the main view; each fills its part of the scene. Sizes of type in logical pixels.
inline constexpr double titlePixels = 11.5;
inline constexpr double summaryPixels = 10.5;
inline constexpr double tokenPixels = 13.5;
inline constexpr double predictionPixels = 10.5;

/// What a scene shows.
struct LayoutData {
  const ComputedState& computed;

  const AnalyticState& state() const { return computed.state; }
  const Workspace& workspace() const { return computed.workspace; }
  const Clustering& clustering() const { return *computed.workspace.clustering; }
  const response::Analysis& analysis() const { return *computed.workspace.analysis; }
  const response::Responses& responses() const {
    return analysis().responses(clustering().layer, clustering().state);
  }
  /// The selected token, where there is one that was read.
  std::optional<TokenPlace> token() const;
  /// The change of the analysed state at a token, [n].
  Eigen::RowVectorXf responseAt(TokenPlace place) const;
};

/// What the column layouts read.
struct LayoutInput : LayoutData {
  const MainOptions& options;
  const TextMeasure& measure;
  SceneScale scale = {};
};

/// What the cells show, [n].
struct CellValues {
  CellMeaning meaning;
  Eigen::RowVectorXf values;
};
CellValues cellValuesOf(const LayoutData& data);

/// The highest and the lowest aggregate of each token of all sentences.
struct GlyphReach {
  std::vector<double> tops, bottoms;
};
GlyphReach reachOf(const Workspace& workspace);

/// Clouds on an arc, one scale of type for all.
void layoutClouds(const LayoutInput& input, MainScene& scene);
/// The parts of speech that are shown; null out of grammar mode and until they are known.
std::shared_ptr<const WordTags> shownTags(const LayoutInput& input);
/// Parts of speech of the words in the clouds, and their legend, after the clouds.
void layoutGrammar(const LayoutInput& input, MainScene& scene);
/// Chips from top to bottom of their column, all cells of one size.
void layoutChips(const LayoutInput& input, MainScene& scene);
/// The clouds that a chip's strongest edges lead to, the strongest first, of equal ones the first cloud; at
/// most two: all that is drawn where nothing is selected.
std::vector<Eigen::Index> strongestClouds(const MatrixD& edges, Eigen::Index chip);
/// Edges between chips and clouds, after both.
void layoutEdges(const LayoutInput& input, MainScene& scene);
/// The glyphs of all sentences from MainOptions::firstGlyph on, and the overview where not all are shown.
void layoutGlyphs(const LayoutInput& input, MainScene& scene);
/// The overview of rows of which those in [first, end) are shown.
Overview layoutOverview(const LayoutInput& input, const std::vector<SentenceRow>& rows, const Rect& strip,
                        std::size_t first, std::size_t end);
/// Room for a forecast of so many lines at the foot of the sentence column, and what stands in it while the
/// pointer is over no token.
double forecastHeight(std::size_t lines, const Rect& column);
void layoutForecast(const LayoutInput& input, const Rect& box, MainScene& scene);
/// Links of the selected token to the chips, after both.
void layoutTokenLinks(const LayoutInput& input, MainScene& scene);

}  // namespace rnnvis::scene
