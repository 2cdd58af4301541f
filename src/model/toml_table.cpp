#include "rnnvis/model/toml_table.h"

#include "rnnvis/base/file.h"
#include "rnnvis/text/utf8.h"

#include <algorithm>
#include <numeric>

namespace rnnvis::model {
namespace {

/// The most dots of one dotted key, quoted parts aside.
std::size_t deepestKey(std::string_view toml) {
  std::size_t deepest = 0, dots = 0;
  char quote = 0;
  for (std::size_t i = 0; i < toml.size(); ++i) {
    const char c = toml[i];
    if (c == '\n') {
      quote = 0;
      dots = 0;
    } else if (quote != 0) {
      if (c == quote) quote = 0;
      if (c == '\\' && quote == '"') ++i;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      i = std::min(toml.find('\n', i), toml.size()) - 1;
    } else if (c == '.') {
      deepest = std::max(deepest, ++dots);
    } else if (c == '=' || c == ',' || c == '{' || c == '[') {
      dots = 0;
    }
  }
  return deepest;
}

/// Insertions, deletions and replacements from one name to the other (Wagner and Fischer 1974).
std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

toml::table parseToml(const std::filesystem::path& file, std::string_view kind) {
  const std::string contents = readFile(file, 1u << 20);
  text::requireUtf8(contents, file.string());
  constexpr std::size_t deepest = 64;  // The parser recurses into the tables that a dotted key makes.
  if (deepestKey(contents) > deepest)
    fail("{}: a key has more than {} parts, which no {} needs; correct it", file.string(), deepest, kind);
  try {
    return toml::parse(contents, file.string());
  } catch (const toml::parse_error& error) {
    fail("{}: line {}: {}; correct the {}", file.string(), error.source().begin.line, error.description(),
         kind);
  }
}

std::string_view nearestName(std::string_view name, const std::vector<std::string_view>& known) {
  std::string_view nearest;
  std::size_t least = name.size();
  for (std::string_view candidate : known) {
    const std::size_t distance = editDistance(name, candidate);
    if (2 * distance > std::max(name.size(), candidate.size()) || distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

TomlTable::TomlTable(const std::filesystem::path& file, const toml::table& root, std::string_view name,
                     std::string_view kind)
    : m_file(file.string()), m_name(name), m_kind(kind), m_table(root[name].as_table()) {
  if (!m_table && root.contains(name)) fail("{}: [{}] must be a table", m_file, m_name);
}

void TomlTable::refuseOtherKeys(const std::vector<std::string_view>& known) const {
  if (!m_table) return;
  for (const auto& [key, node] : *m_table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    const std::string_view nearest = nearestName(key.str(), known);
    const std::string remedy =
        nearest.empty() ? "remove it or correct its name" : fmt::format("did you mean {}?", nearest);
    fail("{}: [{}] {} is not a key of a {} (line {}); {}", m_file, m_name, key.str(), m_kind,
         node.source().begin.line, remedy);
  }
}

}  // namespace rnnvis::model
