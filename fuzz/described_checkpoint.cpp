#include "described_checkpoint.h"

#include "target.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

namespace rnnvis::fuzz {
namespace {

using checkpoint::Array;
using checkpoint::DType;

constexpr std::int64_t kMostElements = 1 << 14;

std::pair<std::string, std::string_view> split(std::string_view line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  return {std::string(line.substr(0, space)), line.substr(std::min(space + 1, line.size()))};
}

/// The integers that a text lists up to the first that is none.
std::vector<std::int64_t> integersIn(std::string_view text) {
  std::vector<std::int64_t> integers;
  while (!text.empty()) {
    std::int64_t integer = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
    if (error != std::errc()) break;
    integers.push_back(integer);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty()) text.remove_prefix(1);
  }
  return integers;
}

bool isShape(const std::vector<std::int64_t>& sizes) {
  std::int64_t elements = 1;
  for (const std::int64_t size : sizes) {
    if (size < 0 || size > kMostElements) return false;
    elements *= size;
    if (elements > kMostElements) return false;
  }
  return true;
}

template <class Number>
Array arrayOf(DType type, const std::vector<std::int64_t>& shape, Number (*valueAt)(std::size_t)) {
  const auto values = std::make_shared<std::vector<Number>>(static_cast<std::size_t>(
      std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>())));
  for (std::size_t k = 0; k < values->size(); ++k) (*values)[k] = valueAt(k);
  return Array(type, shape, std::as_bytes(std::span(*values)), values);
}

Array listOf(std::vector<std::int64_t> values) {
  const auto owner = std::make_shared<const std::vector<std::int64_t>>(std::move(values));
  return Array(DType::int64, {static_cast<std::int64_t>(owner->size())}, std::as_bytes(std::span(*owner)),
               owner);
}

Array arrayOf(char kind, const std::vector<std::int64_t>& shape) {
  if (kind == '#')
    return arrayOf<std::int64_t>(DType::int64, shape,
                                 [](std::size_t k) { return static_cast<std::int64_t>(k); });
  if (kind == '!')
    return arrayOf<float>(DType::float32, shape,
                          [](std::size_t) { return std::numeric_limits<float>::quiet_NaN(); });
  return arrayOf<float>(DType::float32, shape, [](std::size_t k) { return std::sin(static_cast<float>(k)); });
}

}  // namespace

DescribedCheckpoint describedCheckpoint(std::string_view text) {
  DescribedCheckpoint result{{"fuzz", {}, {}, {}}, {}};
  while (!text.empty()) {
    std::string_view line = takeLine(text);
    if (line.empty()) continue;
    const char kind = line.front();
    if (std::string_view("@=#!$").find(kind) != std::string_view::npos) line.remove_prefix(1);
    const auto [name, rest] = split(line);
    if (kind == '@') result.checkpoint.metadata[name] = rest;
    if (kind == '=') result.names[name] = rest;
    if (kind == '@' || kind == '=') continue;
    const auto integers = integersIn(rest);
    if (kind == '$')
      result.checkpoint.arrays.push_back({name, listOf(integers)});
    else if (isShape(integers))
      result.checkpoint.arrays.push_back({name, arrayOf(kind, integers)});
  }
  if (result.checkpoint.metadata.contains("keras.version")) result.checkpoint.container = "Keras HDF5";
  return result;
}

std::string describe(const checkpoint::NamedArrays& arrays) {
  std::string text;
  for (const checkpoint::NamedArray& named : arrays) {
    const bool isList = named.array.type() == DType::int64 && named.array.shape().size() == 1;
    text += (isList ? "$" : "") + named.name;
    for (const std::int64_t integer : isList ? named.array.toIntegers() : named.array.shape())
      text += " " + std::to_string(integer);
    text += "\n";
  }
  return text;
}

}  // namespace rnnvis::fuzz
