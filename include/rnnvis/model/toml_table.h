#pragma once

#include "rnnvis/base/error.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

namespace rnnvis::model {

/// Reads a TOML file; `kind` says in messages what it is: "manifest". Throws Error naming file and line.
toml::table parseToml(const std::filesystem::path& file, std::string_view kind);

/// The one of `known` that `name` was probably meant to be: at the least edit distance, if that is at most
/// half of the longer one's length; else empty.
std::string_view nearestName(std::string_view name, const std::vector<std::string_view>& known);

/// One table of a TOML file; its errors name file, table and key.
class TomlTable {
 public:
  /// `kind` as of parseToml(). An absent table is an empty one.
  TomlTable(const std::filesystem::path& file, const toml::table& root, std::string_view name,
            std::string_view kind = "manifest");

  /// The value, or nothing where the key is absent. Throws Error for another type.
  template <class Value>
  std::optional<Value> get(std::string_view key) const {
    const toml::node* node = m_table ? m_table->get(key) : nullptr;
    if (!node) return std::nullopt;
    // value_exact: a number must not pass for a string, nor 1 for true.
    const std::optional<Value> value =
        std::is_same_v<Value, double> ? node->value<Value>() : node->value_exact<Value>();
    if (!value)
      fail("{}: [{}] {} has the wrong type (line {})", m_file, m_name, key, node->source().begin.line);
    return value;
  }

  template <class Value>
  Value require(std::string_view key, std::string_view example) const {
    if (auto value = get<Value>(key)) return *value;
    fail("{}: [{}] {} is missing; add for instance {} = {}", m_file, m_name, key, key, example);
  }

  /// The value that `named` finds for a string key; `choices` is for the error.
  template <class Named>
  auto choice(std::string_view key, Named named, std::string_view choices) const -> decltype(named("")) {
    const auto text = get<std::string>(key);
    if (!text) return std::nullopt;
    if (auto value = named(*text)) return value;
    fail("{}: [{}] {} = \"{}\" is unknown; choose one of {}", m_file, m_name, key, *text, choices);
  }

  /// Throws Error for a key that is not known, naming the nearest one that is.
  void refuseOtherKeys(const std::vector<std::string_view>& known) const;

  const toml::table* raw() const { return m_table; }

 private:
  std::string m_file, m_name, m_kind;
  const toml::table* m_table;
};

}  // namespace rnnvis::model
