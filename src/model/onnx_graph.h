#pragma once

#include "rnnvis/checkpoint/checkpoint.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rnnvis::model {

/// A node of an ONNX graph. Attributes of another type than asked for throw.
struct OnnxNode {
  std::string op;
  std::string name;
  std::vector<std::string> inputs;  ///< An empty name stands for an absent input.
  std::vector<std::string> outputs;
  nlohmann::json attributes;

  /// The name of an input or output; empty where it is absent.
  std::string_view input(std::size_t index) const;
  std::string_view output(std::size_t index) const;
  bool has(const char* attribute) const { return attributes.contains(attribute); }
  double number(const char* attribute, double otherwise) const {
    return attributes.value(attribute, otherwise);
  }
  std::int64_t integer(const char* attribute, std::int64_t otherwise) const;
  std::string text(const char* attribute, const char* otherwise) const {
    return attributes.value(attribute, std::string(otherwise));
  }
  /// Attributes that are lists; empty without them.
  std::vector<std::int64_t> integers(const char* attribute) const;
  std::vector<double> numbers(const char* attribute) const {
    return attributes.value(attribute, std::vector<double>());
  }
  std::vector<std::string> texts(const char* attribute) const {
    return attributes.value(attribute, std::vector<std::string>());
  }
  /// For messages: LSTM node "/rnn/LSTM".
  std::string describe() const;
};

/// The graph of an ONNX model and the arrays that its nodes read.
struct OnnxGraph {
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::vector<OnnxNode> nodes;  ///< Each after those whose outputs it reads.

  /// The array of that name, or nullptr.
  const checkpoint::Array* constant(std::string_view name) const;
  /// The integers of a constant; nothing where it is none or has more than a few.
  std::optional<std::vector<std::int64_t>> integers(std::string_view name) const;

  std::unordered_map<std::string_view, const checkpoint::Array*> constants;
};

/// The graph in a checkpoint's metadata; it views the checkpoint's arrays. Throws nlohmann's exceptions where
/// the description is damaged, as the accessors of its nodes do.
OnnxGraph parseOnnxGraph(const checkpoint::Checkpoint& checkpoint);

bool isRecurrent(const OnnxNode& node);
/// A name out of a file for a message of one line, in quotes.
std::string inQuotes(std::string_view name);

}  // namespace rnnvis::model
