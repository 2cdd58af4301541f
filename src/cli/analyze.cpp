#include "rnnvis/response/analyze.h"

#include "analysis_json.h"
#include "command.h"
#include "open.h"
#include "options.h"
#include "part_files.h"

#include "rnnvis/response/analysis_file.h"

#include <memory>

namespace rnnvis::cli {
namespace {

using response::Analysis;

constexpr std::string_view tagsPrefix = "tags:";

response::CorpusSplit splitOf(const model::TextModel& model, const text::Corpus& corpus,
                              const std::string& by, std::uint64_t seed, const RunControl& control) {
  if (by == "label") return response::splitByLabel(corpus, labelsOf(model));
  if (by == "position") return response::splitByPosition(corpus);
  if (by == "halves") return response::splitInHalves(corpus, seed);
  if (by == "part-of-speech")
    return response::splitByPartOfSpeech(corpus, model.manifest.text, model.vocabulary, control);
  return response::splitByTags(corpus, by.substr(tagsPrefix.size()));
}

std::string describe(const Analysis& analysis) {
  const response::AnalysisInfo& info = analysis.info;
  return fmt::format("{} tokens of {}{}, context {}{}", info.tokens, info.corpusName,
                     info.part.empty() ? "" : ", " + info.part, nameOf(info.reading.context),
                     info.reading.batch > 1
                         ? fmt::format(", {} parts warmed up on {} tokens (residual {:.1e})",
                                       info.reading.batch, info.reading.warmup, info.reading.residual)
                         : "");
}

void writeParts(const std::vector<std::shared_ptr<const Analysis>>& parts, const std::string& out,
                bool asJson) {
  std::vector<std::string> names;
  for (const auto& part : parts) names.push_back(part->info.part);
  const auto files = partFiles(out, names);
  nlohmann::json list = nlohmann::json::array();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    writeAnalysis(files[i], *parts[i]);
    list.push_back(toJson(*parts[i]));
    list.back()["file"] = files[i].string();
    if (!asJson) printLine(fmt::format("{}: {}", files[i].string(), describe(*parts[i])));
  }
  if (asJson) printJson({{"parts", list}});
}

}  // namespace

Runner setUpAnalyze(CLI::App& parser) {
  struct Arguments {
    std::string model, out, split;
    bool losses = false, json = false;
    AnalyzeFlags analyze;
    explicit Arguments(CLI::App& app) : analyze(app) {}
  };
  auto arguments = std::make_shared<Arguments>(parser);
  const auto isSplit = [](const std::string& by) {
    const bool known = by == "label" || by == "position" || by == "halves" || by == "part-of-speech" ||
                       (by.starts_with(tagsPrefix) && by.size() > tagsPrefix.size());
    return known ? std::string() : "must be label, position, halves, part-of-speech or tags:FILE";
  };
  parser.add_option("MODEL", arguments->model, "Model folder")->required();
  parser.add_option("--out", arguments->out, "Analysis file (.rnnvis) to write")->required();
  parser
      .add_option(
          "--split", arguments->split,
          "Write an analysis F.<part>.rnnvis of each part: by label of the document, position in it, in two "
          "halves, by part-of-speech, or tags:FILE with a line of tags for each document")
      ->check(isSplit);
  parser.add_flag("--losses", arguments->losses, "Keep the loss of every prediction too; takes longer");
  parser.add_flag("--json", arguments->json);
  return [arguments](const Session& session) {
    const auto model = openModel(arguments->model);
    const std::string& corpusName = arguments->analyze.corpus();
    response::AnalyzeOptions options = arguments->analyze.options();
    options.losses = arguments->losses;
    const text::Corpus corpus = openCorpus(*model, corpusName);
    if (!arguments->split.empty()) {
      const response::CorpusSplit split =
          splitOf(*model, corpus, arguments->split, options.seed, {session.control.stop, {}});
      return writeParts(analyzeParts(*model, corpus, corpusName, split, options, session.control),
                        arguments->out, arguments->json);
    }
    const auto analysis = analyzeInto(arguments->out, *model, corpus, corpusName, options, session.control);
    if (arguments->json) return printJson(toJson(*analysis));
    printLine(describe(*analysis));
  };
}

}  // namespace rnnvis::cli
