#include "dialects.h"
#include "keras_functions.h"
#include "keras_layers.h"
#include "rnnvis/base/error.h"
#include "tensor_names.h"

#include <algorithm>
#include <utility>

namespace rnnvis::model {
namespace {

using checkpoint::Checkpoint;
using checkpoint::describeShape;
using checkpoint::NamedArray;

std::size_t extent(const NamedArray& array, std::size_t axis) {
  return static_cast<std::size_t>(array.array.shape()[axis]);
}

bool isTrue(const nlohmann::json& config, const char* key) {
  return config.is_object() && config.contains(key) && config[key] == true;
}

/// What goes into the result once for all layers, which must agree on it.
struct Functions {
  CellKind cell;
  Activation activation;
  Activation gateActivation;
  bool resetAfter;
  bool bidirectional;
  friend bool operator==(const Functions&, const Functions&) = default;
};

class KerasInference {
 public:
  explicit KerasInference(const Checkpoint& checkpoint) : m_layers(kerasLayersOf(checkpoint)) {
    const auto version = checkpoint.metadata.find("keras.version");
    if (version != checkpoint.metadata.end()) m_version = kerasVersion(version->second);
  }

  Architecture run() {
    auto layer = m_layers.begin();
    for (; layer != m_layers.end() && m_understood; ++layer) take(*layer);
    if (m_result.hidden.empty())
      fail(
          "no recurrent layer of Keras was found among its {} layers; SimpleRNN, LSTM, GRU and those of "
          "CuDNN are "
          "read, alone or in Bidirectional",
          m_layers.size());
    finishHead();
    return std::move(m_result);
  }

 private:
  std::vector<KerasLayer> m_layers;
  KerasVersion m_version;
  Architecture m_result;
  std::size_t m_width = 0;                      ///< Of what the next layer reads; 0 before the first.
  bool m_understood = true;                     ///< Whether every layer so far was.
  std::vector<std::string> m_denseActivations;  ///< Of each dense layer: "" where nothing states it.

  void take(const KerasLayer& layer) {
    switch (layer.kind) {
      case KerasKind::passing:
        return;
      case KerasKind::embedding:
        return takeEmbedding(layer);
      case KerasKind::recurrent:
        return takeRecurrent(layer);
      case KerasKind::dense:
        return takeDense(layer);
      case KerasKind::activation:
        return takeActivation(layer);
      case KerasKind::other:
        return stopAt(layer);
    }
  }

  /// What follows a layer that is not understood cannot be computed: the model ends before it.
  void stopAt(const KerasLayer& layer) {
    if (m_result.hidden.empty())
      fail("layer {} comes before the recurrent layers and is not understood; only Embedding is", layer.name);
    m_understood = false;
  }

  void takeEmbedding(const KerasLayer& layer) {
    if (m_width > 0) return stopAt(layer);
    const NamedArray* table = layer.weights.size() == 1 ? layer.weights[0].embeddings : nullptr;
    if (!table || !isMatrix(table->array)) fail("the embedding {} has no matrix in the file", layer.name);
    m_result.parts["embedding"] = {table->name, 0, false};
    m_result.inputTokens = extent(*table, 0);
    m_result.embeddingSize = m_width = extent(*table, 1);
  }

  void takeRecurrent(const KerasLayer& layer) {
    if (!m_denseActivations.empty()) return stopAt(layer);
    if (layer.weights.empty() || layer.weights.size() > 2)
      fail("the recurrent layer {} has no weights in the file; save the whole model", layer.name);
    refuseVariants(layer);
    const std::size_t index = m_result.hidden.size();
    const std::size_t inputs = m_width;
    std::optional<Functions> functions;
    for (std::size_t direction = 0; direction < layer.weights.size(); ++direction) {
      m_width = inputs;
      const Functions found = takeDirection(layer, index, direction == 1);
      if (functions && *functions != found)
        fail("the directions of layer {} are of different cells", layer.name);
      functions = found;
    }
    m_width = m_result.hidden[index] * layer.weights.size();
    agree(layer, *functions);
  }

  static void refuseVariants(const KerasLayer& layer) {
    if (isTrue(layer.config, "go_backwards"))
      fail("layer {} reads backwards (go_backwards), which is not computed here; use Bidirectional",
           layer.name);
    const std::string merge = kerasText(layer.wrapperConfig, "merge_mode");
    const bool none =
        layer.wrapperConfig.is_object() && layer.wrapperConfig.contains("merge_mode") && merge.empty();
    if (layer.weights.size() == 2 && (none || (!merge.empty() && merge != "concat")))
      fail("layer {} joins its directions by merge_mode \"{}\"; only concat is computed here", layer.name,
           none ? "None" : merge);
  }

  Functions takeDirection(const KerasLayer& layer, std::size_t index, bool reverse) {
    const KerasWeights& weights = layer.weights[reverse ? 1 : 0];
    const NamedArray *kernel = weights.kernel, *recurrent = weights.recurrentKernel;
    if (!kernel || !recurrent || !isMatrix(kernel->array) || !isMatrix(recurrent->array))
      fail("layer {} lacks a kernel or a recurrent kernel", layer.name);
    const std::size_t n = extent(*recurrent, 0), columns = extent(*recurrent, 1), inputs = extent(*kernel, 0);
    const CellKind cell = cellOf(layer, n, columns);
    if (extent(*kernel, 1) != columns)
      fail("layer {}: kernel {} and recurrent kernel {} differ in columns", layer.name,
           describeShape(kernel->array.shape()), describeShape(recurrent->array.shape()));
    if (m_width > 0 && inputs != m_width)
      fail("layer {} reads {} values but what comes before it has {}", layer.name, inputs, m_width);
    if (m_width == 0) {
      m_result.parts["embedding"] = {"identity", 0, false};
      m_result.inputTokens = inputs;
    }
    const bool cudnn = placeBias(layer, weights, partName(index, reverse, "bias_"), columns, cell);
    m_result.parts[partName(index, reverse, "weight_ih")] = {kernel->name, 0, !cudnn, cudnn};
    m_result.parts[partName(index, reverse, "weight_hh")] = {recurrent->name, 0, !cudnn, cudnn};
    if (!reverse) {
      m_result.hidden.push_back(n);
      m_result.outputSizes.push_back(n);
    }
    if (m_result.hidden[index] != n) fail("the directions of layer {} differ in units", layer.name);
    return functionsOf(layer, weights, cell, cudnn);
  }

  static CellKind cellOf(const KerasLayer& layer, std::size_t n, std::size_t columns) {
    for (const CellKind cell : {CellKind::rnn, CellKind::gru, CellKind::lstm})
      if (columns == gatesOf(cell).size() * n) return cell;
    fail(
        "layer {}: a recurrent kernel [{}, {}] is of no known cell; columns must be 1, 3 or 4 times the rows",
        layer.name, n, columns);
  }

  /// Whether the bias is one of CuDNN's, input's and recurrent one after another.
  bool placeBias(const KerasLayer& layer, const KerasWeights& weights, const std::string& part,
                 std::size_t columns, CellKind cell) {
    const NamedArray* bias = weights.bias;
    if (!bias) return false;
    const auto& shape = bias->array.shape();
    const auto size = static_cast<std::int64_t>(columns);
    const bool one = shape == std::vector{size};
    const bool pair = cell == CellKind::gru && shape == std::vector<std::int64_t>{2, size};
    const bool cudnn = cell != CellKind::rnn && shape == std::vector{2 * size};
    if (!one && !pair && !cudnn)
      fail("layer {}: bias {} does not fit {} columns", layer.name, describeShape(shape), columns);
    m_result.parts[part + "ih"] = {bias->name, 0, false};
    if (!one) m_result.parts[part + "hh"] = {bias->name, columns, false};
    return cudnn;
  }

  Functions functionsOf(const KerasLayer& layer, const KerasWeights& weights, CellKind cell, bool cudnn) {
    Functions functions{cell, Activation::tanh, Activation::sigmoid, true, layer.weights.size() == 2};
    functions.activation = kerasActivation(layer, "activation", Activation::tanh, m_version);
    if (cell != CellKind::rnn && !cudnn) functions.gateActivation = gateActivationOf(layer);
    if (cell == CellKind::gru) functions.resetAfter = resetAfterOf(layer, weights, cudnn);
    return functions;
  }

  /// Weights alone do not tell, but since 2.3 nearly all models keep the default.
  Activation gateActivationOf(const KerasLayer& layer) {
    const Activation standard = m_version.beforeSigmoid ? Activation::hardSigmoid : Activation::sigmoid;
    if (layer.config.is_null() && (m_version.beforeSigmoid || !m_version.known)) ask("recurrent-activation");
    return kerasActivation(layer, "recurrent_activation", standard, m_version);
  }

  bool resetAfterOf(const KerasLayer& layer, const KerasWeights& weights, bool cudnn) {
    if (weights.bias) return cudnn || weights.bias->array.shape().size() == 2;
    if (layer.config.is_null()) {
      ask("reset-after");
      return !m_version.known || !m_version.beforeSigmoid;
    }
    return isTrue(layer.config, "reset_after");
  }

  void ask(const char* what) {
    if (std::ranges::find(m_result.missing, what) == m_result.missing.end())
      m_result.missing.emplace_back(what);
  }

  /// A network has one cell and one set of functions.
  void agree(const KerasLayer& layer, const Functions& functions) {
    if (m_result.hidden.size() == 1) {
      m_result.cell = functions.cell;
      m_result.activation = functions.activation;
      m_result.gateActivation = functions.gateActivation;
      m_result.resetAfter = functions.resetAfter;
      m_result.bidirectional = functions.bidirectional;
      if (functions.cell == CellKind::gru) m_result.gateOrder = "zrn";
    }
    const Functions first{m_result.cell, m_result.activation, m_result.gateActivation, m_result.resetAfter,
                          m_result.bidirectional};
    if (functions != first)
      fail(
          "layer {} differs from the first recurrent layer in its cell, functions or directions; such stacks "
          "are "
          "not read",
          layer.name);
  }

  void takeDense(const KerasLayer& layer) {
    const NamedArray* kernel = layer.weights.size() == 1 ? layer.weights[0].kernel : nullptr;
    if (m_result.hidden.empty() || !kernel || !isMatrix(kernel->array) || extent(*kernel, 0) != m_width)
      return stopAt(layer);
    const NamedArray* bias = layer.weights[0].bias;
    const std::size_t size = extent(*kernel, 1);
    if (bias && bias->array.shape() != std::vector{static_cast<std::int64_t>(size)})
      fail("layer {}: bias {} does not fit {} units", layer.name, describeShape(bias->array.shape()), size);
    const std::string part = fmt::format("dense{}", m_denseActivations.size());
    m_result.parts[part + ".weight"] = {kernel->name, 0, true};
    if (bias) m_result.parts[part + ".bias"] = {bias->name, 0, false};
    m_result.dense.push_back({size, Activation::relu});
    std::string activation = kerasText(layer.config, "activation");
    if (activation.empty() && !layer.config.is_null()) activation = "linear";
    m_denseActivations.push_back(std::move(activation));
    m_width = size;
  }

  void takeActivation(const KerasLayer& layer) {
    if (m_denseActivations.empty() || m_denseActivations.back() != "linear") return stopAt(layer);
    m_denseActivations.back() = kerasText(layer.config, "activation");
  }

  /// The last dense layer is the head, up to a function that keeps the order of its outputs.
  void finishHead() {
    constexpr std::array<std::string_view, 5> kept{"", "linear", "softmax", "log_softmax", "sigmoid"};
    m_understood &= !m_denseActivations.empty() &&
                    std::ranges::find(kept, m_denseActivations.back()) != kept.end() &&
                    placeDenseActivations();
    if (!m_understood) return dropHead();
    const std::string last = fmt::format("dense{}", m_result.dense.size() - 1);
    for (const char* tensor : {".weight", ".bias"})
      if (auto part = m_result.parts.extract(last + tensor)) {
        part.key() = std::string("head") + tensor;
        m_result.parts.insert(std::move(part));
      }
    m_result.outputs = m_result.dense.back().size;
    m_result.dense.pop_back();
  }

  /// Whether the functions of all dense layers but the last are known here.
  bool placeDenseActivations() {
    for (std::size_t k = 0; k + 1 < m_denseActivations.size(); ++k) {
      std::string name = m_denseActivations[k];
      if (name.empty()) {
        ask("head-activation");
        continue;
      }
      if (name == "hard_sigmoid" && m_version.third) return false;
      std::ranges::replace(name, '_', '-');
      const auto activation = activationNamed(name);
      if (!activation) return false;
      m_result.dense[k].activation = *activation;
    }
    return true;
  }

  void dropHead() {
    std::erase_if(m_result.parts, [](const auto& part) { return part.first.starts_with("dense"); });
    m_result.dense.clear();
    std::erase(m_result.missing, "head-activation");
    ask("head");
  }
};

}  // namespace

Architecture inferKerasArchitecture(const Checkpoint& checkpoint) {
  return KerasInference(checkpoint).run();
}

}  // namespace rnnvis::model
