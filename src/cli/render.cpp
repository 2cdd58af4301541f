#include "rnnvis/gui/render.h"

#include "command.h"
#include "options.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/explain.h"
#include "rnnvis/scene/workspace.h"

#include <charconv>
#include <map>
#include <memory>
#include <set>

namespace rnnvis::cli {
namespace {

/// "1680x1020"
scene::Size parseSize(const std::string& text) {
  const std::size_t cross = text.find('x');
  int width = 0, height = 0;
  const char* end = text.data() + text.size();
  const bool isValid = cross != std::string::npos &&
                       std::from_chars(text.data(), text.data() + cross, width).ptr == text.data() + cross &&
                       std::from_chars(text.data() + cross + 1, end, height).ptr == end;
  if (!isValid) fail("--size {}: give width and height in pixels, for instance 1680x1020", text);
  return {static_cast<double>(width), static_cast<double>(height)};
}

const std::map<std::string, scene::UnitOrder> orders{{"word1", scene::UnitOrder::firstWord},
                                                     {"word2", scene::UnitOrder::secondWord},
                                                     {"word3", scene::UnitOrder::thirdWord},
                                                     {"index", scene::UnitOrder::index},
                                                     {"chip", scene::UnitOrder::cluster}};

const std::map<std::string, gui::ColourScale> scales{{"blue-orange", gui::ColourScale::blueOrange},
                                                     {"purple-green", gui::ColourScale::purpleGreen}};

struct Arguments {
  std::string model, otherModel, out, target, size, theme = "light", order;
  std::vector<std::string> sentences, words, otherSentences;
  std::string otherCorpus;
  bool apartScales = false;
  std::vector<int> units;
  std::optional<std::size_t> token;
  std::optional<int> chip, cloud;
  double edgeFilter = scene::AnalyticState{}.edgeFilter;
  std::optional<double> clip;
  std::string chips = "width";
  bool grammar = false;
  std::set<text::Tag> tags;
  scene::DetailSettings detail;
  bool apart = false;
  std::string onePlot;
  gui::RenderOptions options;
  AnalyzeFlags analyze;
  ClusterFlags cluster;
  LayerFlags otherLayer;

  explicit Arguments(CLI::App& app) : analyze(app), cluster(app, false), otherLayer(app, "-b") {}

  scene::AnalyticState state() const {
    scene::AnalyticState state;
    state.model = model;
    state.corpus = analyze.corpus();
    state.clustering = cluster.settings();
    state.sentences = sentences;
    state.target = target;
    state.edgeFilter = edgeFilter;
    state.responseClip = clip;
    state.chipLayout = chips == "height" ? scene::ChipLayout::equalHeight : scene::ChipLayout::equalWidth;
    state.grammar = {grammar || !tags.empty(), tags};
    state.detail = detail;
    state.detail.overlaid = !apart;
    if (!order.empty()) state.detail.order = orders.at(order);
    return state;
  }
};

std::optional<ClusterId> clusterOf(const char* option, std::optional<int> number, int clusters) {
  if (!number) return std::nullopt;
  if (*number >= clusters) fail("{} {}: there are 0 to {}", option, *number, clusters - 1);
  return ClusterId{*number};
}

/// The other side of a comparison: what differs is said, the rest is as on the first.
scene::AnalyticState otherState(const Arguments& arguments) {
  scene::AnalyticState state = arguments.state();
  const bool isSameModel = arguments.otherModel.empty();
  if (!isSameModel) {
    state.model = arguments.otherModel;
    state.clustering.layer.reset();
    state.clustering.reverse = false;
    state.clustering.state.reset();
  }
  arguments.otherLayer.applyTo(state.clustering);
  if (!arguments.otherCorpus.empty()) state.corpus = arguments.otherCorpus;
  if (!arguments.otherSentences.empty()) state.sentences = arguments.otherSentences;
  return state;
}

/// Selects what the arguments name, which can be looked up once the model has been analysed. Kinds may be
/// combined here, for a picture that shows them together.
scene::Selection selectionOf(const Arguments& arguments, const scene::Workspace& workspace) {
  scene::Selection selection;
  for (const std::string& word : arguments.words)
    selection.words.push_back(findWord(*workspace.analysis, word));
  const std::size_t units = workspace.clustering->groups.unitLabels.size();
  for (int unit : arguments.units) {
    if (unit < 0 || static_cast<std::size_t>(unit) >= units)
      fail("--select-unit {}: the layer has units 0 to {}", unit, units - 1);
    selection.units.push_back(UnitId{unit});
  }
  if (selection.words.size() > scene::Selection::mostWords)
    fail("--select-word: at most {} words can be selected", scene::Selection::mostWords);
  if (selection.units.size() > scene::Selection::mostUnits)
    fail("--select-unit: at most {} units can be selected", scene::Selection::mostUnits);
  if (arguments.token) {
    if (workspace.sentences.empty() || !workspace.sentences[0].sentence)
      fail("--select-token {}: give a --sentence that has it", *arguments.token);
    const std::size_t tokens = workspace.sentences[0].sentence->tokens.size();
    if (*arguments.token >= tokens)
      fail("--select-token {}: the sentence has tokens 0 to {}", *arguments.token, tokens - 1);
    selection.token = scene::TokenPlace{0, *arguments.token};
  }
  selection.chip = clusterOf("--select-chip", arguments.chip, workspace.clustering->unitClusters);
  selection.cloud = clusterOf("--select-cloud", arguments.cloud, workspace.clustering->wordClusters);
  return selection;
}

void checkSentences(const scene::Workspace& workspace) {
  for (const scene::SentenceReading& reading : workspace.sentences)
    if (!reading.sentence) fail("{}", reading.problem);
}

void renderPair(const Arguments& arguments, scene::ComputedState baseline, const Session& session) {
  auto comparison = std::make_shared<scene::ComputedState>(
      compute(otherState(arguments), baseline, session.control, {}, arguments.analyze.options()));
  checkSentences(comparison->workspace);
  scene::ComparisonState state{
      {{baseline.state}, {comparison->state}}, !arguments.apartScales, arguments.otherSentences.empty()};
  scene::ComputedSides sides{{std::make_shared<scene::ComputedState>(std::move(baseline))}, {comparison}};
  state = linkedFrom(scene::Half::baseline, std::move(state), counterpartsOf(sides, nullptr));
  comparison->state = *state.sides.b;
  state.isOverlaid = !arguments.onePlot.empty();
  if (arguments.onePlot == "comparison") state.orderedBy = scene::Half::comparison;
  gui::renderComparison(state, sides, arguments.options, arguments.out);
}

}  // namespace

Runner setUpRender(CLI::App& parser) {
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("MODEL", arguments->model, "Model folder")->required();
  parser.add_option("MODEL_B", arguments->otherModel,
                    "Model folder to compare with; of a comparison within a model absent");
  parser.add_option("--corpus-b", arguments->otherCorpus, "Text of the other side of a comparison");
  parser
      .add_option("--sentence-b", arguments->otherSentences,
                  "Sentence that the other side of a comparison reads; may be repeated")
      ->take_all();
  parser.add_flag("--own-scales", arguments->apartScales, "A scale for each side of a comparison");
  parser.add_option("--view", arguments->options.view, "One of: " + gui::viewNames() + "; help lists them")
      ->capture_default_str();
  auto* size = parser.add_option("--size", arguments->size,
                                 "Width and height in logical pixels; 1680x1020, of detail views 420x960");
  parser.add_option("--pixel-ratio", arguments->options.scale, "Pixels of a PNG a logical pixel")
      ->check(CLI::Range(0.5, 4.0))
      ->capture_default_str();
  auto* paper =
      parser
          .add_option(
              "--width-mm", arguments->options.paperWidth,
              "Width on paper, with a caption and type of at least 6 pt: 84 for a column, 178 for two")
          ->check(CLI::PositiveNumber)
          ->excludes(size);
  parser
      .add_option("--height-mm", arguments->options.paperHeight, "Height on paper; by the width where absent")
      ->check(CLI::PositiveNumber)
      ->needs(paper);
  parser.add_flag("--presentation", arguments->options.forTalk,
                  "The main view with larger type and fewer marks, for a talk");
  parser.add_option("--theme", arguments->theme)
      ->check(CLI::IsMember({"light", "dark"}))
      ->capture_default_str();
  parser.add_option("--colours", arguments->options.colours, "Colours of negative and positive values")
      ->transform(CLI::CheckedTransformer(scales))
      ->default_str("blue-orange");
  parser
      .add_option("--text-scale", arguments->options.textScale,
                  "Size of the text of panels; 1, and in a window of 2,000 or more pixels of height 1.5")
      ->check(CLI::Range(0.8, 2.0));
  parser.add_option("--sentence", arguments->sentences, "Sentence to read; may be repeated")->take_all();
  parser.add_option("--target", arguments->target,
                    "Word or class that tokens add to; the likeliest after the first sentence by default");
  parser.add_option("--first-row", arguments->options.main.firstGlyph,
                    "Row that the sentence column begins with, from 0");
  parser.add_option("--select-word", arguments->words, "Word to select; may be repeated")->take_all();
  parser.add_option("--select-unit", arguments->units, "Unit to select; may be repeated")->take_all();
  parser.add_option("--select-token", arguments->token, "Token of the first sentence, from 0");
  parser.add_option("--select-chip", arguments->chip, "Chip to select, as numbered in the picture")
      ->check(CLI::NonNegativeNumber);
  parser.add_option("--select-cloud", arguments->cloud, "Cloud to select, as numbered in the picture")
      ->check(CLI::NonNegativeNumber);
  parser.add_option("--edge-filter", arguments->edgeFilter, "Hide edges below this share of the strongest")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  parser
      .add_option("--response-clip", arguments->clip,
                  "Response that has the full colour; by the data where absent")
      ->check(CLI::PositiveNumber);
  parser.add_option("--chips", arguments->chips, "What chips have in common; the other follows their units")
      ->check(CLI::IsMember({"width", "height"}))
      ->capture_default_str();
  parser.add_flag("--grammar", arguments->grammar, "Colour words by their part of speech");
  std::map<std::string, text::Tag> tags;
  for (std::size_t i = 0; i < text::tagCount; ++i)
    tags.emplace(describe(static_cast<text::Tag>(i)), static_cast<text::Tag>(i));
  parser
      .add_option("--tag", arguments->tags,
                  "Part of speech to which grammar mode is filtered; may be repeated")
      ->transform(CLI::CheckedTransformer(tags));
  parser.add_option("--sort", arguments->order, "Order of units in detail views")
      ->check(CLI::IsMember(orders));
  parser
      .add_option(
          "--one-plot", arguments->onePlot,
          "Of a comparison: the selected words of both sides in one plot, sorted by this side's answers")
      ->check(CLI::IsMember({"baseline", "comparison"}));
  parser.add_flag("--apart", arguments->apart, "Words one below the other rather than overlaid");
  parser.add_flag("--table", arguments->detail.table, "The numbers in place of the plot");
  parser.add_flag("--by-response", arguments->detail.exampleResponses,
                  "Examples coloured by response rather than state");
  parser
      .add_option("--unit-words", arguments->detail.unitWords, "Words of each sign that a unit is shown with")
      ->check(CLI::Range(std::size_t{1}, scene::DetailSettings::mostUnitWords))
      ->capture_default_str();
  parser
      .add_option(
          "--ask", arguments->options.question,
          "With --view window or compare, not on paper: a question about the selection, answered in the "
          "picture")
      ->check(CLI::IsMember({"separate", "answers", "passages", "switch-off", "halves"}));
  auto* out = parser.add_option("--out", arguments->out, "File to write: .png, .svg or .pdf");
  return [arguments, out](const Session& session) {
    if (arguments->options.view == "help") return printLine(gui::viewNames());
    if (out->empty()) fail("--out is missing; name the file to write, for instance --out main.png");
    arguments->options.main.size =
        arguments->size.empty() ? gui::defaultSize(arguments->options.view) : parseSize(arguments->size);
    arguments->options.dark = arguments->theme == "dark";
    scene::ComputedState computed =
        compute(arguments->state(), {}, session.control, {}, arguments->analyze.options());
    checkSentences(computed.workspace);
    if (const scene::Target& target = computed.workspace.target; !arguments->target.empty() && !target.output)
      fail("--target {}: {}", arguments->target,
           target.problem.empty() ? "give a --sentence" : target.problem);
    computed.state.selection = selectionOf(*arguments, computed.workspace);
    const bool isComparison = arguments->options.view == "compare";
    const bool canAnswer =
        (isComparison || arguments->options.view == "window") && arguments->options.paperWidth == 0;
    if (!arguments->options.question.empty() && !canAnswer)
      fail("--ask {}: only --view window and --view compare answer questions, as pixels",
           arguments->options.question);
    if (isComparison) return renderPair(*arguments, std::move(computed), session);
    if (!arguments->otherModel.empty())
      fail("{}: only --view compare takes a second model", arguments->otherModel);
    gui::render(computed, arguments->options, arguments->out);
  };
}

}  // namespace rnnvis::cli
