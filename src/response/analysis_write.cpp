#include "analysis_output.h"

#include "analysis_arrays.h"
#include "analysis_description.h"
#include "checksum.h"
#include "rnnvis/base/error.h"
#include "rnnvis/response/analysis_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <type_traits>

namespace rnnvis::response {
namespace {

using checkpoint::DType;
using checkpoint::OutputArray;
using nlohmann::json;

constexpr std::size_t descriptionSlack = 1024;  // For what is not known before the corpus has been read.

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
  void add(const std::string& name, const std::vector<float>& values) {
    m_arrays.push_back(
        {name, DType::float32, {static_cast<std::int64_t>(values.size())}, std::as_bytes(std::span(values))});
  }
  std::span<const OutputArray> arrays() const { return m_arrays; }

 private:
  std::vector<OutputArray> m_arrays;
};

/// Calls visit(name, rows, count, columns) for each array of the responses of every layer and state.
template <class SomeAnalysis, class Visit>
void visitResponses(SomeAnalysis& analysis, const Visit& visit) {
  const RowCounts rows = rowCountsOf(countsOf(analysis), analysis.sampleHashes.size());
  for (std::size_t l = 0; l < analysis.layers.size(); ++l)
    for (auto& [state, responses] : analysis.layers[l].responses)
      visitArrays(responses, analysis.layers[l].sizeOf(state), rows, responses.written.matrix().cols() > 0,
                  [&, prefix = prefixOf(l, analysis.info.bidirectional, state)](
                      std::string_view name, auto& values, std::size_t count, std::size_t columns) {
                    visit(fmt::format("{}.{}", prefix, name), values, count, columns);
                  });
}

/// All arrays of the file.
std::vector<OutputArray> arraysOf(const Analysis& analysis) {
  ArrayList list;
  const auto words = static_cast<std::int64_t>(analysis.words());
  list.add("count", analysis.count, {words});
  list.add("blocks", analysis.blocks, {words});
  list.add("pairs", analysis.pairs, {words});
  list.add("sample_offsets", analysis.sampleOffsets, {words + 1});
  list.add("sample_hashes", analysis.sampleHashes);
  if (!analysis.losses.empty()) list.add("loss", analysis.losses);
  visitResponses(analysis, [&](const std::string& name, const auto& values, std::size_t, std::size_t) {
    list.add(name, values);
  });
  for (std::size_t l = 0; l < analysis.layers.size(); ++l) {
    const LayerAnalysis& layer = analysis.layers[l];
    for (const auto& [signal, distribution] : layer.values) {
      const std::string prefix = prefixOf(l, analysis.info.bidirectional, signal) + ".value";
      visitArrays(distribution, layer.sizeOf(signal),
                  [&](std::string_view name, const auto& values, std::size_t, std::size_t) {
                    list.add(fmt::format("{}.{}", prefix, name), values);
                  });
      list.add(prefix + ".histogram", *distribution.histogram,
               {static_cast<std::int64_t>(layer.sizeOf(signal)), ValueDistribution::bins});
    }
  }
  return {list.arrays().begin(), list.arrays().end()};
}

/// Whether an array has a row for each word of the vocabulary, 0 for words that never occur.
bool isByWord(std::string_view name) {
  return (name.ends_with(".mean") || name.ends_with(".std")) && name.find(".value.") == name.npos;
}

/// Zeros of words that never occur are not read: they may lie in a file that has no page for them yet.
std::string checksumOf(const std::vector<OutputArray>& arrays, const std::vector<std::int64_t>& count) {
  std::map<std::string_view, const OutputArray*> byName;
  for (const OutputArray& array : arrays) byName[array.name] = &array;
  Checksum checksum;
  for (const auto& [name, array] : byName) {
    checksum.begin(array->bytes.size());
    if (!isByWord(name)) {
      checksum.add(array->bytes);
      continue;
    }
    const std::size_t row = array->bytes.size() / count.size();
    for (std::size_t word = 0; word < count.size(); ++word)
      if (count[word] > 0)
        checksum.add(array->bytes.subspan(word * row, row));
      else
        checksum.addZeros(row);
  }
  return checksum.digits();
}

/// The names of corpora are paths, which need not be UTF-8.
std::string textOf(const json& description) {
  return description.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::map<std::string, std::string> metadataOf(const Analysis& analysis,
                                              const std::vector<OutputArray>& arrays) {
  json description = describe(analysis);
  description["checksum"] = checksumOf(arrays, analysis.count);
  return {{"rnnvis", textOf(description)}};
}

checkpoint::SafetensorsOutput layOut(const std::filesystem::path& path, const Analysis& analysis) {
  std::vector<checkpoint::ArrayRoom> rooms;
  for (const OutputArray& array : arraysOf(analysis)) rooms.push_back({array.name, array.type, array.shape});
  return {path, rooms, {{"rnnvis", textOf(describe(analysis))}}, descriptionSlack};
}

}  // namespace

void writeAnalysis(const std::filesystem::path& path, const Analysis& analysis, const RunControl& control) {
  const std::vector<OutputArray> arrays = arraysOf(analysis);
  checkpoint::writeSafetensors(path, arrays, metadataOf(analysis, arrays), control);
}

AnalysisOutput::AnalysisOutput(const std::filesystem::path& path, Analysis& analysis)
    : m_file(layOut(path, analysis)) {
  visitResponses(
      analysis, [&](const std::string& name, auto& values, std::size_t count, std::size_t columns) {
        using SomeRows = std::remove_reference_t<decltype(values)>;
        const auto* at = reinterpret_cast<const typename SomeRows::Element*>(m_file.at(name).data());
        values = SomeRows(m_file.owner(), at, count, columns);
      });
}

void AnalysisOutput::commit(const Analysis& analysis) {
  const std::vector<OutputArray> arrays = arraysOf(analysis);
  for (const OutputArray& array : arrays)
    if (const auto room = m_file.at(array.name); room.data() != array.bytes.data())
      std::ranges::copy(array.bytes, room.begin());
  m_file.commit(metadataOf(analysis, arrays));
}

}  // namespace rnnvis::response
