#include "command.h"

#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/model/manifest.h"
#include "rnnvis/model/network.h"

#include <filesystem>
#include <memory>

namespace rnnvis::cli {
namespace {

using nlohmann::json;

struct Inspection {
  checkpoint::Checkpoint checkpoint;
  std::optional<model::Manifest> manifest;
  std::optional<model::Architecture> architecture;
  std::string problem;  ///< Why no architecture was inferred.
};

Inspection inspect(const std::filesystem::path& path) {
  Inspection result;
  std::error_code unreadable;  // Reading it reports what is wrong.
  const bool isManifest = std::filesystem::is_directory(path, unreadable) || path.extension() == ".toml";
  if (isManifest) result.manifest = model::readManifest(path);
  result.checkpoint = checkpoint::readCheckpoint(isManifest ? result.manifest->weights : path);
  try {
    const model::Manifest manifest = result.manifest.value_or(model::Manifest{});
    result.architecture = model::inferArchitecture(result.checkpoint, manifest.weightNames, manifest.network);
    if (!isManifest)
      result.architecture->missing.insert(result.architecture->missing.begin(),
                                          {"vocabulary", "level", "task"});
  } catch (const Error& error) {
    result.problem = error.what();
  }
  return result;
}

json toJson(const Inspection& inspection) {
  json tensors = json::array();
  for (const checkpoint::NamedArray& named : inspection.checkpoint.arrays)
    tensors.push_back(
        {{"name", named.name}, {"dtype", nameOf(named.array.type())}, {"shape", named.array.shape()}});
  json result = {{"container", inspection.checkpoint.container},
                 {"tensors", tensors},
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
  const model::Architecture& architecture = *inspection.architecture;
  const bool isClassifier = inspection.manifest ? inspection.manifest->task == model::Task::classifier
                                                : architecture.outputs != architecture.inputTokens;
  json parts;
  for (const auto& [name, part] : architecture.parts) parts[name] = part.tensor;
  result.update({{"cell", nameOf(architecture.cell)},
                 {"layers", architecture.hidden.size()},
                 {"hidden", architecture.hidden},
                 {"embedding", architecture.embeddingSize},
                 {"vocabulary", architecture.inputTokens},
                 {"classes", isClassifier ? architecture.outputs : 0},
                 {"outputs", architecture.outputs},
                 {"missing", architecture.missing},
                 {"bidirectional", architecture.bidirectional},
                 {"parts", parts}});
  return result;
}

void printForPeople(const Inspection& inspection) {
  printLine(inspection.checkpoint.container);
  if (const auto& a = inspection.architecture) {
    printLine(fmt::format(
        "{} of {} layer{}, {} units; reads {} tokens{}; {} outputs", nameOf(a->cell), a->hidden.size(),
        a->hidden.size() == 1 ? "" : "s", fmt::join(a->hidden, " and "), a->inputTokens,
        a->embeddingSize ? fmt::format(" as vectors of {}", a->embeddingSize) : ", one-hot", a->outputs));
    if (!a->missing.empty()) printLine(fmt::format("the file cannot tell: {}", fmt::join(a->missing, ", ")));
  } else {
    printLine("no architecture recognised: " + inspection.problem);
  }
  for (const checkpoint::NamedArray& named : inspection.checkpoint.arrays) {
    const model::Architecture* a = inspection.architecture ? &*inspection.architecture : nullptr;
    std::string part;
    for (const auto& [name, played] : a ? a->parts : std::map<std::string, model::Part>{})
      if (played.tensor == named.name) part += (part.empty() ? "  → " : ", ") + name;
    printLine(fmt::format("  {:<40} {:<9} {}{}", named.name, nameOf(named.array.type()),
                          checkpoint::describeShape(named.array.shape()), part));
  }
}

}  // namespace

Runner setUpInspect(CLI::App& parser) {
  struct Arguments {
    std::string file;
    bool json = false;
  };
  auto arguments = std::make_shared<Arguments>();
  parser.add_option("FILE", arguments->file, "Weights file or model folder")->required();
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session&) {
    const Inspection inspection = inspect(arguments->file);
    if (arguments->json)
      printJson(toJson(inspection));
    else
      printForPeople(inspection);
  };
}

}  // namespace rnnvis::cli
