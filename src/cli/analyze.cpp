#include "rnnvis/response/analyze.h"

#include "command.h"
#include "open.h"
#include "options.h"

#include "rnnvis/response/analysis_file.h"

#include <memory>

namespace rnnvis::cli {
namespace {

nlohmann::json toJson(const response::AnalysisInfo& info) {
  return {{"model", info.modelName},
          {"corpus", info.corpusName},
          {"tokens", info.tokens},
          {"documents", info.documents},
          {"unknown", info.unknown},
          {"skipped", info.skipped},
          {"context", nameOf(info.reading.context)},
          {"batch", info.reading.batch},
          {"warmup", info.reading.warmup},
          {"residual", info.reading.residual},
          {"samples", info.sampleLimit}};
}

}  // namespace

Runner setUpAnalyze(CLI::App& parser) {
  struct Arguments {
    std::string model, out;
    bool json = false;
    AnalyzeFlags analyze;
    explicit Arguments(CLI::App& app) : analyze(app) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("MODEL", arguments->model, "Model folder")->required();
  parser.add_option("--out", arguments->out, "Analysis file (.rnnvis) to write")->required();
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session& session) {
    const auto model = openModel(arguments->model);
    const std::string& corpusName = arguments->analyze.corpus();
    const auto analysis = analyze(*model, openCorpus(*model, corpusName), corpusName,
                                  arguments->analyze.options(), session.control);
    writeAnalysis(arguments->out, *analysis);
    const response::AnalysisInfo& info = analysis->info;
    if (arguments->json) return printJson(toJson(info));
    printLine(fmt::format(
        "{} tokens of {}, context {}{}", info.tokens, corpusName, nameOf(info.reading.context),
        info.reading.batch > 1 ? fmt::format(", {} parts warmed up on {} tokens (residual {:.1e})",
                                             info.reading.batch, info.reading.warmup, info.reading.residual)
                               : ""));
  };
}

}  // namespace rnnvis::cli
