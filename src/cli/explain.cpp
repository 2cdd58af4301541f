#include "rnnvis/response/explain.h"

#include "command.h"
#include "json.h"
#include "open.h"
#include "options.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/analysis_file.h"
#include "rnnvis/response/example_contexts.h"
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

json toJson(const response::ExampleContexts& contexts, const response::Analysis& analysis) {
  json list = json::array();
  for (const response::Example& example : contexts.examples) {
    json entry = {{"word", analysis.tokens[example.word.index()]},
                  {"position", example.position},
                  {"document", example.document},
                  {"at", example.at}};
    for (const response::ExampleToken& token : example.tokens) {
      entry["tokens"].push_back(analysis.tokens[token.word.index()]);
      entry["states"].push_back(token.state);
      entry["responses"].push_back(token.response);
    }
    list.push_back(std::move(entry));
  }
  return {{"context", nameOf(contexts.context)}, {"warmup", contexts.warmup}, {"examples", std::move(list)}};
}

void printForPeople(const response::ExampleContexts& contexts, const response::Analysis& analysis) {
  printLine("examples, with the state after each token");
  for (const response::Example& example : contexts.examples) {
    std::string line = fmt::format("  token {}:", example.position);
    for (std::size_t i = 0; i < example.tokens.size(); ++i) {
      const std::string token = scene::displayToken(analysis.tokens[example.tokens[i].word.index()]);
      line +=
          fmt::format(" {}({:+.2f})", i == example.at ? "[" + token + "]" : token, example.tokens[i].state);
    }
    printLine(line);
  }
}

/// Occurrences of the words that explain a unit, in the text that was analysed.
response::ExampleContexts examplesOf(const response::Explanation& explanation, const model::TextModel& model,
                                     const response::Analysis& analysis, LayerId layer, model::Signal state,
                                     std::size_t perWord, const RunControl& control) {
  if (model.sha256 != analysis.info.modelSha256)
    fail("--model {}: not the model that was analysed, which is {}", model.path.string(),
         analysis.info.modelName);
  const text::Corpus corpus = openCorpus(model, analysis.info.corpusName);
  if (corpus.sha256 != analysis.info.corpusSha256)
    fail("the {} text of {} has changed since it was analysed; analyse it again", analysis.info.corpusName,
         model.path.string());
  std::vector<WordId> words;
  for (const auto* answers : {&explanation.positive, &explanation.negative})
    for (const Answer& answer : *answers) words.push_back(answer.word);
  if (words.empty()) return {};
  response::ContextOptions options;
  options.context = analysis.info.reading.context;
  options.perWord = perWord;
  options.seed = analysis.info.seed;
  const UnitId unit =
      (explanation.positive.empty() ? explanation.negative : explanation.positive).front().unit;
  return exampleContexts(model, corpus, layer, state, unit, words, options, control);
}

}  // namespace

Runner setUpExplain(CLI::App& parser) {
  struct Arguments {
    std::string file, word, model;
    std::optional<int> unit;
    std::size_t top = 10, contexts = 0;
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
  auto* contexts =
      parser.add_option("--contexts", arguments->contexts,
                        "With --unit: occurrences of each word in the text, with the unit's state");
  auto* model = parser.add_option("--model", arguments->model, "Model folder, to read those with");
  contexts->check(CLI::Range(1, 1000))->needs(model);
  model->needs(contexts);
  contexts->excludes(parser.get_option("--word"));
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session& session) {
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
    std::optional<response::ExampleContexts> examples;
    if (arguments->contexts > 0)
      examples = examplesOf(explanation, *openModel(arguments->model), *analysis, layer, state,
                            arguments->contexts, session.control);
    if (!arguments->json) {
      printForPeople(explanation, *analysis, ofUnit);
      if (examples) printForPeople(*examples, *analysis);
      return;
    }
    json result = {{"positive", toJson(explanation.positive, *analysis, ofUnit)},
                   {"negative", toJson(explanation.negative, *analysis, ofUnit)},
                   {"layer", layer.value},
                   {"state", std::string(1, nameOf(state))}};
    if (ofUnit) {
      result["unit"] = *arguments->unit;
      if (examples) result["contexts"] = toJson(*examples, *analysis);
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
