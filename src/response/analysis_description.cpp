#include "analysis_description.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/analysis_file.h"

#include <nlohmann/json.hpp>

namespace rnnvis::response {

using nlohmann::json;

namespace {

std::string namesOf(std::span<const model::Signal> signals) {
  std::string names;
  for (model::Signal signal : signals) names += model::nameOf(signal);
  return names;
}

std::vector<model::Signal> signalsNamed(const std::string& names) {
  std::vector<model::Signal> signals;
  for (const char& name : names) {
    const auto signal = model::signalNamed(std::string_view(&name, 1));
    if (!signal) fail("its description names an unknown signal; analyse the model again");
    signals.push_back(*signal);
  }
  if (signals.empty()) fail("its description names no state; analyse the model again");
  return signals;
}

}  // namespace

std::string prefixOf(std::size_t layer, bool bidirectional, model::Signal signal) {
  return fmt::format("{}.{}", model::layerName(layer, bidirectional), model::nameOf(signal));
}

json describe(const Analysis& analysis) {
  const AnalysisInfo& info = analysis.info;
  json units = json::array(), outputs = json::array();
  for (std::size_t layer = 0; layer < analysis.layers.size(); layer += analysis.directions()) {
    units.push_back(analysis.layers[layer].units);
    outputs.push_back(analysis.layers[layer].outputs);
  }
  return {{"format", analysisFormat},
          {"program", info.programVersion},
          {"model",
           {{"name", info.modelName},
            {"sha256", info.modelSha256},
            {"cell", model::nameOf(info.cell)},
            {"hidden", units},
            {"outputs", outputs},
            {"bidirectional", info.bidirectional},
            {"states", namesOf(info.states)},
            {"signals", namesOf(info.recorded)}}},
          {"corpus",
           {{"name", info.corpusName},
            {"sha256", info.corpusSha256},
            {"tokens", info.tokens},
            {"documents", info.documents},
            {"unknown", info.unknown},
            {"skipped", info.skipped},
            {"part", info.part}}},
          {"context", nameOf(info.reading.context)},
          {"batch", info.reading.batch},
          {"warmup", info.reading.warmup},
          {"residual", info.reading.residual},
          {"samples", info.sampleLimit},
          {"samples wanted", info.samplesWanted},
          {"seed", info.seed},
          {"tokens", analysis.tokens}};
}

AnalysisInfo parseInfo(const json& text) {
  if (text.at("format").get<int>() != analysisFormat)
    fail("it has format version {}, this program reads {}; analyse the model again",
         text.at("format").get<int>(), analysisFormat);
  AnalysisInfo info;
  info.programVersion = text.at("program");
  info.modelName = text.at("model").at("name");
  info.modelSha256 = text.at("model").at("sha256");
  const auto cell = model::cellNamed(text.at("model").at("cell").get<std::string>());
  const auto context = model::contextNamed(text.at("context").get<std::string>());
  if (!cell || !context) fail("its description names an unknown cell or context; analyse the model again");
  info.cell = *cell;
  const json& model = text.at("model");
  info.bidirectional = model.at("bidirectional");
  info.states = signalsNamed(model.at("states"));
  info.recorded = signalsNamed(model.at("signals"));
  const json& corpus = text.at("corpus");
  info.corpusName = corpus.at("name");
  info.corpusSha256 = corpus.at("sha256");
  info.tokens = corpus.at("tokens");
  info.documents = corpus.at("documents");
  info.unknown = corpus.at("unknown");
  info.skipped = corpus.at("skipped");
  info.reading = {*context, text.at("batch"), text.at("warmup"), text.at("residual")};
  info.part = corpus.at("part");
  info.sampleLimit = text.at("samples");
  info.samplesWanted = text.at("samples wanted");
  info.seed = text.at("seed");
  return info;
}

}  // namespace rnnvis::response
