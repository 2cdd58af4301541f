#include "rnnvis/cocluster/cocluster.h"

#include "command.h"
#include "json.h"
#include "options.h"

#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/response/analysis_file.h"
#include "rnnvis/scene/clustering.h"

#include <memory>

namespace rnnvis::cli {
namespace {

using nlohmann::json;

MatrixD readMatrix(const std::string& path) {
  const checkpoint::Safetensors file = checkpoint::readSafetensors(path);
  const checkpoint::Array& array = file.at("matrix");
  if (array.shape().size() != 2)
    fail("{}: the tensor matrix has shape {}; give one of two dimensions, words by units", path,
         checkpoint::describeShape(array.shape()));
  const std::vector<float> values = array.toFloats();
  return viewOf(values.data(), array.shape()[0], array.shape()[1]).cast<double>();
}

json clusterMatrix(const std::string& path, const cocluster::Options& options, const RunControl& control) {
  const auto groups = cocluster::cocluster(readMatrix(path), options, control);
  json result = toJson(groups, options);
  json words = json::array();  // Rows of a bare matrix have no names.
  for (std::size_t row = 0; row < groups.wordLabels.size(); ++row) words.push_back(std::to_string(row));
  result["words"] = words;
  return result;
}

json clusterAnalysis(const std::string& path, const scene::ClusteringSettings& settings,
                     const RunControl& control) {
  const auto analysis = response::readAnalysis(path);
  const auto clustering = scene::cluster(*analysis, settings, control);
  json result = toJson(clustering->groups, settings.options);
  json words = json::array();
  for (WordId word : clustering->words) words.push_back(analysis->tokens[word.index()]);
  result.update({{"words", words},
                 {"layer", clustering->layer.value},
                 {"state", std::string(1, nameOf(clustering->state))}});
  return result;
}

}  // namespace

Runner setUpCocluster(CLI::App& parser) {
  struct Arguments {
    std::string file, matrix, out;
    bool json = false;
    ClusterFlags cluster;
    explicit Arguments(CLI::App& app) : cluster(app, true) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  auto* input = parser.add_option_group("input")->require_option(1);
  input->add_option("FILE", arguments->file, "Analysis file (.rnnvis)");
  input->add_option("--matrix", arguments->matrix,
                    "safetensors file with a tensor named matrix, words by units");
  parser.add_flag("--json", arguments->json, "JSON is the only form of the result; accepted for symmetry");
  return [arguments](const Session& session) {
    const scene::ClusteringSettings settings = arguments->cluster.settings();
    printJson(arguments->matrix.empty()
                  ? clusterAnalysis(arguments->file, settings, session.control)
                  : clusterMatrix(arguments->matrix, settings.options, session.control));
  };
}

}  // namespace rnnvis::cli
