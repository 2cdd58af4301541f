#include "rnnvis/scene/confirmation.h"

#include "command.h"
#include "open.h"
#include "options.h"

#include "rnnvis/base/error.h"
#include "rnnvis/scene/display_token.h"

#include <memory>

namespace rnnvis::cli {
namespace {

using nlohmann::json;
using response::Analysis;
using scene::Confirmation;
using scene::Confirmed;

json toJson(const scene::Tested& test) {
  return {{"claimed", test.claimed},    {"found", test.found},        {"low", test.interval.low},
          {"high", test.interval.high}, {"same_sign", test.sameSign}, {"confirmed", test.confirmed}};
}

json toJson(const Confirmed& confirmed) {
  return {{"claims", confirmed.claims},
          {"confirmed", confirmed.confirmed},
          {"share", confirmed.share()},
          {"weighted_share", confirmed.weightedShare()}};
}

json toJson(const Confirmation& confirmation, const Analysis& first) {
  json edges = json::array(), answers = json::array();
  for (const scene::TestedEdge& edge : confirmation.edges) {
    edges.push_back(toJson(edge.test));
    edges.back().update({{"word_cluster", edge.words.value},
                         {"unit_cluster", edge.units.value},
                         {"words_tested", edge.wordsTested}});
  }
  for (const scene::TestedAnswer& answer : confirmation.answers) {
    answers.push_back(toJson(answer.test));
    answers.back().update(
        {{"unit", answer.unit.value}, {"word", first.tokens[answer.word.index()]}, {"p", answer.pValue}});
  }
  return {{"edges", edges},
          {"explanations", answers},
          {"edges_confirmed", toJson(confirmation.ofEdges)},
          {"explanations_confirmed", toJson(confirmation.ofAnswers)},
          {"layer", confirmation.clustering->layer.value},
          {"state", std::string(1, nameOf(confirmation.clustering->state))}};
}

void printForPeople(const Confirmation& confirmation, const Analysis& first, const Analysis& second) {
  printLine(fmt::format("clustered on {} tokens, tested on {}", first.info.tokens, second.info.tokens));
  const auto print = [](const char* what, const Confirmed& of) {
    printLine(fmt::format("{}: {} of {} confirmed ({:.1f} %; {:.1f} % weighted by strength)", what,
                          of.confirmed, of.claims, 100 * of.share(), 100 * of.weightedShare()));
  };
  print("edges", confirmation.ofEdges);
  print("explanations", confirmation.ofAnswers);
  for (const scene::TestedEdge& edge : confirmation.edges)
    if (!edge.test.confirmed)
      printLine(
          fmt::format("  not confirmed: edge of cloud {} and chip {}: {:+.4f}, second half {:+.4f}  95 % "
                      "[{:+.4f}, {:+.4f}]",
                      edge.words.value, edge.units.value, edge.test.claimed, edge.test.found,
                      edge.test.interval.low, edge.test.interval.high));
  for (const scene::TestedAnswer& answer : confirmation.answers)
    if (!answer.test.sameSign && answer.test.found != 0)
      printLine(fmt::format("  other sign: unit {} to {}: {:+.4f}, second half {:+.4f}", answer.unit.value,
                            scene::displayToken(first.tokens[answer.word.index()]), answer.test.claimed,
                            answer.test.found));
}

}  // namespace

Runner setUpConfirm(CLI::App& parser) {
  struct Arguments {
    std::string model;
    std::size_t top = 10;
    bool json = false;
    ReadingFlags reading;
    ClusterFlags cluster;
    explicit Arguments(CLI::App& app) : reading(app), cluster(app, false) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("MODEL", arguments->model, "Model folder")->required();
  parser.add_option("--top", arguments->top, "Words of each unit and sign that are tested")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session& session) {
    const auto model = openModel(arguments->model);
    const std::string& corpusName = arguments->reading.corpus();
    const text::Corpus corpus = openCorpus(*model, corpusName);
    scene::ClusteringSettings settings = arguments->cluster.settings();
    response::AnalyzeOptions options;
    options.reading = arguments->reading.options();
    options.sampleLimit = 1;  // Quantiles are not asked for.
    settings.options.threads = options.reading.threads;
    const auto halves =
        analyzeParts(*model, corpus, corpusName, response::splitInHalves(corpus, settings.options.seed),
                     options, session.control.part(0, 0.8));
    if (halves.size() < 2)
      fail("{}: one half of the {} text has no token; give a longer one", model->path.string(), corpusName);
    const Confirmation confirmation =
        scene::confirm(*halves[0], *halves[1], settings, arguments->top, session.control.part(0.8, 1));
    if (arguments->json) return printJson(toJson(confirmation, *halves[0]));
    printForPeople(confirmation, *halves[0], *halves[1]);
  };
}

}  // namespace rnnvis::cli
