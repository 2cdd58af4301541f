#include "command.h"
#include "options.h"
#include "output_arrays.h"

#include "rnnvis/model/network.h"
#include "rnnvis/response/analysis_file.h"
#include "rnnvis/response/explain.h"
#include "rnnvis/scene/clustering.h"
#include "rnnvis/text/vocabulary.h"

#include <fmt/format.h>

#include <memory>

namespace rnnvis::cli {
namespace {

/// The name of every row, a token a line with escapes, as a vocabulary file has them.
std::string tokenLines(const response::Analysis& analysis) {
  std::vector<std::string> tokens = analysis.tokens;
  return formatVocabulary(text::Vocabulary(std::move(tokens)));
}

void addResponses(const response::Analysis& analysis, OutputArrays& output) {
  output.addIntegers("count", analysis.count, [](std::int64_t count) { return count; });
  for (std::size_t layer = 0; layer < analysis.layers.size(); ++layer)
    for (const auto& [state, responses] : analysis.layers[layer].responses) {
      const std::string name =
          fmt::format("{}.{}", model::layerName(layer, analysis.info.bidirectional), model::nameOf(state));
      output.add(name + ".mean", responses.mean.matrix());
      output.add(name + ".std", responses.deviation.matrix());
      output.add(name + ".explained", responses.explained.matrix());
    }
}

void addLabels(const scene::Clustering& clustering, const Matrix& edges, OutputArrays& output) {
  output.addIntegers("words", clustering.words, [](WordId word) { return word.value; });
  output.addIntegers("word_labels", clustering.groups.wordLabels, [](int label) { return label; });
  output.addIntegers("unit_labels", clustering.groups.unitLabels, [](int label) { return label; });
  output.add("edges", viewOf(edges.data(), edges.rows(), edges.cols()));
}

}  // namespace

Runner setUpExport(CLI::App& parser) {
  struct Arguments {
    std::string file, out;
    bool labels = false;
    ClusterFlags cluster;
    explicit Arguments(CLI::App& app) : cluster(app, true) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("ANALYSIS", arguments->file, "Analysis file (*.rnnvis)")->required();
  parser.add_flag("--labels", arguments->labels, "Cluster too, and write labels and edges");
  parser.add_option("--out", arguments->out, "File to write: .npz, or safetensors")->required();
  return [arguments](const Session& session) {
    const auto analysis = response::readAnalysis(arguments->file);
    OutputArrays output;
    const std::string tokens = tokenLines(*analysis);
    output.addText("tokens", tokens);
    addResponses(*analysis, output);
    std::shared_ptr<const scene::Clustering> clustering;
    Matrix edges;
    if (arguments->labels) {
      clustering = scene::cluster(*analysis, arguments->cluster.settings(), session.control);
      edges = clustering->groups.edges.cast<float>();
      addLabels(*clustering, edges, output);
    }
    output.write(arguments->out);
  };
}

}  // namespace rnnvis::cli
