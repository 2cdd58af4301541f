#include "command.h"
#include "draw_histogram.h"

#include "rnnvis/checkpoint/statistics.h"
#include "rnnvis/model/import.h"

#include <filesystem>
#include <memory>

namespace rnnvis::cli {
namespace {

using model::Architecture;
using model::Inspection;
using nlohmann::json;

constexpr std::size_t histogramBins = 24;

/// Of a model folder there is nothing left to ask.
Inspection inspectFolder(const std::filesystem::path& path) {
  const model::Manifest manifest = model::readManifest(path);
  if (!manifest.states.empty()) {
    Inspection recorded;
    recorded.file = manifest.states;
    recorded.checkpoint = checkpoint::readCheckpoint(manifest.states);
    recorded.problem = "states were recorded in place of a network";
    return recorded;
  }
  Inspection inspection = model::inspectWeights(manifest.weights, manifest.weightNames, manifest.network);
  inspection.task = manifest.task;
  inspection.vocabularies.clear();
  std::erase_if(inspection.questions, [&](const model::Question& question) {
    const auto& missing = inspection.architecture->missing;
    return std::find(missing.begin(), missing.end(), question.key) == missing.end();
  });
  return inspection;
}

Inspection inspect(const std::filesystem::path& path) {
  std::error_code unreadable;  // Reading it reports what is wrong.
  const bool isManifest = std::filesystem::is_directory(path, unreadable) || path.extension() == ".toml";
  return isManifest ? inspectFolder(path) : model::inspectWeights(path);
}

json toJson(const checkpoint::Statistics& statistics) {
  return {{"mean", statistics.mean},          {"std", statistics.deviation},
          {"min", statistics.least},          {"max", statistics.most},
          {"finite", statistics.finite},      {"not_finite", statistics.notFinite},
          {"histogram", statistics.histogram}};
}

json tensorsOf(const Inspection& inspection, bool histograms) {
  json tensors = json::array();
  for (const checkpoint::NamedArray& named : inspection.checkpoint.arrays) {
    json& tensor = tensors.emplace_back(
        json{{"name", named.name}, {"dtype", nameOf(named.array.type())}, {"shape", named.array.shape()}});
    if (histograms) tensor["statistics"] = toJson(statisticsOf(named.array, histogramBins));
  }
  return tensors;
}

json toJson(const Inspection& inspection, bool histograms) {
  json result = {{"container", inspection.checkpoint.container},
                 {"tensors", tensorsOf(inspection, histograms)},
                 {"cell", nullptr},
                 {"layers", 0},
                 {"hidden", json::array()},
                 {"embedding", 0},
                 {"vocabulary", 0},
                 {"classes", 0},
                 {"missing", {"architecture"}}};
  if (!inspection.architecture) {
    result["problem"] = inspection.problem;
    return result;
  }
  const Architecture& architecture = *inspection.architecture;
  json parts, missing = json::array(), questions = json::array(), vocabularies = json::array();
  for (const auto& [name, part] : architecture.parts) parts[name] = part.tensor;
  for (const model::Question& question : inspection.questions) {
    missing.push_back(question.key);
    questions.push_back({{"key", question.key}, {"why", question.why}, {"choices", question.choices}});
  }
  for (const auto& source : inspection.vocabularies) vocabularies.push_back(source.describe());
  const bool isClassifier = inspection.task == model::Task::classifier;
  result.update({{"cell", nameOf(architecture.cell)},
                 {"layers", architecture.hidden.size()},
                 {"hidden", architecture.hidden},
                 {"embedding", architecture.embeddingSize},
                 {"vocabulary", architecture.inputTokens},
                 {"classes", isClassifier ? architecture.outputs : 0},
                 {"outputs", architecture.outputs},
                 {"task", nameOf(inspection.task)},
                 {"missing", missing},
                 {"questions", questions},
                 {"vocabularies", vocabularies},
                 {"bidirectional", architecture.bidirectional},
                 {"parts", parts}});
  return result;
}

void printArchitecture(const Inspection& inspection) {
  const auto& a = inspection.architecture;
  if (!a) return printLine("no architecture recognised: " + inspection.problem);
  printLine(fmt::format(
      "{} of {} layer{}, {} units; reads {} tokens{}; {} outputs", nameOf(a->cell), a->hidden.size(),
      a->hidden.size() == 1 ? "" : "s", fmt::join(a->hidden, " and "), a->inputTokens,
      a->embeddingSize ? fmt::format(" as vectors of {}", a->embeddingSize) : ", one-hot", a->outputs));
  for (const auto& source : inspection.vocabularies) printLine("vocabulary found: " + source.describe());
  if (!inspection.questions.empty()) printLine("the file cannot tell:");
  for (const model::Question& question : inspection.questions) {
    const std::string choices =
        question.choices.empty() ? "" : fmt::format(" [{}]", fmt::join(question.choices, ", "));
    printLine(fmt::format("  {}: {}{}", question.key, question.why, choices));
  }
}

void printForPeople(const Inspection& inspection, bool histograms) {
  printLine(inspection.checkpoint.container);
  printArchitecture(inspection);
  for (const checkpoint::NamedArray& named : inspection.checkpoint.arrays) {
    std::string part;
    if (inspection.architecture)
      for (const auto& [name, played] : inspection.architecture->parts)
        if (played.tensor == named.name) part += (part.empty() ? "  → " : ", ") + name;
    printLine(fmt::format("  {:<40} {:<9} {}{}", named.name, nameOf(named.array.type()),
                          checkpoint::describeShape(named.array.shape()), part));
    if (!histograms) continue;
    const checkpoint::Statistics s = statisticsOf(named.array, histogramBins);
    const std::string strange = s.notFinite > 0 ? fmt::format(", {} not finite", s.notFinite) : "";
    printLine(fmt::format("    {:>10.4g} {} {:<10.4g} mean {:.4g}, std {:.4g}{}", s.least,
                          drawHistogram(s.histogram), s.most, s.mean, s.deviation, strange));
  }
}

}  // namespace

Runner setUpInspect(CLI::App& parser) {
  struct Arguments {
    std::string file;
    bool json = false;
    bool histograms = false;
  };
  auto arguments = std::make_shared<Arguments>();
  parser.add_option("FILE", arguments->file, "Weights file or model folder")->required();
  parser.add_flag("--histograms", arguments->histograms,
                  "Mean, deviation, range and histogram of every tensor");
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session&) {
    const Inspection inspection = inspect(arguments->file);
    if (arguments->json)
      printJson(toJson(inspection, arguments->histograms));
    else
      printForPeople(inspection, arguments->histograms);
  };
}

}  // namespace rnnvis::cli
