#include "rnnvis/sequence/sentence.h"

#include "command.h"
#include "json.h"
#include "open.h"
#include "options.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/cache.h"
#include "rnnvis/sequence/measures.h"

#include <memory>

namespace rnnvis::cli {
namespace {

using nlohmann::json;

std::size_t findOutput(const model::TextModel& model, const std::string& name) {
  const auto output = sequence::findOutput(model, name);
  if (!output)
    fail("--target {}: the model has no such output; give a word or class of it, or an index below {}", name,
         model.architecture.outputs);
  return *output;
}

json predictionsOf(const model::TextModel& model, const sequence::Sentence& sentence) {
  json rows = json::array();
  for (const auto& row : sequence::predictions(sentence.trace)) {
    json list = json::array();
    for (const auto& [output, probability] : row)
      list.push_back({{"token", model.outputName(output)}, {"probability", probability}});
    rows.push_back(list);
  }
  return rows;
}

void addContributions(json& result, const model::TextModel& model, const sequence::Sentence& sentence,
                      const std::string& target) {
  const std::size_t output = target.empty() ? sequence::predictions(sentence.trace, 1).back().front().output
                                            : findOutput(model, target);
  const auto parts = sequence::contributions(model.network, sentence.trace, output);
  result["target"] = model.outputName(output);
  result["target_index"] = output;
  result["contributions"] = std::vector<double>(parts.tokens.begin(), parts.tokens.end());
  result["start_contribution"] = parts.start;
  result["bias"] = parts.bias;
}

}  // namespace

Runner setUpSentence(CLI::App& parser) {
  struct Arguments {
    std::string model, text, target;
    sequence::SentenceOptions options;
    bool json = false;
    AnalyzeFlags analyze;
    ClusterFlags cluster;
    explicit Arguments(CLI::App& app) : analyze(app), cluster(app, false) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("MODEL", arguments->model, "Model folder")->required();
  parser.add_option("--text", arguments->text, "The sentence")->required();
  parser.add_option("--prefix", arguments->options.prefix, "Text that is read first and not shown");
  parser.add_flag("--from-zero", arguments->options.fromZero,
                  "Start from the zero state, without an end-of-line token before");
  parser.add_option("--target", arguments->target,
                    "Output that is decomposed; the last step's likeliest by default");
  parser.add_flag("--json", arguments->json, "JSON is the only form of the result; accepted for symmetry");
  return [arguments](const Session& session) {
    const auto model = openModel(arguments->model);
    const auto sentence = sequence::readSentence(*model, arguments->text, arguments->options);
    const auto analysis = response::analyzeCached(*model, arguments->analyze.corpus(),
                                                  arguments->analyze.options(), session.control);
    const auto settings = arguments->cluster.settings();
    const auto clustering = scene::cluster(*analysis, settings, session.control);
    const auto measures = sequence::measure(sentence.trace, clustering->layer, clustering->state,
                                            clustering->groups.unitLabels, clustering->unitClusters);
    json result = toJson(clustering->groups, settings.options, clustering->stability);
    result.update({{"tokens", sentence.tokens},
                   {"start", sentence.start},
                   {"skipped", sentence.skipped},
                   {"layer", clustering->layer.value},
                   {"state", std::string(1, nameOf(clustering->state))},
                   {"aggregate_positive", toJson(measures.aggregatePositive)},
                   {"aggregate_negative", toJson(measures.aggregateNegative)},
                   {"updated_positive", toJson(measures.updatedPositive)},
                   {"updated_negative", toJson(measures.updatedNegative)},
                   {"preserved", toJson(measures.preserved)},
                   {"predictions", json::array()}});
    if (model->predicts()) {
      result["predictions"] = predictionsOf(*model, sentence);
      // What does not decompose has no contributions; asked for by name, that is an error.
      if (sequence::decomposes(model->network) || !arguments->target.empty())
        addContributions(result, *model, sentence, arguments->target);
    }
    printJson(result);
  };
}

}  // namespace rnnvis::cli
