#include "rnnvis/response/ablation.h"

#include "command.h"
#include "open.h"
#include "options.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/cache.h"
#include "rnnvis/scene/display_token.h"

#include <memory>

namespace rnnvis::cli {
namespace {

using nlohmann::json;
using response::Ablation;

struct AblateArguments {
  std::string model, replace = "mean";
  std::vector<std::size_t> units;
  std::optional<int> cluster;
  std::size_t sets = response::AblationOptions{}.sets, top = 10;
  bool json = false;
  AnalyzeFlags analyze;
  ClusterFlags clusterFlags;
  explicit AblateArguments(CLI::App& app) : analyze(app), clusterFlags(app, false) {}
};

std::vector<std::size_t> unitsOf(const response::Analysis& analysis,
                                 const scene::ClusteringSettings& settings, int cluster,
                                 const RunControl& control) {
  const auto clustering = scene::cluster(analysis, settings, control);
  if (cluster >= clustering->unitClusters)
    fail("there is no cluster {}; the units are in clusters 0 to {}", cluster, clustering->unitClusters - 1);
  std::vector<std::size_t> units;
  const std::vector<int>& labels = clustering->groups.unitLabels;
  for (std::size_t unit = 0; unit < labels.size(); ++unit)
    if (labels[unit] == cluster) units.push_back(unit);
  return units;
}

json toJson(const model::Evaluation& evaluation) {
  return {
      {"loss", evaluation.loss}, {"perplexity", evaluation.perplexity}, {"accuracy", evaluation.accuracy}};
}

json toJson(const response::RandomSets& sets) {
  return {{"changes", sets.changes}, {"mean", sets.mean}, {"deviation", sets.deviation}, {"p", sets.pValue}};
}

json toJson(const Ablation& ablation, const model::TextModel& model) {
  json targets = json::array();
  for (const response::TargetEffect& effect : ablation.targets)
    targets.push_back({{"target", model.outputName(effect.target)},
                       {"count", effect.count},
                       {"change", effect.change},
                       {"random_mean", effect.random.mean},
                       {"random_deviation", effect.random.deviation},
                       {"p", effect.random.pValue}});
  return {{"before", toJson(ablation.before)},
          {"after", toJson(ablation.after)},
          {"loss_change", ablation.lossChange},
          {"accuracy_change", ablation.accuracyChange},
          {"random_loss", toJson(ablation.loss)},
          {"random_accuracy", toJson(ablation.accuracy)},
          {"targets", targets},
          {"predictions", ablation.before.predictions},
          {"context", nameOf(ablation.before.reading.context)}};
}

void printTargets(std::vector<response::TargetEffect> effects, const model::TextModel& model, bool harmed,
                  std::size_t top) {
  if (!harmed) std::reverse(effects.begin(), effects.end());
  effects.resize(std::min(top, effects.size()));
  printLine(harmed ? "most harmed" : "least harmed, or helped");
  for (const response::TargetEffect& effect : effects)
    printLine(fmt::format("  {:<16} {:+.4f}, random sets {:+.4f} ± {:.4f}; {} times",
                          scene::displayToken(model.outputName(effect.target)), effect.change,
                          effect.random.mean, effect.random.deviation, effect.count));
}

void printForPeople(const Ablation& ablation, const model::TextModel& model, std::size_t units,
                    std::int64_t minimumCount, std::size_t top) {
  const auto& loss = ablation.loss;
  printLine(fmt::format("{} units held: loss {:.4f} to {:.4f} nats, {:+.4f}; accuracy {:.2f} to {:.2f} %",
                        units, ablation.before.loss, ablation.after.loss, ablation.lossChange,
                        100 * ablation.before.accuracy, 100 * ablation.after.accuracy));
  if (!loss.changes.empty())
    printLine(fmt::format("{} random sets as large: loss {:+.4f} ± {:.4f}; p = {:.3f}", loss.changes.size(),
                          loss.mean, loss.deviation, loss.pValue));
  std::vector<response::TargetEffect> effects = ablation.targets;
  std::erase_if(effects, [&](const auto& effect) { return effect.count < minimumCount; });
  printTargets(effects, model, true, top);
  printTargets(effects, model, false, top);
}

void run(const AblateArguments& arguments, const Session& session) {
  const auto model = openModel(arguments.model);
  const auto settings = arguments.clusterFlags.settings();
  const auto analysis = response::analyzeCached(*model, arguments.analyze.corpus(),
                                                arguments.analyze.options(), session.control.part(0, 0.1));
  const LayerId layer = scene::layerOf(settings, *analysis);
  const model::Signal state = scene::stateOf(settings, *analysis);
  const auto units =
      arguments.cluster ? unitsOf(*analysis, settings, *arguments.cluster, session.control) : arguments.units;
  const auto replacement =
      arguments.replace == "zero" ? response::Replacement::zero : response::Replacement::mean;
  const auto values = replacementValues(*analysis, layer, state, replacement);
  const Ablation ablation =
      response::ablate(*model, openCorpus(*model, arguments.analyze.corpus()), layer, state, units, values,
                       {arguments.analyze.options().reading, arguments.sets, settings.options.seed},
                       session.control.part(0.1, 1));
  if (!arguments.json)
    return printForPeople(ablation, *model, units.size(), settings.minimumCount, arguments.top);
  json result = toJson(ablation, *model);
  result.update({{"units", units},
                 {"layer", layer.value},
                 {"state", std::string(1, nameOf(state))},
                 {"replace", arguments.replace},
                 {"seed", settings.options.seed}});
  if (arguments.cluster) result["cluster"] = *arguments.cluster;
  printJson(result);
}

}  // namespace

Runner setUpAblate(CLI::App& parser) {
  auto arguments = std::make_shared<AblateArguments>(parser);
  parser.add_option("MODEL", arguments->model, "Model folder")->required();
  auto* subject = parser.add_option_group("subject")->require_option(1);
  subject->add_option("--units", arguments->units, "Hidden units, by their numbers")->delimiter(',');
  subject->add_option("--cluster", arguments->cluster, "The units of a cluster")
      ->check(CLI::NonNegativeNumber);
  parser.add_option("--replace", arguments->replace, "What their state is held at")
      ->check(CLI::IsMember({"mean", "zero"}))
      ->capture_default_str();
  parser.add_option("--sets", arguments->sets, "Random sets of as many units, chosen by --seed")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  parser.add_option("--top", arguments->top, "How many words to list")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session& session) { run(*arguments, session); };
}

}  // namespace rnnvis::cli
