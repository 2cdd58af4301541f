#include "command.h"
#include "evaluation_report.h"
#include "open.h"
#include "options.h"

#include <memory>

namespace rnnvis::cli {
namespace {

using model::Context;

/// The other context is read too where it was not said which is meant and where lines can be told apart.
EvaluationReport test(const model::TextModel& model, const text::Corpus& corpus,
                      model::ReadingOptions options, const RunControl& control) {
  const bool both = !options.context && contextOf(model, options) == Context::stream &&
                    corpus.documents() > 1 && corpus.ids.size() > corpus.documents();
  EvaluationReport report;
  report.contexts.push_back(
      evaluate(model, corpus, options, control.part(0, both ? 0.5 : 1), nullptr, &report.predictions));
  if (!both) return report;
  options.context = Context::sentence;
  report.contexts.push_back(evaluate(model, corpus, options, control.part(0.5, 1)));
  return report;
}

}  // namespace

Runner setUpTest(CLI::App& parser) {
  struct Arguments {
    std::string model;
    bool json = false;
    ReadingFlags reading;
    explicit Arguments(CLI::App& app) : reading(app) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("MODEL", arguments->model, "Model folder")->required();
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session& session) {
    const auto model = openModel(arguments->model);
    const auto corpus = openCorpus(*model, arguments->reading.corpus());
    const EvaluationReport report = test(*model, corpus, arguments->reading.options(), session.control);
    if (arguments->json) return printJson(toJson(*model, report));
    printLine(describe(*model, report));
  };
}

}  // namespace rnnvis::cli
