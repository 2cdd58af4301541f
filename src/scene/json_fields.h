#pragma once

#include "rnnvis/base/error.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace rnnvis::scene {

/// A JSON value that is written, or read and checked, by the same description of what it stands for. Throws
/// Error that names file, place and remedy for a value that does not fit.
class JsonField {
 public:
  using Json = nlohmann::json;

  /// `file` and `place` are for messages.
  JsonField(Json& json, bool reads, std::string file, std::string place = {})
      : m_json(&json), m_reads(reads), m_file(std::move(file)), m_place(std::move(place)) {}

  bool reads() const { return m_reads; }

  void text(std::string& value) {
    if (!m_reads) return put(value);
    require(m_json->is_string(), "a text");
    value = m_json->get<std::string>();
  }

  void flag(bool& value) {
    if (!m_reads) return put(value);
    require(m_json->is_boolean(), "true or false");
    value = m_json->get<bool>();
  }

  template <class Whole>
  void whole(Whole& value, std::int64_t least, std::int64_t most) {
    if (!m_reads) return put(value);
    const bool fits = m_json->is_number_integer() && *m_json >= least && *m_json <= most;
    require(fits, fmt::format("a whole number from {} to {}", least, most));
    value = m_json->get<Whole>();
  }

  void seed(std::uint64_t& value) {
    if (!m_reads) return put(value);
    require(m_json->is_number_unsigned(), "a whole number, not negative");
    value = m_json->get<std::uint64_t>();
  }

  void real(double& value, double least, double most) {
    if (!m_reads) return put(value);
    require(m_json->is_number() && *m_json >= least && *m_json <= most,
            fmt::format("a number from {} to {}", least, most));
    value = m_json->get<double>();
  }

  /// One of an enumeration, the first value of which is 0.
  template <class Choice, std::size_t count>
  void choice(Choice& value, const std::array<std::string_view, count>& names) {
    if (!m_reads) return put(names.at(static_cast<std::size_t>(value)));
    for (std::size_t i = 0; i < count; ++i)
      if (m_json->is_string() && *m_json == names.at(i)) {
        value = static_cast<Choice>(i);
        return;
      }
    require(false, fmt::format("one of {}", fmt::join(names, ", ")));
  }

  /// Calls describe(field, value) where there is a value; null stands for none.
  template <class Value, class Describe>
  void maybe(std::optional<Value>& value, const Describe& describe) {
    if (m_reads) value.reset();
    if (m_reads && !m_json->is_null()) value.emplace();
    if (value) return describe(*this, *value);
    if (!m_reads) put(nullptr);
  }

  /// Calls describe(field, value) for every element.
  template <class Value, class Describe>
  void list(std::vector<Value>& values, std::size_t most, const Describe& describe) {
    if (!m_reads) put(Json::array());
    require(m_json->is_array() && m_json->size() <= most, fmt::format("a list of at most {}", most));
    if (m_reads) values = std::vector<Value>(m_json->size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!m_reads) m_json->push_back(nullptr);
      JsonField element((*m_json)[i], m_reads, m_file, fmt::format("{}[{}]", m_place, i));
      describe(element, values[i]);
    }
  }

  /// Calls describe(field) with the member of an object; where it is missing nothing happens.
  template <class Describe>
  void member(const char* key, const Describe& describe) {
    if (!m_reads && m_json->is_null()) put(Json::object());
    require(m_json->is_object(), "an object");
    if (m_reads && !m_json->contains(key)) return;
    JsonField field((*m_json)[key], m_reads, m_file, m_place.empty() ? key : m_place + "." + key);
    describe(field);
  }

  bool has(const char* key) const { return m_json->is_object() && m_json->contains(key); }

  void require(bool fits, std::string_view what) const {
    if (!fits) fail("{}: {} must be {}; the file is damaged", m_file, m_place.empty() ? "it" : m_place, what);
  }

 private:
  template <class Value>
  void put(const Value& value) {
    *m_json = value;
  }

  Json* m_json;
  bool m_reads;
  std::string m_file, m_place;
};

}  // namespace rnnvis::scene
