#include "rnnvis/response/analysis_file.h"

#include "checksum.h"
#include "independent_blocks.h"
#include "moments.h"
#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/safetensors.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <type_traits>

namespace rnnvis::response {
namespace {

using checkpoint::Array;
using checkpoint::DType;
using checkpoint::OutputArray;
using nlohmann::json;

constexpr std::size_t mostTokens = std::size_t{1} << 40;  // Sums of counts do not overflow.

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

class ArrayList {
 public:
  template <class Number>
  void add(const std::string& name, const RowsOf<Number>& rows) {
    const auto values = rows.matrix();
    m_arrays.push_back({name,
                        std::is_same_v<Number, float> ? DType::float32 : DType::float64,
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
  void add(const std::string& name, const std::vector<std::uint64_t>& bits) {
    m_arrays.push_back(
        {name, DType::int64, {static_cast<std::int64_t>(bits.size())}, std::as_bytes(std::span(bits))});
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
  bool has(const std::string& name) const {
    return std::any_of(m_file.arrays.begin(), m_file.arrays.end(),
                       [&](const checkpoint::NamedArray& array) { return array.name == name; });
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

/// Numbers of rows of an analysis' arrays.
struct RowCounts {
  std::size_t words, occurring, repeating, samples;
};

RowCounts rowCountsOf(const Analysis& analysis) {
  const auto positive = [](const std::vector<std::int64_t>& values) {
    return static_cast<std::size_t>(
        std::count_if(values.begin(), values.end(), [](std::int64_t value) { return value > 0; }));
  };
  return {analysis.words(), positive(analysis.count), positive(analysis.pairs),
          static_cast<std::size_t>(analysis.sampleOffsets.back())};
}

Responses readResponses(const Source& source, const std::string& name, std::size_t units,
                        const RowCounts& rows) {
  Responses result;
  result.mean = source.rows(name + ".mean", rows.words, units);
  result.deviation = source.rows(name + ".std", rows.words, units);
  result.minimum = source.rows(name + ".min", rows.occurring, units);
  result.maximum = source.rows(name + ".max", rows.occurring, units);
  result.error = source.rows(name + ".error", rows.occurring, units);
  result.meanRest = source.rows(name + ".mean.rest", rows.occurring, units);
  result.deviationRest = source.rows(name + ".std.rest", rows.occurring, units);
  if (source.has(name + ".written")) {
    result.written = source.rows(name + ".written", rows.occurring, units);
    result.writtenRest = source.rows(name + ".written.rest", rows.occurring, units);
  }
  result.products = source.rows<DoubleRows>(name + ".products", rows.repeating, units);
  result.sums = source.rows<DoubleRows>(name + ".sums", rows.repeating, units);
  result.samples = source.rows<HalfRows>(name + ".samples", rows.samples, units);
  result.average = source.rows(name + ".average", 1, units);
  result.explained = source.rows(name + ".explained", 1, units);
  return result;
}

/// Each unit's counts add up to the number of tokens, over a range that is a power of two.
void checkHistogram(const ValueDistribution& values, const std::string& name, std::size_t units,
                    std::size_t tokens) {
  for (std::size_t unit = 0; unit < units; ++unit) {
    const float range = values.range.matrix()(0, static_cast<Eigen::Index>(unit));
    int exponent = 0;
    if (!(range > 0) || std::frexp(range, &exponent) != 0.5f)
      fail("array {}.range holds {}, which is no power of two", name, range);
    auto left = static_cast<std::int64_t>(tokens);
    const std::int64_t* counts = values.histogram->data() + unit * ValueDistribution::bins;
    for (std::size_t bin = 0; bin < ValueDistribution::bins && left >= 0; ++bin)
      left = counts[bin] < 0 || counts[bin] > left ? -1 : left - counts[bin];
    if (left != 0) fail("the counts of {}.histogram do not add up to its {} tokens", name, tokens);
  }
}

ValueDistribution readValues(const Source& source, const std::string& name, std::size_t units,
                             std::size_t tokens) {
  ValueDistribution result;
  result.mean = source.rows(name + ".mean", 1, units);
  result.deviation = source.rows(name + ".std", 1, units);
  result.meanRest = source.rows(name + ".mean.rest", 1, units);
  result.deviationRest = source.rows(name + ".std.rest", 1, units);
  result.quantiles = source.rows(name + ".quantiles", quantileLevels.size(), units);
  result.range = source.rows(name + ".range", 1, units);
  result.histogram = std::make_shared<std::vector<std::int64_t>>(
      source.integers(name + ".histogram", {static_cast<std::int64_t>(units), ValueDistribution::bins}));
  checkHistogram(result, name, units, tokens);
  return result;
}

LayerAnalysis readLayer(const Source& source, std::size_t layer, LayerAnalysis result, const RowCounts& rows,
                        const AnalysisInfo& info) {
  for (model::Signal state : info.states)
    result.responses[state] =
        readResponses(source, prefixOf(layer, info.bidirectional, state), result.sizeOf(state), rows);
  for (model::Signal signal : info.recorded)
    result.values[signal] = readValues(source, prefixOf(layer, info.bidirectional, signal) + ".value",
                                       result.sizeOf(signal), info.tokens);
  return result;
}

void checkCounts(const Analysis& analysis) {
  if (analysis.info.tokens > mostTokens)
    fail("it says that it is of {} tokens, more than {} cannot be", analysis.info.tokens, mostTokens);
  const auto tokens = static_cast<std::int64_t>(analysis.info.tokens);
  std::int64_t total = 0, samples = 0;
  for (std::size_t w = 0; w < analysis.words(); ++w) {
    const std::int64_t count = analysis.count[w], next = analysis.sampleOffsets[w + 1];
    if (count < 0 || count > tokens - total)
      fail("the counts of its words do not add up to its {} tokens", tokens);
    if (next < samples || next - samples > count || (count > 0 && next == samples))
      fail("word {} has the count {} and its samples in rows {} to {}, which cannot be", w, count, samples,
           next);
    const std::int64_t blocks = analysis.blocks[w], pairs = analysis.pairs[w];
    const auto longest = static_cast<std::int64_t>(IndependentBlocks::length);
    if (blocks < 0 || blocks > count || (count > 0 && blocks == 0) || pairs < 0 ||
        (pairs > 0) != (blocks < count) || pairs > (longest - 1) * count)
      fail("word {} has the count {}, but {} blocks and {} pairs, which cannot be", w, count, blocks, pairs);
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
  analysis->blocks = source.integers("blocks", {static_cast<std::int64_t>(words)});
  analysis->pairs = source.integers("pairs", {static_cast<std::int64_t>(words)});
  analysis->sampleOffsets = source.integers("sample_offsets", {static_cast<std::int64_t>(words) + 1});
  checkCounts(*analysis);
  analysis->row = rowsOfPositive(analysis->count);
  const RowCounts rows = rowCountsOf(*analysis);
  const auto hashes = source.integers("sample_hashes", {static_cast<std::int64_t>(rows.samples)});
  analysis->sampleHashes.assign(hashes.begin(), hashes.end());
  const auto units = text.at("model").at("hidden").get<std::vector<std::size_t>>(),
             outputs = text.at("model").at("outputs").get<std::vector<std::size_t>>();
  if (units.empty() || units.size() != outputs.size()) fail("it describes a model without layers");
  const std::size_t directions = analysis->directions();
  for (std::size_t layer = 0; layer < units.size() * directions; ++layer)
    analysis->layers.push_back(readLayer(source, layer,
                                         {units[layer / directions], outputs[layer / directions], {}, {}},
                                         rows, analysis->info));
  return analysis;
}

}  // namespace

namespace {

void addResponses(ArrayList& list, const std::string& name, const Responses& responses) {
  list.add(name + ".mean", responses.mean);
  list.add(name + ".std", responses.deviation);
  list.add(name + ".min", responses.minimum);
  list.add(name + ".max", responses.maximum);
  list.add(name + ".error", responses.error);
  list.add(name + ".mean.rest", responses.meanRest);
  list.add(name + ".std.rest", responses.deviationRest);
  if (responses.written.matrix().cols() > 0) {
    list.add(name + ".written", responses.written);
    list.add(name + ".written.rest", responses.writtenRest);
  }
  list.add(name + ".products", responses.products);
  list.add(name + ".sums", responses.sums);
  list.add(name + ".samples", responses.samples);
  list.add(name + ".average", responses.average);
  list.add(name + ".explained", responses.explained);
}

void addValues(ArrayList& list, const std::string& name, const ValueDistribution& values, std::size_t units) {
  list.add(name + ".mean", values.mean);
  list.add(name + ".std", values.deviation);
  list.add(name + ".mean.rest", values.meanRest);
  list.add(name + ".std.rest", values.deviationRest);
  list.add(name + ".quantiles", values.quantiles);
  list.add(name + ".range", values.range);
  list.add(name + ".histogram", *values.histogram,
           {static_cast<std::int64_t>(units), ValueDistribution::bins});
}

}  // namespace

void writeAnalysis(const std::filesystem::path& path, const Analysis& analysis, const RunControl& control) {
  ArrayList list;
  const auto words = static_cast<std::int64_t>(analysis.words());
  list.add("count", analysis.count, {words});
  list.add("blocks", analysis.blocks, {words});
  list.add("pairs", analysis.pairs, {words});
  list.add("sample_offsets", analysis.sampleOffsets, {words + 1});
  list.add("sample_hashes", analysis.sampleHashes);
  for (std::size_t layer = 0; layer < analysis.layers.size(); ++layer) {
    const LayerAnalysis& of = analysis.layers[layer];
    for (const auto& [state, responses] : of.responses)
      addResponses(list, prefixOf(layer, analysis.info.bidirectional, state), responses);
    for (const auto& [signal, values] : of.values)
      addValues(list, prefixOf(layer, analysis.info.bidirectional, signal) + ".value", values,
                of.sizeOf(signal));
  }
  json description = describe(analysis);
  description["checksum"] = checksumOf(list.arrays(), [](const OutputArray& array) { return array.bytes; });
  // The names of corpora are paths, which need not be UTF-8.
  const std::string text = description.dump(-1, ' ', false, json::error_handler_t::replace);
  checkpoint::writeSafetensors(path, list.arrays(), {{"rnnvis", text}}, control);
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
