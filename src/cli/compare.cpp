#include "command.h"
#include "compare_report.h"
#include "open.h"
#include "options.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/analysis_file.h"
#include "rnnvis/response/cache.h"
#include "rnnvis/scene/subject.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace rnnvis::cli {
namespace {

struct Arguments {
  std::string a, b, corpusOfB, analysisOfA, analysisOfB;
  std::vector<std::string> sentences, sentencesOfB;
  bool withoutPredictions = false, json = false;
  AnalyzeFlags analyze;
  ClusterFlags cluster;
  LayerFlags layerOfB;

  explicit Arguments(CLI::App& app) : analyze(app), cluster(app, false), layerOfB(app, "-b") {}
};

std::shared_ptr<const response::Analysis> openAnalysis(const model::TextModel& model,
                                                       const std::string& file) {
  auto analysis = response::readAnalysis(file);
  if (analysis->info.modelSha256 != model.sha256)
    fail("{}: an analysis of {}, not of {}; analyse that", file, analysis->info.modelName,
         model.path.string());
  return analysis;
}

compare::Subject subjectOf(const std::shared_ptr<const model::TextModel>& model, const std::string& corpus,
                           const std::string& file, const response::AnalyzeOptions& options,
                           const scene::ClusteringSettings& settings, const RunControl& control) {
  auto analysis = file.empty() ? response::analyzeCached(*model, corpus, options, control.part(0, 0.9))
                               : openAnalysis(*model, file);
  const auto clustering = scene::cluster(*analysis, settings, control.part(0.9, 1));
  const std::string text = file.empty() ? corpus : analysis->info.corpusName;
  return scene::subjectOf(model, text, std::move(analysis), *clustering);
}

compare::Subjects openSides(const Arguments& arguments, const RunControl& control) {
  const auto a = openModel(arguments.a);
  const auto b = arguments.b.empty() ? a : openModel(arguments.b);
  const response::AnalyzeOptions options = arguments.analyze.options();
  const std::string &corpus = arguments.analyze.corpus(),
                    &corpusOfB = arguments.corpusOfB.empty() ? corpus : arguments.corpusOfB;
  const scene::ClusteringSettings settings = arguments.cluster.settings();
  scene::ClusteringSettings settingsOfB = settings;
  arguments.layerOfB.applyTo(settingsOfB);
  compare::Subjects sides;
  sides.a.value = subjectOf(a, corpus, arguments.analysisOfA, options, settings, control.part(0, 0.5));
  sides.b.value = subjectOf(b, corpusOfB, arguments.analysisOfB, options, settingsOfB, control.part(0.5, 1));
  return sides;
}

CompareReport reportOf(const Arguments& arguments, const RunControl& control) {
  compare::CompareOptions options;
  options.minimumCount = arguments.cluster.settings().minimumCount;
  options.joint.reading = arguments.analyze.options().reading;
  options.predictions = !arguments.withoutPredictions;
  std::vector<std::string> ofB = arguments.sentences;
  std::copy(arguments.sentencesOfB.begin(), arguments.sentencesOfB.end(), ofB.begin());
  return compareSides(openSides(arguments, control.part(0, 0.3)), {{arguments.sentences}, {ofB}}, options,
                      control.part(0.3, 1));
}

}  // namespace

Runner setUpCompare(CLI::App& parser) {
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("A", arguments->a, "Model folder")->required();
  parser.add_option(
      "B", arguments->b,
      "Model folder that it is compared with; A itself where absent, in another layer, state or "
      "text");
  parser.add_option("--corpus-b", arguments->corpusOfB, "The text of B where it is another");
  parser.add_option("--analysis", arguments->analysisOfA,
                    "Analysis file of A, of a part of a text for instance, in place of --corpus");
  parser.add_option("--analysis-b", arguments->analysisOfB, "The same of B");
  auto* sentences = parser.add_option("--sentence", arguments->sentences, "Sentence that both read");
  parser
      .add_option("--sentence-b", arguments->sentencesOfB,
                  "What B reads in place of it; several belong to the sentences in their order")
      ->needs(sentences);
  parser.add_flag("--no-predictions", arguments->withoutPredictions,
                  "Leave out losses and accuracies, which take longest");
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session& session) {
    if (arguments->sentencesOfB.size() > arguments->sentences.size())
      fail("--sentence-b: there are {} of them for {} --sentence; give each its own",
           arguments->sentencesOfB.size(), arguments->sentences.size());
    const CompareReport report = reportOf(*arguments, session.control);
    if (arguments->json) return printJson(toJson(report));
    printLine(describe(report));
  };
}

}  // namespace rnnvis::cli
