#include "state_index_file.h"

#include "rnnvis/base/error.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>

namespace rnnvis::response {
namespace {

using checkpoint::DType;
using nlohmann::json;

constexpr int indexFormat = 1;
constexpr std::size_t descriptionSlack = 1024;
constexpr const char* metadataKey = "rnnvis-index";

std::string describe(const IndexInfo& info) {
  return json{{"format", indexFormat},
              {"model", info.modelSha256},
              {"corpus", info.corpusSha256},
              {"layer", info.layer.value},
              {"state", std::string(1, nameOf(info.state))},
              {"context", nameOf(info.reading.context)},
              {"batch", info.reading.batch},
              {"warmup", info.reading.warmup},
              {"residual", info.reading.residual},
              {"tokens", info.corpusTokens}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

IndexInfo parse(const std::string& text) {
  const json description = json::parse(text);
  if (description.at("format").get<int>() != indexFormat) fail("it has another format version");
  IndexInfo info;
  info.modelSha256 = description.at("model");
  info.corpusSha256 = description.at("corpus");
  info.layer = LayerId{description.at("layer").get<int>()};
  const auto state = model::signalNamed(description.at("state").get<std::string>());
  const auto context = model::contextNamed(description.at("context").get<std::string>());
  if (!state || !context) fail("its description is not understood");
  info.state = *state;
  info.reading = {*context, description.at("batch"), description.at("warmup"), description.at("residual")};
  info.corpusTokens = description.at("tokens");
  return info;
}

template <class Number>
void put(const checkpoint::SafetensorsOutput& file, const std::string& name,
         const std::vector<Number>& values) {
  std::memcpy(file.at(name).data(), values.data(), values.size() * sizeof(Number));
}

const checkpoint::Array& arrayOf(const checkpoint::Safetensors& file, const std::string& name, DType type,
                                 std::size_t dimensions) {
  const checkpoint::Array& array = file.at(name);
  if (array.type() != type || array.shape().size() != dimensions)
    fail("its array {} is of another kind", name);
  return array;
}

std::vector<Stretch> stretchesOf(const checkpoint::Array& array, std::size_t corpusTokens) {
  const std::vector<std::int64_t> bounds = array.toIntegers();
  std::vector<Stretch> stretches;
  std::int64_t after = 0;
  for (std::size_t i = 0; i + 1 < bounds.size(); i += 2) {
    if (bounds[i] < after || bounds[i + 1] <= bounds[i] ||
        bounds[i + 1] > static_cast<std::int64_t>(corpusTokens))
      fail("its passages are not in the text");
    after = bounds[i + 1];
    stretches.push_back({static_cast<std::size_t>(bounds[i]), static_cast<std::size_t>(after)});
  }
  return stretches;
}

std::shared_ptr<const StateIndex> indexOf(const checkpoint::Safetensors& file,
                                          const std::filesystem::path& path) {
  const auto description = file.metadata.find(metadataKey);
  if (description == file.metadata.end()) fail("it is no index of states");
  IndexInfo info = parse(description->second);
  const auto& codes = arrayOf(file, "codes", DType::uint8, 2);
  const std::vector<float> grid = arrayOf(file, "grid", DType::float32, 2).toFloats();
  std::vector<std::int64_t> checksums = arrayOf(file, "checksums", DType::int64, 1).toIntegers();
  std::vector<Stretch> passages = stretchesOf(arrayOf(file, "passages", DType::int64, 2), info.corpusTokens);
  const auto units = static_cast<std::size_t>(codes.shape()[0]);
  const auto places = static_cast<std::size_t>(codes.shape()[1]);
  std::size_t indexed = 0;
  for (const Stretch& passage : passages) indexed += passage.size();
  if (units == 0 || indexed != places || grid.size() != 2 * units || checksums.size() != units)
    fail("its arrays disagree with one another");
  std::vector<StateIndex::Grid> cells;
  for (std::size_t unit = 0; unit < units; ++unit) {
    cells.push_back({grid[2 * unit], grid[2 * unit + 1]});
    if (!std::isfinite(cells.back().low) || !std::isfinite(cells.back().step) || cells.back().step <= 0)
      fail("its grid is damaged");
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(codes.bytes().data());
  return std::make_shared<StateIndex>(std::move(info), std::move(passages), std::move(cells),
                                      std::span(bytes, units * places),
                                      std::make_shared<checkpoint::Array>(codes), std::move(checksums), path);
}

}  // namespace

IndexRoom::IndexRoom(const std::filesystem::path& path, std::size_t units, std::size_t places,
                     std::size_t passages) {
  if (path.empty()) {
    const auto codes = std::make_shared<std::vector<std::uint8_t>>(units * places);
    m_codes = *codes;
    m_owner = codes;
    return;
  }
  const auto rows = static_cast<std::int64_t>(units), columns = static_cast<std::int64_t>(places);
  const std::vector<checkpoint::ArrayRoom> rooms{
      {"codes", DType::uint8, {rows, columns}},
      {"grid", DType::float32, {rows, 2}},
      {"passages", DType::int64, {static_cast<std::int64_t>(passages), 2}},
      {"checksums", DType::int64, {rows}}};
  m_file.emplace(path, rooms, std::map<std::string, std::string>{{metadataKey, ""}}, descriptionSlack);
  const auto codes = m_file->at("codes");
  m_codes = {reinterpret_cast<std::uint8_t*>(codes.data()), codes.size()};
  m_owner = m_file->owner();
}

std::shared_ptr<const StateIndex> IndexRoom::finish(const IndexInfo& info,
                                                    const std::vector<Stretch>& passages,
                                                    const std::vector<StateIndex::Grid>& grid) {
  if (m_file) {
    const std::size_t places = m_codes.size() / grid.size();
    std::vector<std::int64_t> checksums, bounds;
    std::vector<float> cells;
    for (std::size_t unit = 0; unit < grid.size(); ++unit) {
      checksums.push_back(checksumOf(m_codes.subspan(unit * places, places)));
      cells.insert(cells.end(), {grid[unit].low, grid[unit].step});
    }
    for (const Stretch& passage : passages)
      bounds.insert(bounds.end(),
                    {static_cast<std::int64_t>(passage.begin), static_cast<std::int64_t>(passage.end)});
    put(*m_file, "grid", cells);
    put(*m_file, "passages", bounds);
    put(*m_file, "checksums", checksums);
    m_file->commit({{metadataKey, describe(info)}});
  }
  return std::make_shared<StateIndex>(info, passages, grid, m_codes, m_owner);
}

std::shared_ptr<const StateIndex> readStateIndex(const std::filesystem::path& path) {
  const checkpoint::Safetensors file = checkpoint::readSafetensors(path);
  try {
    return indexOf(file, path);
  } catch (const json::exception&) {
    fail("{}: its description is no JSON of an index; search again", path.string());
  } catch (const Error& error) {
    fail("{}: {}", path.string(), error.what());
  }
}

}  // namespace rnnvis::response
