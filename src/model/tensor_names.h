#pragma once

#include "rnnvis/checkpoint/array.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rnnvis::model {

/// What the name of a recurrent layer's tensor says: "net.rnn.weight_hh_l1_reverse".
struct RecurrentName {
  std::string module;  ///< Everything before, without the wrappers that training adds: "net.rnn."
  /// "weight_ih", "weight_hh", "weight_hr", "bias_ih", "bias_hh", the same but weight_hr after "inner_".
  std::string_view part;
  std::size_t layer = 0;  ///< Within the module; 0 for a cell, whose names have no number.
  bool reverse = false;
  bool raw = false;  ///< The weights themselves, beside which the same tensor may lie with some set to 0.
};

/// Nothing for the name of another tensor. Wrappers are module. and _orig_mod. components, the _raw of
/// dropped weights and the parametrizations.….original of parametrised ones.
std::optional<RecurrentName> parseRecurrentName(std::string_view name);

/// "embedding", "head.weight", "layer2.reverse.bias_ih", "dense0.weight": the parts of Architecture::parts.
bool isPartName(std::string_view name);
/// "layer1.weight_hh", "layer1.reverse.weight_hh"
std::string partName(std::size_t layer, bool reverse, std::string_view tensor);

bool soundsLikeEmbedding(std::string_view name);
bool soundsLikeHead(std::string_view name);
/// Tensors that only training needs.
bool isOptimizerState(std::string_view name);
bool soundsLikeAttention(std::string_view name);
/// Layers that no chain of linear layers can stand for: attention, convolution, normalisation.
bool soundsLikeOtherLayer(std::string_view name);

/// The start of a list of tensors, for an error: "a [2, 3], b [4] and 7 more".
std::string listOf(const checkpoint::NamedArrays& arrays, std::size_t most);

bool isFloating(const checkpoint::Array& array);
/// Floating-point, of two dimensions and without a 0 among them.
bool isMatrix(const checkpoint::Array& array);
/// The array of that name, or nullptr.
const checkpoint::NamedArray* findArray(const checkpoint::NamedArrays& arrays, std::string_view name);

}  // namespace rnnvis::model
