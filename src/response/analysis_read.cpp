#include "analysis_arrays.h"
#include "analysis_description.h"
#include "checksum.h"
#include "independent_blocks.h"
#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/response/analysis_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <type_traits>

namespace rnnvis::response {
namespace {

using checkpoint::Array;
using nlohmann::json;

constexpr std::size_t mostTokens = std::size_t{1} << 40;  // Sums of counts do not overflow.

/// Of the arrays' bytes in the order of their names.
std::string checksumOf(const checkpoint::NamedArrays& arrays) {
  std::map<std::string_view, std::span<const std::byte>> byName;
  for (const checkpoint::NamedArray& named : arrays) byName[named.name] = named.array.bytes();
  Checksum checksum;
  for (const auto& [name, bytes] : byName) {
    checksum.begin(bytes.size());
    checksum.add(bytes);
  }
  return checksum.digits();
}

/// Arrays of a file, each checked for its shape when it is taken.
class Source {
 public:
  explicit Source(const checkpoint::Safetensors& file) : m_file(file) {}

  template <class Result>
  Result rows(const std::string& name, std::size_t rows, std::size_t columns) const {
    return Result(shaped(name, {static_cast<std::int64_t>(rows), static_cast<std::int64_t>(columns)}));
  }
  bool has(const std::string& name) const {
    return std::any_of(m_file.arrays.begin(), m_file.arrays.end(),
                       [&](const checkpoint::NamedArray& array) { return array.name == name; });
  }
  /// A list of one of two lengths.
  std::vector<float> floats(const std::string& name, std::size_t length, std::size_t otherLength) const {
    const bool isOther = m_file.at(name).size() == otherLength;
    return shaped(name, {static_cast<std::int64_t>(isOther ? otherLength : length)}).toFloats();
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

Responses readResponses(const Source& source, const std::string& prefix, std::size_t units,
                        const RowCounts& rows) {
  Responses result;
  visitArrays(result, units, rows, source.has(prefix + ".written"),
              [&](std::string_view name, auto& values, std::size_t count, std::size_t columns) {
                using SomeRows = std::remove_reference_t<decltype(values)>;
                values = source.rows<SomeRows>(fmt::format("{}.{}", prefix, name), count, columns);
              });
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

ValueDistribution readValues(const Source& source, const std::string& prefix, std::size_t units,
                             std::size_t tokens) {
  ValueDistribution result;
  visitArrays(result, units,
              [&](std::string_view name, Rows& values, std::size_t count, std::size_t columns) {
                values = source.rows<Rows>(fmt::format("{}.{}", prefix, name), count, columns);
              });
  result.histogram = std::make_shared<std::vector<std::int64_t>>(
      source.integers(prefix + ".histogram", {static_cast<std::int64_t>(units), ValueDistribution::bins}));
  checkHistogram(result, prefix, units, tokens);
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
  if (text.at("checksum") != checksumOf(file.arrays))
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
  const RowCounts rows =
      rowCountsOf(countsOf(*analysis), static_cast<std::size_t>(analysis->sampleOffsets.back()));
  const auto hashes = source.integers("sample_hashes", {static_cast<std::int64_t>(rows.samples)});
  analysis->sampleHashes.assign(hashes.begin(), hashes.end());
  if (source.has("loss"))
    analysis->losses = source.floats("loss", analysis->info.tokens, analysis->info.documents);
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
