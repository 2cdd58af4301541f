#include "command.h"
#include "open.h"
#include "options.h"

#include "rnnvis/model/evaluate.h"

#include <memory>

namespace rnnvis::cli {
namespace {

std::string describe(const model::Evaluation& result, bool isClassifier) {
  std::string line = fmt::format("loss {:.4f} nats", result.loss);
  if (!isClassifier) line += fmt::format(", perplexity {:.2f}", result.perplexity);
  return line + fmt::format(", accuracy {:.2f} % of {} predictions; {} tokens, {} documents, context {}",
                            100 * result.accuracy, result.predictions, result.tokens, result.documents,
                            nameOf(result.reading.context));
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
    const model::Evaluation result = evaluate(*model, corpus, arguments->reading.options(), session.control);
    if (!arguments->json) return printLine(describe(result, model->manifest.task == model::Task::classifier));
    printJson(nlohmann::json{{"loss", result.loss},
                             {"perplexity", result.perplexity},
                             {"accuracy", result.accuracy},
                             {"predictions", result.predictions},
                             {"tokens", result.tokens},
                             {"documents", result.documents},
                             {"context", nameOf(result.reading.context)},
                             {"batch", result.reading.batch},
                             {"warmup", result.reading.warmup},
                             {"residual", result.reading.residual}});
  };
}

}  // namespace rnnvis::cli
