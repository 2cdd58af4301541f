#include "safetensors_header.h"

#include "describe.h"
#include "rnnvis/base/error.h"
#include "shape.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace rnnvis::checkpoint {
namespace {

using nlohmann::json;

/// In the order of DType.
constexpr std::array<std::string_view, 10> kTypeNames{"F64", "F32", "F16", "BF16", "I64",
                                                      "I32", "I16", "I8",  "U8",   "BOOL"};

constexpr std::string_view kDamaged = "the file is damaged: copy or download it again";

/// Refuses equal names in one object, of which the parser would keep the last without a word, and nesting,
/// which the format does not have.
class StrictObjects {
 public:
  bool operator()(int depth, json::parse_event_t event, const json& parsed) {
    if (depth > 3) fail("the header is nested too deep; {}", kDamaged);
    if (event == json::parse_event_t::object_start) m_keys.emplace_back();
    if (event == json::parse_event_t::object_end) m_keys.pop_back();
    if (event == json::parse_event_t::key && !m_keys.back().insert(parsed.get<std::string>()).second)
      fail("the name {} occurs twice in the header; {}", inQuotes(parsed.get<std::string>()), kDamaged);
    return true;
  }

 private:
  std::vector<std::unordered_set<std::string>> m_keys;
};

json parseStrictly(std::string_view text) {
  try {
    json parsed = json::parse(
        text, [strict = StrictObjects()](int depth, json::parse_event_t event, json& value) mutable {
          return strict(depth, event, value);
        });
    if (!parsed.is_object()) fail("the header is no JSON object; {}", kDamaged);
    return parsed;
  } catch (const json::exception&) {
    fail("the header is not valid JSON; {}", kDamaged);
  }
}

/// A member that must be there, as an array of non-negative integers.
std::vector<std::int64_t> integersAt(const json& entry, const char* key) {
  const auto found = entry.find(key);
  if (found == entry.end() || !found->is_array()) fail("{} is missing or no list; {}", key, kDamaged);
  std::vector<std::int64_t> integers;
  for (const json& item : *found) {
    constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
    if (!item.is_number_unsigned() || item.get<std::uint64_t>() > largest)
      fail("{} holds something else than non-negative integers; {}", key, kDamaged);
    integers.push_back(item.get<std::int64_t>());
  }
  return integers;
}

DType typeAt(const json& entry) {
  const auto found = entry.find("dtype");
  if (found == entry.end() || !found->is_string()) fail("dtype is missing; {}", kDamaged);
  const auto name = found->get<std::string>();
  const auto* known = std::ranges::find(kTypeNames, name);
  if (known == kTypeNames.end())
    fail("dtype {} is not supported; convert the array to F32 and save again", inQuotes(name));
  return static_cast<DType>(known - kTypeNames.begin());
}

SafetensorsEntry parseEntry(const std::string& name, const json& value, std::size_t dataSize) {
  if (!value.is_object()) fail("its description is no JSON object; {}", kDamaged);
  SafetensorsEntry entry{name, typeAt(value), integersAt(value, "shape")};
  const auto offsets = integersAt(value, "data_offsets");
  if (offsets.size() != 2 || offsets[0] > offsets[1])
    fail("data_offsets are not a begin and an end; {}", kDamaged);
  entry.begin = static_cast<std::size_t>(offsets[0]);
  entry.end = static_cast<std::size_t>(offsets[1]);
  if (entry.end > dataSize)
    fail(
        "its elements end at byte {} of the data, which has {}; the file is truncated: copy or download it "
        "again",
        entry.end, dataSize);
  const auto bytes = byteCount(entry.shape, sizeOf(entry.type));
  if (!bytes || *bytes != entry.end - entry.begin)
    fail("{} bytes do not make a {} array of shape {}; {}", entry.end - entry.begin, nameOf(entry.type),
         describeShape(entry.shape), kDamaged);
  return entry;
}

std::map<std::string, std::string> parseMetadata(const json& value) {
  if (!value.is_object()) fail("__metadata__ is no JSON object; {}", kDamaged);
  std::map<std::string, std::string> metadata;
  for (const auto& [key, text] : value.items()) {
    if (!text.is_string()) fail("__metadata__ entry {} is no string; {}", inQuotes(key), kDamaged);
    metadata.emplace(key, text.get<std::string>());
  }
  return metadata;
}

void sortAndCheckOverlap(std::vector<SafetensorsEntry>& entries) {
  std::ranges::sort(entries, {}, [](const SafetensorsEntry& entry) {
    return std::tie(entry.begin, entry.end, entry.name);
  });
  for (std::size_t i = 1; i < entries.size(); ++i)
    if (entries[i].begin < entries[i - 1].end)
      fail("arrays {} and {} share elements; {}", inQuotes(entries[i - 1].name), inQuotes(entries[i].name),
           kDamaged);
}

}  // namespace

SafetensorsHeader parseSafetensorsHeader(std::string_view text, std::size_t dataSize) {
  const json parsed = parseStrictly(text);
  SafetensorsHeader header;
  for (const auto& [name, value] : parsed.items()) {
    if (name == "__metadata__") {
      header.metadata = parseMetadata(value);
      continue;
    }
    try {
      header.entries.push_back(parseEntry(name, value, dataSize));
    } catch (const Error& error) {
      fail("array {}: {}", inQuotes(name), error.what());
    }
  }
  sortAndCheckOverlap(header.entries);
  return header;
}

std::string formatSafetensorsHeader(const SafetensorsHeader& header) {
  auto parsed = nlohmann::ordered_json::object();
  if (!header.metadata.empty()) parsed["__metadata__"] = header.metadata;
  for (const SafetensorsEntry& entry : header.entries)
    parsed[entry.name] = {{"dtype", kTypeNames.at(static_cast<std::size_t>(entry.type))},
                          {"shape", entry.shape},
                          {"data_offsets", {entry.begin, entry.end}}};
  std::string text = parsed.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  if (text.size() > kLargestSafetensorsHeader)
    fail("the header would have {} bytes, more than the format allows; write fewer or shorter metadata",
         text.size());
  return text;
}

}  // namespace rnnvis::checkpoint
