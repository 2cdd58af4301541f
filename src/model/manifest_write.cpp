#include "rnnvis/base/error.h"
#include "rnnvis/model/manifest.h"
#include "rnnvis/text/utf8.h"

#include <sstream>

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

namespace rnnvis::model {
namespace {

/// A table that takes only what there is, and only text that TOML can hold.
class TableWriter {
 public:
  void set(std::string_view key, std::string_view value) {
    text::requireUtf8(key, "a name in the manifest");
    text::requireUtf8(value, key);
    m_table.insert_or_assign(key, std::string(value));
  }
  void set(std::string_view key, const char* value) { set(key, std::string_view(value)); }
  void set(std::string_view key, bool value) { m_table.insert_or_assign(key, value); }
  void set(std::string_view key, double value) { m_table.insert_or_assign(key, value); }
  void set(std::string_view key, std::int64_t value) { m_table.insert_or_assign(key, value); }
  template <class Value>
  void set(std::string_view key, const std::optional<Value>& value) {
    if (value) set(key, *value);
  }
  void set(std::string_view key, const std::optional<Activation>& value) {
    if (value) set(key, nameOf(*value));
  }
  void set(std::string_view key, TableWriter table) {
    if (!table.m_table.empty()) m_table.insert_or_assign(key, std::move(table.m_table));
  }
  template <class Map>
  void setAll(const Map& strings) {
    for (const auto& [key, value] : strings) set(key, textOf(value));
  }
  const toml::table& table() const { return m_table; }
  toml::table& table() { return m_table; }

 private:
  static const std::string& textOf(const std::string& text) { return text; }
  static std::string textOf(const std::filesystem::path& path) { return path.string(); }

  toml::table m_table;
};

TableWriter fileTable(const std::filesystem::path& file, const std::map<std::string, std::string>& names) {
  TableWriter table, keys;
  table.set("file", file.string());
  keys.setAll(names);
  table.set("keys", std::move(keys));
  return table;
}

TableWriter recurrentTable(const NetworkSettings& network) {
  TableWriter table;
  if (network.cell) table.set("cell", nameOf(*network.cell));
  table.set("activation", network.activation);
  table.set("recurrent-activation", network.gateActivation);
  table.set("gate-order", network.gateOrder);
  if (network.forgetBias != 0) table.set("forget-bias", network.forgetBias);
  table.set("reset-after", network.resetAfter);
  table.set("transposed", network.transposed);
  return table;
}

TableWriter headTable(const NetworkSettings& network) {
  TableWriter table;
  table.set("activation", network.headActivation);
  if (network.readsFinalStates) table.set("reads", *network.readsFinalStates ? "final-states" : "every-step");
  return table;
}

TableWriter textTable(const Manifest& manifest) {
  const text::TextSettings& settings = manifest.text;
  TableWriter table;
  if (settings.level == text::Level::character) table.set("level", "char");
  if (settings.splitting == text::Splitting::punctuation) table.set("tokenizer", "punctuation");
  table.set("vocabulary", manifest.vocabulary.string());
  if (settings.lowercase) table.set("lowercase", true);
  table.set("unknown", settings.unknown);
  if (settings.outOfVocabulary == text::OutOfVocabulary::skip) table.set("out-of-vocabulary", "skip");
  table.set("end-of-line", settings.endOfLine);
  if (!manifest.padding) return table;
  table.set("padding", manifest.padding->token);
  table.set("pad-to", static_cast<std::int64_t>(manifest.padding->length));
  if (!manifest.padding->right) table.set("pad-side", "left");
  return table;
}

}  // namespace

std::string formatManifest(const Manifest& manifest) {
  TableWriter root, model, corpora, classes;
  model.set("name", manifest.name);
  model.set("task", nameOf(manifest.task));
  root.set("model", std::move(model));
  if (manifest.states.empty())
    root.set("weights", fileTable(manifest.weights, manifest.weightNames));
  else
    root.set("states", fileTable(manifest.states, manifest.stateNames));
  root.set("recurrent", recurrentTable(manifest.network));
  root.set("head", headTable(manifest.network));
  root.set("text", textTable(manifest));
  corpora.setAll(manifest.corpora);
  root.set("corpora", std::move(corpora));
  toml::array names;
  for (const std::string& name : manifest.classNames) {
    text::requireUtf8(name, "a class name");
    names.push_back(name);
  }
  if (!names.empty()) classes.table().insert("names", std::move(names));
  root.set("classes", std::move(classes));
  std::ostringstream stream;
  // Basic strings on one line: whatever they hold is escaped.
  stream << toml::toml_formatter(root.table(), toml::format_flags::allow_unicode_strings) << '\n';
  return stream.str();
}

}  // namespace rnnvis::model
