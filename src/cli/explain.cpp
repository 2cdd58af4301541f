#include "rnnvis/response/explain.h"

#include "command.h"
#include "json.h"
#include "options.h"

#include "rnnvis/response/analysis_file.h"
#include "rnnvis/scene/display_token.h"

#include <memory>

namespace rnnvis::cli {
namespace {

using nlohmann::json;
using response::Answer;

json toJson(const std::vector<Answer>& answers, const response::Analysis& analysis, bool ofUnit) {
  json list = json::array();
  for (const Answer& answer : answers) {
    json entry = {{"mean", answer.mean},          {"count", answer.count},
                  {"blocks", answer.blocks},      {"low", answer.interval.low},
                  {"high", answer.interval.high}, {"deviation", answer.deviation}};
    if (answer.written) {
      entry["written"] = *answer.written;
      entry["erased"] = answer.mean - *answer.written;
    }
    if (ofUnit)
      entry["word"] = analysis.tokens[answer.word.index()];
    else
      entry["unit"] = answer.unit.value;
    list.push_back(entry);
  }
  return list;
}

std::string describeParts(const Answer& answer) {
  if (!answer.written) return "";
  return fmt::format("  written {:+.3f}, erased {:+.3f}", *answer.written, answer.mean - *answer.written);
}

void printForPeople(const response::Explanation& explanation, const response::Analysis& analysis,
                    bool ofUnit) {
  for (const auto* answers : {&explanation.positive, &explanation.negative}) {
    printLine(answers == &explanation.positive ? "positive" : "negative");
    for (const Answer& answer : *answers)
      printLine(fmt::format("  {:<16} {:+.3f}  95 % [{:+.3f}, {:+.3f}]  {} times in {} blocks{}",
                            ofUnit ? scene::displayToken(analysis.tokens[answer.word.index()])
                                   : fmt::format("unit {}", answer.unit.value),
                            answer.mean, answer.interval.low, answer.interval.high, answer.count,
                            answer.blocks, describeParts(answer)));
  }
}

}  // namespace

Runner setUpExplain(CLI::App& parser) {
  struct Arguments {
    std::string file, word;
    std::optional<int> unit;
    std::size_t top = 10;
    std::int64_t minimumCount = scene::ClusteringSettings{}.minimumCount;
    bool json = false;
    LayerFlags layer;
    explicit Arguments(CLI::App& app) : layer(app) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("FILE", arguments->file, "Analysis file (.rnnvis)")->required();
  auto* subject = parser.add_option_group("subject")->require_option(1);
  subject->add_option("--unit", arguments->unit, "Hidden unit: the words that it answers to most");
  subject->add_option("--word", arguments->word,
                      "Word: the units that answer to it most, and their distribution");
  parser.add_option("--top", arguments->top, "How many of each sign")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  parser.add_option("--min-count", arguments->minimumCount, "Words that occur at least so often")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session&) {
    const auto analysis = response::readAnalysis(arguments->file);
    scene::ClusteringSettings settings;
    arguments->layer.applyTo(settings);
    const LayerId layer = scene::layerOf(settings, *analysis);
    const model::Signal state = scene::stateOf(settings, *analysis);
    const bool ofUnit = arguments->unit.has_value();
    const WordId word = ofUnit ? WordId{} : findWord(*analysis, arguments->word);
    const auto explanation = ofUnit ? explainUnit(*analysis, layer, state, UnitId{*arguments->unit},
                                                  arguments->top, arguments->minimumCount)
                                    : explainWord(*analysis, layer, state, word, arguments->top);
    if (!arguments->json) return printForPeople(explanation, *analysis, ofUnit);
    json result = {{"positive", toJson(explanation.positive, *analysis, ofUnit)},
                   {"negative", toJson(explanation.negative, *analysis, ofUnit)},
                   {"layer", layer.value},
                   {"state", std::string(1, nameOf(state))}};
    if (ofUnit) {
      result["unit"] = *arguments->unit;
    } else {
      result["word"] = arguments->word;
      result["count"] = analysis->count[word.index()];
      result["blocks"] = analysis->blocks[word.index()];
      result["distinguishable"] = distinguishable(*analysis, layer, state, word);
      result["quantiles"] = toJson(responseQuantiles(*analysis, layer, state, word));
    }
    printJson(result);
  };
}

}  // namespace rnnvis::cli
