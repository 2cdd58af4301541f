#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Pickles written by hand: each function gives the opcodes that push one value.
namespace rnnvis::test::pickle {

/// `value` in `size` little-endian bytes.
inline std::string littleEndian(std::uint64_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
  return bytes;
}

inline std::string repeated(std::string_view part, std::size_t count) {
  std::string whole;
  for (std::size_t i = 0; i < count; ++i) whole += part;
  return whole;
}

inline std::string text(std::string_view characters) {
  return "X" + littleEndian(characters.size(), 4) + std::string(characters);
}

inline std::string integer(std::int64_t value) {
  return "\x8a\x08" + littleEndian(static_cast<std::uint64_t>(value), 8);
}

inline std::string global(std::string_view module, std::string_view name) {
  return "c" + std::string(module) + "\n" + std::string(name) + "\n";
}

inline std::string tuple(std::initializer_list<std::string> items) {
  std::string bytes = "(";
  for (const std::string& item : items) bytes += item;
  return bytes + "t";
}

inline std::string integers(const std::vector<std::int64_t>& values) {
  std::string bytes = "(";
  for (const std::int64_t value : values) bytes += integer(value);
  return bytes + "t";
}

using Pairs = std::initializer_list<std::pair<std::string, std::string>>;

inline std::string entries(Pairs pairs) {
  std::string bytes = "(";
  for (const auto& [key, value] : pairs) bytes += text(key) + value;
  return bytes + "u";
}

inline std::string dict(Pairs pairs) {
  return "}" + entries(pairs);
}

inline std::string orderedDict(Pairs pairs) {
  return global("collections", "OrderedDict") + ")R" + entries(pairs);
}

/// What the call would make; nobody makes it.
inline std::string call(std::string_view module, std::string_view name, const std::string& arguments) {
  return global(module, name) + arguments + "R";
}

inline std::string storage(std::string_view storageClass, std::string_view key, std::int64_t elements) {
  return tuple(
             {text("storage"), global("torch", storageClass), text(key), text("cuda:0"), integer(elements)}) +
         "Q";
}

inline std::string tensor(const std::string& storage, std::int64_t offset,
                          const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& strides) {
  return call("torch._utils", "_rebuild_tensor_v2",
              tuple({storage, integer(offset), integers(shape), integers(strides), "\x89",
                     global("collections", "OrderedDict") + ")R"}));
}

inline std::string program(const std::string& value) {
  return "\x80\x02" + value + ".";
}

}  // namespace rnnvis::test::pickle
