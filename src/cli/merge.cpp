#include "rnnvis/response/merge.h"

#include "analysis_json.h"
#include "command.h"

#include "rnnvis/response/analysis_file.h"

#include <memory>

namespace rnnvis::cli {

Runner setUpMerge(CLI::App& parser) {
  struct Arguments {
    std::vector<std::string> files;
    std::string out;
    bool json = false;
  };
  auto arguments = std::make_shared<Arguments>();
  parser
      .add_option("FILES", arguments->files, "Analysis files (.rnnvis) of different texts, or parts of one")
      ->required()
      ->expected(2, -1);
  parser.add_option("--out", arguments->out, "Analysis file (.rnnvis) to write")->required();
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session& session) {
    std::vector<std::shared_ptr<const response::Analysis>> analyses;
    for (const std::string& file : arguments->files) analyses.push_back(response::readAnalysis(file));
    const auto merged = response::merge(analyses, session.control);
    writeAnalysis(arguments->out, *merged);
    if (arguments->json) return printJson(toJson(*merged));
    printLine(fmt::format("{} tokens of {}", merged->info.tokens, merged->info.corpusName));
  };
}

}  // namespace rnnvis::cli
