#pragma once

#include "rnnvis/scene/analytic_state.h"
#include "rnnvis/scene/geometry.h"
#include "rnnvis/scene/sentence_grid.h"
#include "rnnvis/scene/text_measure.h"
#include "rnnvis/scene/workspace.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rnnvis::scene {

/// How strongly something is drawn.
enum class Emphasis {
  hidden,  ///< Only while the pointer is on one of its ends.
  faint,
  normal,
  strong
};

/// What the colour of a cell says.
enum class CellMeaning {
  explained,  ///< η² of the unit, 0 to cellRange: grey.
  response,   ///< Expected response to the selected word, −cellRange to cellRange: blue to orange.
  actual      ///< Response at the selected token, likewise.
};

struct Cell {
  UnitId unit;
  Rect box;
  double value = 0;
  bool isSelected = false;
  bool isFaint = false;  ///< The response to the selected word is not distinguishable from the unit's mean.
  bool isDim = false;    ///< Other units are lit (AnalyticState::brushed).
  bool isLocked = false;
};

/// A cluster of units.
struct Chip {
  ClusterId cluster;
  Rect frame;  ///< Around the cells.
  std::string title;
  Rect titleBox;        ///< Above the frame, or in it where chips are low.
  std::string summary;  ///< What it answers to; empty where there is no room.
  Rect summaryBox;
  std::vector<Cell> cells;
  Emphasis emphasis = Emphasis::normal;
};

struct CloudWord {
  WordId word;
  std::string text;
  Rect box;                ///< Around its glyphs; those of neighbours may overlap, their glyphs do not.
  Point origin;            ///< Where its baseline begins.
  double pixels = 0;       ///< Font size: the larger, the closer to the cluster's centroid.
  bool isBold = false;     ///< Close to the centroid.
  bool isSpecial = false;  ///< <unk>, <eos>: not a word of the language.
  bool isLocked = false;
  int selected = -1;                            ///< Place in the selection, which gives the colour.
  double response = 0;                          ///< Of the selected unit, over its largest; 0 without one.
  std::optional<text::Tag> tag = std::nullopt;  ///< In grammar mode.
  bool isFaint = false;                         ///< Of another part of speech than those asked for.
};

/// A cluster of words.
struct Cloud {
  ClusterId cluster;
  Rect frame;
  std::string title;
  double titlePixels = 0;
  Rect titleBox;  ///< Above the frame, or on its upper line where clouds are low.
  std::vector<CloudWord> words;
  std::vector<WordId> hidden;  ///< Words for which no room is left.
  std::string hiddenCount;     ///< "+12 hidden"; empty where none are.
  Rect hiddenBox;              ///< Where it stands.
  int hiddenSelected = -1;     ///< Place in the selection of a word that is hidden.
  bool isContracted = false;   ///< Makes room for the clouds of the selected chip.
  Emphasis emphasis = Emphasis::normal;
};

/// A part of speech in the legend of grammar mode.
struct TagMark {
  text::Tag tag;
  std::size_t words = 0;  ///< Of those clustered.
  std::string label;      ///< "noun 143"
  Rect box;
  bool isChosen = false;  ///< In the filter.
  bool isFaint = false;   ///< The filter leaves it out.
};

/// A curve between two columns: from a chip to a cloud (Eq. 8) or from a token to a chip.
struct Link {
  ClusterId chip;
  ClusterId cloud;  ///< Of an edge.
  Point from, to;
  double width = 0;
  double value = 0;  ///< Its sign gives the colour.
  Emphasis emphasis = Emphasis::normal;
};

/// One cluster's part in a token's glyph.
struct GlyphBar {
  ClusterId cluster;
  Rect box;                  ///< From the negative to the positive aggregate, across the baseline.
  std::vector<Rect> gains;   ///< Updated information, more positive or less negative: orange.
  std::vector<Rect> losses;  ///< More negative or less positive: blue.
  Rect track;                ///< Preserved share: from 0 at the left …
  double cursor = 0;         ///< … to 1 at the right; x of the share.
  bool isCutAbove = false;   ///< The box reaches beyond the scale, at its positive end …
  bool isCutBelow = false;   ///< … or its negative one.
};

/// What a token, or the start state, adds to the chosen output (Eq. 3): a signed bar under its label.
struct GlyphContribution {
  double value = 0;
  Rect axis;  ///< From −MainScene::contributionRange at the left to +contributionRange.
  Rect bar;   ///< From 0, the middle of the axis, to the value.
  Rect label;
  std::string text;  ///< "+0.43"; empty where there is no room.
};

struct Glyph {
  TokenPlace place;
  bool isStart = false;  ///< The state before the first token; it has no updates.
  Rect box;              ///< All of it, label included.
  Rect bars;             ///< Where the bars stand.
  double baseline = 0;
  std::vector<GlyphBar> clusters;
  std::string label;
  Rect labelBox;
  std::string prediction;  ///< What the model expects next; empty where there is no room.
  Rect predictionBox;
  std::optional<GlyphContribution> contribution;
  bool isUnknown = false;
  bool isSelected = false;
};

/// A line of text above the glyphs of a sentence, or what is wrong with it.
struct SentenceHeading {
  Rect box;
  std::string text;
  bool isProblem = false;
};

/// The likeliest outputs after one token, with their probabilities as bars.
struct Forecast {
  struct Line {
    Rect box;
    Rect bar;  ///< Its share of the width kept for probability 1.
    std::string text;
    std::string percent;
  };
  Rect box;
  std::string title;
  std::vector<Line> lines;
};

/// All rows of the sentence column in small, with a window over those that are shown.
struct Overview {
  struct Mark {
    Rect box;
    int sign = 0;  ///< Of the contribution; 0 where the mark is the size of the update.
  };
  Rect strip;
  Rect window;
  std::size_t rows = 0;
  double firstRow = 0, shownRows = 0;  ///< Where the window stands.
  std::vector<Mark> marks;
};

struct CloudPacking;  // Of the layout.

/// What the marks of a scene are measured by: the ranges of the colours, widths and heights of MainScene.
struct SceneScale {
  CellMeaning meaning = CellMeaning::explained;  ///< Of cells.
  double cells = 0;
  double edges = 0;
  double links = 0;
  double glyphTop = 0, glyphBottom = 0;  ///< Of the aggregates; the bottom is not positive.
  double contributions = 0;
  double words = 0;
};

/// The scale that a computed state asks for by itself.
SceneScale scaleOf(const ComputedState& computed);
/// One that fits both; cells as in `a` where they mean something else in `b`.
SceneScale joined(const SceneScale& a, const SceneScale& b);

struct Column {
  Rect area;
  std::string title;
  std::string subtitle;
};

/// The main view as plain numbers: sentences, chips and clouds side by side.
struct MainScene {
  Size size;
  bool isMirrored = false;  ///< From left to right clouds, chips, sentences.
  bool isStacked = false;   ///< Columns stand below one another; there are no edges.
  std::string title;
  std::string subtitle;
  std::string note;       ///< Beside the title.
  std::string scaleNote;  ///< In the legend.
  std::optional<Column> sentenceColumn;
  Column chipColumn;
  Column cloudColumn;
  Rect legend;  ///< Strip below the columns.

  std::vector<SentenceHeading> headings;
  std::vector<SentenceHeading> sums;  ///< Below each sentence: what its contributions add up to.
  std::vector<Glyph> glyphs;
  Rect chipNumbers;             ///< Line above the glyphs for the numbers of their chips.
  std::size_t tokensAbove = 0;  ///< Scrolled out of the column.
  std::size_t tokensBelow = 0;
  std::size_t firstRow = 0;               ///< Of the column; what was asked for where that fills it.
  std::vector<std::size_t> sentenceRows;  ///< The row that each sentence begins at.
  std::optional<Overview> overview;       ///< Where not all tokens are shown.
  std::optional<Forecast> forecast;       ///< Where the model predicts.
  std::vector<Link> tokenLinks;
  std::vector<Chip> chips;
  std::vector<Link> edges;
  std::vector<Cloud> clouds;
  std::vector<TagMark> tags;  ///< Of the words in the clouds, in the order of text::Tag; in grammar mode.
  std::shared_ptr<const CloudPacking> cloudPacking;  ///< For MainOptions::clouds of the next layout.

  CellMeaning cellMeaning = CellMeaning::explained;
  std::string cellSubject;  ///< The word or token that the cells answer to.
  double cellRange = 0;
  double edgeRange = 0;  ///< Strongest |e|, drawn widestEdge wide.
  double edgeFilter = 0;
  std::size_t strongestEdges = 0;  ///< Of each chip, which alone are shown; 0: all that pass the filter.
  double linkRange = 0;            ///< Strongest token link.
  double glyphRange = 0;           ///< Average aggregate information that glyphPixels stand for.
  bool hasCutGlyphs = false;       ///< Whether any token of the sentences lies beyond it.
  double glyphPixels = 0;
  double contributionRange = 0;     ///< Largest |contribution| of all sentences; 0 without any.
  std::string contributionSubject;  ///< The output that is added to.
  std::string contributionProblem;  ///< Why there is none, where there should be.
  double wordRange = 0;             ///< Largest |response| of the selected unit; 0 without one.
  static constexpr double widestEdge = 10;
};

/// What stands at the head of a scene that is one of two.
struct SceneHeading {
  std::string title;
  std::string subtitle;
  std::string note;
  std::string scale;  ///< Whose scale it has.
  friend bool operator==(const SceneHeading&, const SceneHeading&) = default;
};

struct MainOptions {
  Size size{1680, 1020};
  std::size_t firstGlyph = 0;  ///< Rows of the sentence column before it are scrolled out.
  double glyphHeight =
      0;  ///< Of a token, in [smallestGlyph, largestGlyph]; 0: so that all fit, within reason.
  /// Of an earlier scene with the same measure: taken over where nothing that it depends on has changed.
  std::shared_ptr<const CloudPacking> clouds = nullptr;
  bool mirrored = false;
  SceneScale scale = {};                          ///< That the scene's reaches at least.
  std::optional<SceneHeading> heading = {};       ///< In place of the scene's own.
  std::shared_ptr<const SentenceGrid> grid = {};  ///< Rows of the sentence column; its own where absent.
  double smallestWord = 7;                        ///< Pixels; below it a word would be there but not legible.
  std::vector<WordId> firstWords = {};            ///< Are hidden only where there is no room for them alone.
  double leastEdge = 0;  ///< Edges below this share of the strongest are hidden whatever the state shows.
  bool stacked = false;  ///< For a narrow page: the columns below one another, without the edges between.

  static constexpr double smallestGlyph = 14, largestGlyph = 120;
};

/// Lays out the main view of a computed state.
MainScene layoutMain(const ComputedState& computed, const MainOptions& options, const TextMeasure& measure);

/// Lays out the sentence column and the links from it anew, for other options; the rest of the scene stays.
void layoutSentences(const ComputedState& computed, const MainOptions& options, const TextMeasure& measure,
                     MainScene& scene);

/// Shows the forecast of a token that was read in place of the one that is there; without one, or where it
/// has none, that of the selected token, else of the first sentence's last.
void showForecast(const ComputedState& computed, std::optional<TokenPlace> place, const TextMeasure& measure,
                  MainScene& scene);

/// The part of the overview that is dragged.
enum class BrushPart { none, top, bottom, window, strip };

/// Which part a point lies on.
BrushPart brushPartAt(const Overview& overview, Point point);
/// The options that follow `before`, those of `overview`, when `part` is dragged from one height to another:
/// the window moves, or its edge does and the glyphs become larger or smaller. `strip` brings the window's
/// middle to where the drag ends.
MainOptions dragBrush(const Overview& overview, BrushPart part, double fromY, double toY, MainOptions before);

/// The count of a cloud's hidden words.
struct HiddenWords {
  friend bool operator==(HiddenWords, HiddenWords) = default;
};

/// What lies under a point, topmost first.
struct Hit {
  std::variant<std::monostate, WordId, UnitId, TokenPlace, text::Tag, HiddenWords> item;
  std::optional<ClusterId> chip;   ///< The chip it belongs to, or the chip itself.
  std::optional<ClusterId> cloud;  ///< Likewise.

  bool isNothing() const { return *this == Hit{}; }
  friend bool operator==(const Hit&, const Hit&) = default;
};
Hit hitTest(const MainScene& scene, Point point);

}  // namespace rnnvis::scene
