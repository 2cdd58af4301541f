#include "command.h"
#include "import_flags.h"

#include "rnnvis/base/error.h"
#include "rnnvis/model/import.h"

#include <cstdio>
#include <memory>

namespace rnnvis::cli {
namespace {

using model::Candidate;
using model::Trial;
using nlohmann::json;

void say(const std::string& line) {
  std::fprintf(stderr, "%s\n", line.c_str());
}

/// The trials as a table on standard error, the best one, which comes first, marked.
void printTrials(const std::vector<Trial>& trials) {
  constexpr std::size_t most = 12;
  const bool isClassifier = trials.front().candidate.manifest.task == model::Task::classifier;
  say(fmt::format("  {:>8} {:>8} {:>8} {:>8} {:>8}  settings", isClassifier ? "accuracy" : "nats/chr", "loss",
                  "tokens", "unknown", "skipped"));
  for (std::size_t i = 0; i < std::min(most, trials.size()); ++i) {
    const Trial& trial = trials[i];
    const std::string settings = trial.candidate.describe();
    if (trial.problem.empty())
      say(fmt::format("{} {:>8.4f} {:>8.4f} {:>8} {:>8} {:>8}  {}", i == 0 ? '*' : ' ',
                      isClassifier ? trial.accuracy : trial.score, trial.loss, trial.tokens, trial.unknown,
                      trial.skipped, settings));
    else
      say(fmt::format("  {}: {}", settings, trial.problem));
  }
  if (trials.size() > most) say(fmt::format("  and {} more", trials.size() - most));
}

json toJson(const Trial& trial) {
  json result = {{"settings", trial.candidate.describe()},
                 {"loss", trial.loss},
                 {"score", trial.score},
                 {"accuracy", trial.accuracy},
                 {"tokens", trial.tokens},
                 {"unknown", trial.unknown},
                 {"skipped", trial.skipped}};
  if (!trial.problem.empty()) result["problem"] = trial.problem;
  return result;
}

}  // namespace

Runner setUpImport(CLI::App& parser) {
  struct Arguments {
    std::string file, folder;
    bool json = false;
    ImportFlags flags;
    explicit Arguments(CLI::App& app) : flags(app) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("FILE", arguments->file, "Weights file")->required();
  parser.add_option("--out", arguments->folder, "Model folder to write; must not exist, or be empty")
      ->required();
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session& session) {
    const model::ImportChoices choices = arguments->flags.choices();
    const auto inspection = model::inspectWeights(arguments->file, choices.weightNames, choices.network);
    const std::vector<Candidate> candidates = candidatesOf(inspection, choices);
    const std::filesystem::path sample = arguments->flags.sample();
    std::vector<Trial> trials;
    if (!sample.empty()) {
      constexpr std::size_t limit = 60'000;
      trials = tryCandidates(inspection, candidates, sample, limit, session.control);
      if (!trials.front().problem.empty()) throw Error(trials.front().problem);
      if (!arguments->json) printTrials(trials);
    }
    const Candidate& chosen = trials.empty() ? candidates.front() : trials.front().candidate;
    writeModelFolder(inspection, chosen, arguments->folder);
    if (!arguments->json)
      return printLine(fmt::format("{}: {} as {}, {}", arguments->folder, arguments->file,
                                   nameOf(chosen.manifest.task), chosen.describe()));
    json rows = json::array();
    for (const Trial& trial : trials) rows.push_back(toJson(trial));
    printJson({{"folder", arguments->folder},
               {"task", nameOf(chosen.manifest.task)},
               {"chosen", chosen.describe()},
               {"trials", rows}});
  };
}

}  // namespace rnnvis::cli
