#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rnnvis::text {

/// An index and its token.
struct JsonEntry {
  std::uint64_t index = 0;
  std::string token;
};

/// One object or list of a JSON text as a vocabulary.
struct JsonTable {
  std::string name;  ///< The key that it stands under; empty for the outermost.
  bool isList = false;
  std::vector<JsonEntry> entries;
  std::optional<std::string> refusal;  ///< The first thing in it that no vocabulary has.

  bool isVocabulary() const { return !refusal && !entries.empty(); }
};

/// Receives the parser's events and keeps the outer objects and lists as tables. What makes a table unfit is
/// kept too, rather than thrown: a syntax error further on decides that the text is no JSON. Deeper nesting
/// only unfits what it lies in, so that neither depth nor number of objects costs memory.
class JsonTables {
 public:
  std::vector<JsonTable> tables;  ///< The outermost first; none where the text is a single value.
  std::vector<std::pair<std::string, std::string>> strings;  ///< Key and value where the value may be JSON.
  std::optional<std::uint64_t> wordLimit;                    ///< Keras' num_words.
  std::size_t failedByte = 0;

  using json = nlohmann::json;
  bool start_object(std::size_t) { return start(false); }
  bool start_array(std::size_t) { return start(true); }
  bool end_object() { return end(); }
  bool end_array() { return end(); }
  bool key(std::string& key);
  bool string(std::string& text);
  bool number_unsigned(json::number_unsigned_t number);
  bool number_integer(json::number_integer_t number) { return refuse(std::to_string(number)); }
  bool number_float(json::number_float_t, const std::string& number) { return refuse(number.substr(0, 40)); }
  bool null();
  bool boolean(bool value) { return refuse(value ? "true" : "false"); }
  bool binary(json::binary_t&) { return refuse("binary data"); }
  bool parse_error(std::size_t position, const std::string&, const json::exception&) {
    failedByte = position;
    return false;
  }

 private:
  enum class Direction { undecided, tokenToIndex, indexToToken };
  /// An object or list that is being read.
  struct Open {
    std::size_t table = 0;
    Direction direction = Direction::undecided;
    std::string key;
    std::uint64_t next = 0;  ///< Index of a list's next value.
  };

  bool start(bool isList);
  bool end();
  bool add(Direction direction, JsonEntry entry, const std::string& shown);
  bool refuse(const std::string& value);
  JsonTable& table() { return tables[m_open.back().table]; }

  std::vector<Open> m_open;
  std::size_t m_passedOver = 0;  ///< Objects and lists that are open and not kept.
};

}  // namespace rnnvis::text
