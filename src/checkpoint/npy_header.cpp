#include "npy_header.h"

#include "describe.h"
#include "rnnvis/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <set>

using namespace std::string_view_literals;

namespace rnnvis::checkpoint {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY"sv;

[[noreturn]] void refuseHeader(std::string_view reason) {
  fail("the numpy header {}; the file is damaged: copy or download it again", reason);
}

/// In the order of DType; numpy has no bfloat16.
constexpr std::array<std::string_view, 10> kCodes{"f8", "f4", "f2", "", "i8", "i4", "i2", "i1", "u1", "b1"};

/// "<f4" and the like; nothing for text.
std::optional<NpyElement> parseElement(std::string_view descr) {
  if (descr.size() < 2) refuseHeader("has no element type");
  const char order = descr.front();
  const std::string_view code = descr.substr(1);
  if (code.front() == 'O')
    fail("it holds pickled Python objects, which are not read; save its arrays with a numeric dtype");
  if (code.front() == 'U' || code.front() == 'S' || code.front() == 'a') return std::nullopt;
  if (order != '<' && order != '>' && order != '|') refuseHeader("has no byte order");
  const bool isUnsigned = code == "u2" || code == "u4" || code == "u8";
  const auto* known = std::ranges::find(kCodes, isUnsigned ? "i8"sv : code);
  if (known == kCodes.end())
    fail("elements of numpy's dtype {} are not supported; convert the array with astype(\"float32\")",
         inQuotes(descr));
  return NpyElement{static_cast<DType>(known - kCodes.begin()), static_cast<std::size_t>(code[1] - '0'),
                    isUnsigned, order == '>'};
}

/// Reads the literal of a Python dictionary, in the few forms that numpy writes.
class Literal {
 public:
  explicit Literal(std::string_view text) : m_text(text) {}

  NpyHeader parse() {
    NpyHeader header;
    std::set<std::string_view> keys;
    expect('{');
    while (!take('}')) {
      const std::string_view key = quoted();
      if (!keys.insert(key).second) refuseHeader("repeats a key");
      expect(':');
      parseValue(key, header);
      if (!take(',') && !at('}')) refuseHeader("has no comma between its items");
    }
    skipSpace();
    if (!m_text.empty()) refuseHeader("goes on after its end");
    if (keys.size() != 3) refuseHeader("lacks descr, fortran_order or shape");
    return header;
  }

 private:
  std::string_view m_text;

  void parseValue(std::string_view key, NpyHeader& header) {
    if (key == "descr")
      header.element = parseElement(typeName());
    else if (key == "fortran_order")
      header.columnMajor = boolean();
    else if (key == "shape")
      header.shape = tuple();
    else
      refuseHeader("has an unknown key");
  }

  void skipSpace() {
    while (!m_text.empty() && (m_text.front() == ' ' || m_text.front() == '\n')) m_text.remove_prefix(1);
  }
  bool at(char character) {
    skipSpace();
    return m_text.starts_with(character);
  }
  bool take(char character) {
    if (!at(character)) return false;
    m_text.remove_prefix(1);
    return true;
  }
  void expect(char character) {
    if (!take(character)) refuseHeader("is no dictionary of descr, fortran_order and shape");
  }
  bool takeWord(std::string_view word) {
    skipSpace();
    if (!m_text.starts_with(word)) return false;
    m_text.remove_prefix(word.size());
    return true;
  }

  std::string_view quoted() {
    const char quote = at('"') ? '"' : '\'';
    expect(quote);
    const std::size_t end = m_text.find(quote);
    const std::string_view inner = m_text.substr(0, end);
    if (end == std::string_view::npos || inner.find('\\') != std::string_view::npos)
      refuseHeader("has a damaged text");
    m_text.remove_prefix(end + 1);
    return inner;
  }

  std::string_view typeName() {
    if (at('[')) fail("it holds records instead of numbers; save each of their fields as an array");
    return quoted();
  }

  bool boolean() {
    if (takeWord("True")) return true;
    if (takeWord("False")) return false;
    refuseHeader("has no truth value for fortran_order");
  }

  std::int64_t integer() {
    skipSpace();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), value);
    if (error != std::errc() || value < 0) refuseHeader("has a shape of something else than counts");
    m_text.remove_prefix(static_cast<std::size_t>(end - m_text.data()));
    if (m_text.starts_with('L')) m_text.remove_prefix(1);  // a long of Python 2
    return value;
  }

  std::vector<std::int64_t> tuple() {
    std::vector<std::int64_t> values;
    expect('(');
    while (!take(')')) {
      values.push_back(integer());
      if (!take(',') && !at(')')) refuseHeader("has a damaged shape");
    }
    return values;
  }
};

}  // namespace

NpyHeader parseNpyHeader(std::string_view file) {
  if (!file.starts_with(kMagic)) fail("it is no numpy array; the file is damaged: copy or download it again");
  if (file.size() < 12) refuseHeader("is truncated");
  const auto byteAt = [&](std::size_t place) {
    return static_cast<std::size_t>(static_cast<unsigned char>(file[place]));
  };
  const std::size_t version = byteAt(6);
  if (version < 1 || version > 3) fail("its format, {}, is not known; save it again with numpy", version);
  const std::size_t begin = version == 1 ? 10 : 12;
  std::size_t length = byteAt(8) | byteAt(9) << 8;
  if (version > 1) length |= byteAt(10) << 16 | byteAt(11) << 24;
  if (length > file.size() - begin) refuseHeader("is truncated");
  NpyHeader header = Literal(file.substr(begin, length)).parse();
  header.size = begin + length;
  return header;
}

std::string formatNpyHeader(DType type, const std::vector<std::int64_t>& shape) {
  const std::string_view code = kCodes.at(static_cast<std::size_t>(type));
  if (code.empty()) fail("numpy has no {}; write it as float32", nameOf(type));
  std::string tuple;
  for (const std::int64_t extent : shape) tuple += fmt::format("{}, ", extent);
  if (shape.size() > 1) tuple.resize(tuple.size() - 2);
  std::string text = fmt::format("{{'descr': '{}{}', 'fortran_order': False, 'shape': ({}), }}",
                                 code[1] == '1' ? '|' : '<', code, tuple);
  constexpr std::size_t begin = 10, multiple = 64;  // elements are aligned for those who map the file
  text.resize((begin + text.size() + multiple) / multiple * multiple - begin, ' ');
  text.back() = '\n';
  if (text.size() > 0xffff) fail("an array of {} dimensions is more than numpy has", shape.size());
  return std::string(kMagic) + '\x01' + '\0' + static_cast<char>(text.size() & 0xff) +
         static_cast<char>(text.size() >> 8) + text;
}

}  // namespace rnnvis::checkpoint
