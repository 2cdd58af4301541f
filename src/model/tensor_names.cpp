#include "tensor_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

namespace rnnvis::model {
namespace {

using checkpoint::Array;
using checkpoint::NamedArrays;

constexpr std::array<std::string_view, 9> recurrentParts{
    "weight_ih",       "weight_hh",       "weight_hr",     "bias_ih",      "bias_hh",
    "inner_weight_ih", "inner_weight_hh", "inner_bias_ih", "inner_bias_hh"};

bool containsAny(std::string_view name, std::initializer_list<std::string_view> words) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

bool takeSuffix(std::string_view& text, std::string_view suffix) {
  const bool has = text.ends_with(suffix);
  if (has) text.remove_suffix(suffix.size());
  return has;
}

bool takePrefix(std::string_view& text, std::string_view prefix) {
  const bool has = text.starts_with(prefix);
  if (has) text.remove_prefix(prefix.size());
  return has;
}

/// A number of one to three digits at the start of `text`, which is taken off.
std::optional<std::size_t> takeNumber(std::string_view& text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  std::size_t number = 0;
  if (digits == 0 || digits > 3) return std::nullopt;
  std::from_chars(text.data(), text.data() + digits, number);
  text.remove_prefix(digits);
  return number;
}

/// The dotted path without the components that wrappers add.
std::string withoutWrappers(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    const std::size_t length = std::min(path.find('.'), path.size() - 1) + 1;
    const std::string_view component = path.substr(0, length);
    path.remove_prefix(length);
    if (component != "module." && component != "_orig_mod." && component != "parametrizations.")
      result += component;
  }
  return result;
}

}  // namespace

std::optional<RecurrentName> parseRecurrentName(std::string_view name) {
  RecurrentName result;
  takeSuffix(name, ".original");
  const std::size_t start = name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1;
  std::string_view last = name.substr(start);
  const auto part = std::find_if(recurrentParts.begin(), recurrentParts.end(),
                                 [&](std::string_view p) { return takePrefix(last, p); });
  if (part == recurrentParts.end()) return std::nullopt;
  result.part = *part;
  result.raw = takeSuffix(last, "_raw");
  result.reverse = takeSuffix(last, "_reverse");
  if (takePrefix(last, "_l")) {
    const auto layer = takeNumber(last);
    if (!layer) return std::nullopt;
    result.layer = *layer;
  }
  if (!last.empty()) return std::nullopt;
  result.module = withoutWrappers(name.substr(0, start));
  return result;
}

bool isPartName(std::string_view name) {
  if (name == "embedding" || name == "head.weight" || name == "head.bias") return true;
  if (takePrefix(name, "dense")) return takeNumber(name) && (name == ".weight" || name == ".bias");
  if (!takePrefix(name, "layer") || !takeNumber(name) || !takePrefix(name, ".")) return false;
  takePrefix(name, "reverse.");
  return std::find(recurrentParts.begin(), recurrentParts.end(), name) != recurrentParts.end();
}

std::string partName(std::size_t layer, bool reverse, std::string_view tensor) {
  return fmt::format("layer{}.{}{}", layer, reverse ? "reverse." : "", tensor);
}

bool soundsLikeEmbedding(std::string_view name) {
  return containsAny(name, {"emb", "encoder", "lookup"});
}
bool soundsLikeHead(std::string_view name) {
  return containsAny(name, {"decoder", "output", "head", "linear", "fc", "proj", "classif", "dense", "out.",
                            "h2o", "hidden2", "to_tag", "softmax", "logit", "predict"});
}
bool isOptimizerState(std::string_view name) {
  return containsAny(name, {"optim", "exp_avg", "momentum"});
}
bool soundsLikeAttention(std::string_view name) {
  return containsAny(name, {"attn", "attention"});
}
bool soundsLikeOtherLayer(std::string_view name) {
  return soundsLikeAttention(name) || containsAny(name, {"conv", "norm", "running_mean"});
}

std::string listOf(const NamedArrays& arrays, std::size_t most) {
  std::string list;
  for (std::size_t i = 0; i < std::min(most, arrays.size()); ++i)
    list += fmt::format("{}{} {}", i ? ", " : "", arrays[i].name,
                        checkpoint::describeShape(arrays[i].array.shape()));
  if (arrays.size() > most) list += fmt::format(" and {} more", arrays.size() - most);
  return list;
}

bool isFloating(const Array& array) {
  using checkpoint::DType;
  return array.type() == DType::float64 || array.type() == DType::float32 || array.type() == DType::float16 ||
         array.type() == DType::bfloat16;
}

bool isMatrix(const Array& array) {
  return array.shape().size() == 2 && isFloating(array) && array.shape()[0] > 0 && array.shape()[1] > 0;
}

const checkpoint::NamedArray* findArray(const NamedArrays& arrays, std::string_view name) {
  const auto found =
      std::find_if(arrays.begin(), arrays.end(), [&](const auto& array) { return array.name == name; });
  return found == arrays.end() ? nullptr : &*found;
}

}  // namespace rnnvis::model
