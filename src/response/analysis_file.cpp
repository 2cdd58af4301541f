#include "rnnvis/response/analysis_file.h"

#include "checksum.h"
#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/safetensors.h"

#include <nlohmann/json.hpp>

#include <map>
#include <numeric>

namespace rnnvis::response {
namespace {

using checkpoint::Array;
using checkpoint::DType;
using checkpoint::OutputArray;
using nlohmann::json;

std::string prefixOf(std::size_t layer, bool bidirectional, model::Signal signal) {
  return fmt::format("{}.{}", model::layerName(layer, bidirectional), model::nameOf(signal));
}

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

/// Of the arrays' bytes in the order of their names: OutputArrays or NamedArrays.
template <class Arrays, class BytesOf>
std::string checksumOf(const Arrays& arrays, BytesOf bytesOf) {
  std::map<std::string, std::span<const std::byte>> byName;
  for (const auto& array : arrays) byName[array.name] = bytesOf(array);
  Checksum checksum;
  for (const auto& [name, bytes] : byName) checksum.add(bytes);
  return checksum.digits();
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
            {"skipped", info.skipped}}},
          {"context", nameOf(info.reading.context)},
          {"batch", info.reading.batch},
          {"warmup", info.reading.warmup},
          {"residual", info.reading.residual},
          {"samples", info.sampleLimit},
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
  info.sampleLimit = text.at("samples");
  info.seed = text.at("seed");
  return info;
}

class ArrayList {
 public:
  void add(const std::string& name, const Rows& rows) {
    const MatrixView values = rows.matrix();
    m_arrays.push_back({name,
                        DType::float32,
                        {values.rows(), values.cols()},
                        std::as_bytes(std::span(values.data(), static_cast<std::size_t>(values.size())))});
  }
  void add(const std::string& name, const HalfRows& rows) {
    m_arrays.push_back({name,
                        DType::float16,
                        {static_cast<std::int64_t>(rows.rows()), static_cast<std::int64_t>(rows.columns())},
                        std::as_bytes(rows.bits())});
  }
  void add(const std::string& name, const std::vector<std::int64_t>& values,
           std::vector<std::int64_t> shape) {
    m_arrays.push_back({name, DType::int64, std::move(shape), std::as_bytes(std::span(values))});
  }
  std::span<const OutputArray> arrays() const { return m_arrays; }

 private:
  std::vector<OutputArray> m_arrays;
};

/// Arrays of a file, each checked for its shape when it is taken.
class Source {
 public:
  explicit Source(const checkpoint::Safetensors& file) : m_file(file) {}

  template <class Result = Rows>
  Result rows(const std::string& name, std::size_t rows, std::size_t columns) const {
    return Result(shaped(name, {static_cast<std::int64_t>(rows), static_cast<std::int64_t>(columns)}));
  }
  std::vector<std::int64_t> integers(const std::string& name, std::vector<std::int64_t> shape) const {
    return shaped(name, shape).toIntegers();
  }

 private:
  const Array& shaped(const std::string& name, const std::vector<std::int64_t>& shape) const {
    const Array& array = m_file.at(name);
    if (array.shape() != shape)
      fail("array {} has shape {}, expected {}", name, checkpoint::describeShape(array.shape()),
           checkpoint::describeShape(shape));
    return array;
  }

  const checkpoint::Safetensors& m_file;
};

LayerAnalysis readLayer(const Source& source, std::size_t layer, LayerAnalysis result, std::size_t words,
                        std::size_t samples, const AnalysisInfo& info) {
  for (model::Signal state : info.states) {
    const std::string name = prefixOf(layer, info.bidirectional, state);
    const std::size_t units = result.sizeOf(state);
    result.responses[state] = {
        source.rows(name + ".mean", words, units), source.rows(name + ".std", words, units),
        source.rows<HalfRows>(name + ".samples", samples, units), source.rows(name + ".explained", 1, units)};
  }
  for (model::Signal signal : info.recorded) {
    const std::string name = prefixOf(layer, info.bidirectional, signal) + ".value";
    const std::size_t units = result.sizeOf(signal);
    const auto counts =
        source.integers(name + ".histogram", {static_cast<std::int64_t>(units), ValueDistribution::bins});
    result.values[signal] = {source.rows(name + ".mean", 1, units), source.rows(name + ".std", 1, units),
                             source.rows(name + ".quantiles", quantileLevels.size(), units),
                             source.rows(name + ".range", 1, units),
                             std::make_shared<std::vector<std::int64_t>>(counts)};
  }
  return result;
}

void checkCounts(const Analysis& analysis) {
  const auto tokens = static_cast<std::int64_t>(analysis.info.tokens);
  std::int64_t total = 0, samples = 0;
  for (std::size_t w = 0; w < analysis.words(); ++w) {
    const std::int64_t count = analysis.count[w], next = analysis.sampleOffsets[w + 1];
    if (count < 0 || count > tokens - total)
      fail("the counts of its words do not add up to its {} tokens", tokens);
    if (next < samples || next - samples > count || (count > 0 && next == samples))
      fail("word {} has the count {} and its samples in rows {} to {}, which cannot be", w, count, samples,
           next);
    total += count;
    samples = next;
  }
  if (analysis.sampleOffsets.front() != 0 || total != tokens)
    fail("the counts of its words do not add up to its {} tokens", tokens);
}

std::shared_ptr<const Analysis> parse(const checkpoint::Safetensors& file) {
  const auto found = file.metadata.find("rnnvis");
  if (found == file.metadata.end())
    fail("it has no description of an analysis; give a file that `rnnvis analyze` wrote");
  const json text = json::parse(found->second);
  auto analysis = std::make_shared<Analysis>();
  analysis->info = parseInfo(text);
  if (text.at("checksum") !=
      checksumOf(file.arrays, [](const checkpoint::NamedArray& named) { return named.array.bytes(); }))
    fail("its arrays are not those that were written; the file is damaged, analyse the model again");
  analysis->tokens = text.at("tokens").get<std::vector<std::string>>();
  const Source source(file);
  const std::size_t words = analysis->tokens.size();
  analysis->count = source.integers("count", {static_cast<std::int64_t>(words)});
  analysis->sampleOffsets = source.integers("sample_offsets", {static_cast<std::int64_t>(words) + 1});
  checkCounts(*analysis);
  const auto units = text.at("model").at("hidden").get<std::vector<std::size_t>>(),
             outputs = text.at("model").at("outputs").get<std::vector<std::size_t>>();
  if (units.empty() || units.size() != outputs.size()) fail("it describes a model without layers");
  const std::size_t directions = analysis->directions();
  for (std::size_t layer = 0; layer < units.size() * directions; ++layer)
    analysis->layers.push_back(
        readLayer(source, layer, {units[layer / directions], outputs[layer / directions], {}, {}}, words,
                  static_cast<std::size_t>(analysis->sampleOffsets.back()), analysis->info));
  return analysis;
}

}  // namespace

void writeAnalysis(const std::filesystem::path& path, const Analysis& analysis) {
  ArrayList list;
  const auto words = static_cast<std::int64_t>(analysis.words());
  list.add("count", analysis.count, {words});
  list.add("sample_offsets", analysis.sampleOffsets, {words + 1});
  for (std::size_t layer = 0; layer < analysis.layers.size(); ++layer) {
    for (const auto& [state, responses] : analysis.layers[layer].responses) {
      const std::string name = prefixOf(layer, analysis.info.bidirectional, state);
      list.add(name + ".mean", responses.mean);
      list.add(name + ".std", responses.deviation);
      list.add(name + ".samples", responses.samples);
      list.add(name + ".explained", responses.explained);
    }
    for (const auto& [signal, values] : analysis.layers[layer].values) {
      const std::string name = prefixOf(layer, analysis.info.bidirectional, signal) + ".value";
      list.add(name + ".mean", values.mean);
      list.add(name + ".std", values.deviation);
      list.add(name + ".quantiles", values.quantiles);
      list.add(name + ".range", values.range);
      list.add(name + ".histogram", *values.histogram,
               {static_cast<std::int64_t>(analysis.layers[layer].sizeOf(signal)), ValueDistribution::bins});
    }
  }
  json description = describe(analysis);
  description["checksum"] = checksumOf(list.arrays(), [](const OutputArray& array) { return array.bytes; });
  // The names of corpora are paths, which need not be UTF-8.
  const std::string text = description.dump(-1, ' ', false, json::error_handler_t::replace);
  checkpoint::writeSafetensors(path, list.arrays(), {{"rnnvis", text}});
}

std::shared_ptr<const Analysis> readAnalysis(const std::filesystem::path& path) {
  const checkpoint::Safetensors file = checkpoint::readSafetensors(path);
  try {
    return parse(file);
  } catch (const Error& error) {
    fail("{}: not a usable analysis file: {}", path.string(), error.what());
  } catch (const json::exception& error) {
    fail("{}: not a usable analysis file: its description is damaged; analyse the model again",
         path.string());
  }
}

}  // namespace rnnvis::response
