#include "rnnvis/cocluster/cocluster.h"

#include "command.h"
#include "json.h"
#include "options.h"

#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/response/analysis_file.h"
#include "rnnvis/scene/clustering.h"

#include <memory>
#include <optional>

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

json clusterMatrix(const std::string& path, const scene::ClusteringSettings& settings,
                   const RunControl& control) {
  const MatrixD matrix = readMatrix(path);
  const cocluster::Options options = settings.fitClusters
                                         ? cocluster::fittedTo(settings.options, matrix.rows(), matrix.cols())
                                         : settings.options;
  const auto decomposition = cocluster::decompose(matrix, options, control);
  const auto groups = cocluster::cocluster(matrix, *decomposition, options, control);
  std::optional<cocluster::Stability> stability;
  if (settings.stabilitySamples > 0)
    stability = cocluster::stability(matrix, *decomposition, options, settings.stabilitySamples, control);
  json result = toJson(groups, options, stability);
  json words = json::array();  // Rows of a bare matrix have no names.
  for (std::size_t row = 0; row < groups.wordLabels.size(); ++row) words.push_back(std::to_string(row));
  result["words"] = words;
  return result;
}

json clusterAnalysis(const std::string& path, const scene::ClusteringSettings& settings,
                     const RunControl& control) {
  const auto analysis = response::readAnalysis(path);
  const auto clustering = scene::cluster(*analysis, settings, control);
  json result = toJson(clustering->groups, settings.options, clustering->stability);
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
    int stability = 0;
    ClusterFlags cluster;
    explicit Arguments(CLI::App& app) : cluster(app, true) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  auto* input = parser.add_option_group("input")->require_option(1);
  input->add_option("FILE", arguments->file, "Analysis file (.rnnvis)");
  input->add_option("--matrix", arguments->matrix,
                    "safetensors file with a tensor named matrix, words by units");
  parser
      .add_option("--stability", arguments->stability,
                  "Resample the words so often (20 where no number is given) to see which groups last")
      ->check(CLI::Range(2, 10'000))
      ->expected(0, 1)
      ->default_str("20");
  parser.add_flag("--json", arguments->json, "JSON is the only form of the result; accepted for symmetry");
  return [arguments](const Session& session) {
    scene::ClusteringSettings settings = arguments->cluster.settings();
    settings.stabilitySamples = arguments->stability;
    printJson(arguments->matrix.empty() ? clusterAnalysis(arguments->file, settings, session.control)
                                        : clusterMatrix(arguments->matrix, settings, session.control));
  };
}

}  // namespace rnnvis::cli
