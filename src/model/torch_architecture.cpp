#include "dialects.h"
#include "rnnvis/base/error.h"
#include "tensor_names.h"
#include "torch_head.h"
#include "torch_layers.h"

#include <algorithm>

namespace rnnvis::model {
namespace {

using checkpoint::Array;
using checkpoint::describeShape;
using checkpoint::NamedArray;
using checkpoint::NamedArrays;

std::int64_t gatesIn(CellKind cell) {
  return static_cast<std::int64_t>(gatesOf(cell).size());
}

class Inference {
 public:
  Inference(const NamedArrays& arrays, const std::map<std::string, std::string>& names,
            const NetworkSettings& settings)
      : m_arrays(arrays), m_settings(settings) {
    for (const auto& [part, tensor] : names) m_result.parts[part] = {tensor, 0, false};
  }

  Architecture run() {
    refuseUnknownNames();
    findLayers();
    for (std::size_t layer = 0; layer < m_result.hidden.size(); ++layer) checkLayer(layer);
    findEmbedding();
    findTorchHead(m_arrays, m_result);
    if (m_result.cell == CellKind::rnn && !m_settings.activation) m_result.missing.push_back("nonlinearity");
    if (!m_result.dense.empty() && !m_settings.headActivation) m_result.missing.push_back("head-activation");
    return std::move(m_result);
  }

 private:
  void refuseUnknownNames() const {
    for (const auto& [name, part] : m_result.parts)
      if (!isPartName(name))
        fail(
            "[weights.keys] {} is not a part of a model; parts are embedding, layer0.weight_ih, "
            "layer0.weight_hh, layer0.bias_ih, layer0.bias_hh, layer0.weight_hr, layer0.inner_weight_ih and "
            "so on, "
            "the same of layer0.reverse, "
            "dense0.weight, dense0.bias, head.weight, head.bias",
            name);
      else if (part.tensor != "identity" && !findArray(m_arrays, part.tensor))
        fail("[weights.keys] {} names the tensor {}, which the file lacks; it has {}", name, part.tensor,
             listOf(m_arrays, 6));
  }

  bool has(const std::string& part) const { return m_result.parts.contains(part); }

  /// The array that plays a part, or nullptr.
  const Array* array(const std::string& part) const {
    const auto found = m_result.parts.find(part);
    return found == m_result.parts.end() ? nullptr : &findArray(m_arrays, found->second.tensor)->array;
  }

  void findLayers() {
    for (const auto& [part, tensor] : findTorchLayers(m_arrays))
      m_result.parts.emplace(part, Part{tensor, 0, false});
    while (has(partName(m_result.hidden.size(), false, "weight_hh"))) m_result.hidden.push_back(0);
    m_result.outputSizes.resize(m_result.hidden.size());
    m_result.bidirectional = has(partName(0, true, "weight_hh"));
    if (m_result.hidden.empty())
      fail(
          "no recurrent layer found among {} tensors ({}){}; expected names like rnn.weight_hh_l0: open a "
          "state dict of nn.RNN, nn.LSTM or nn.GRU, or name the tensors in [weights.keys]",
          m_arrays.size(), listOf(m_arrays, 3), otherKind());
  }

  /// What a model without recurrent layers seems to be instead, for the error.
  std::string_view otherKind() const {
    const auto any = [&](auto&& holds) { return std::any_of(m_arrays.begin(), m_arrays.end(), holds); };
    if (any([](const NamedArray& array) { return soundsLikeAttention(array.name); }))
      return ", which look like a transformer's";
    const auto isKernel = [](const NamedArray& array) {
      return array.array.shape().size() >= 3 && isFloating(array.array);
    };
    return any(isKernel) ? ", which look like a convolutional network's" : "";
  }

  void checkLayer(std::size_t layer) {
    checkDirection(layer, false);
    if (has(partName(layer, true, "weight_hh")) != m_result.bidirectional)
      fail(
          "layer {} reads in one direction and layer 0 in two, or the other way round; such stacks are not "
          "read",
          layer);
    if (m_result.bidirectional) checkDirection(layer, true);
  }

  /// Rows and columns of a matrix as PyTorch stores it, after noting in the part that it is stored the other
  /// way.
  std::pair<std::int64_t, std::int64_t> orient(const std::string& part, bool transposed) {
    const Array& matrix = *array(part);
    m_result.parts.at(part).transposed = transposed;
    return transposed ? std::pair(matrix.shape()[1], matrix.shape()[0])
                      : std::pair(matrix.shape()[0], matrix.shape()[1]);
  }

  void checkDirection(std::size_t layer, bool reverse) {
    const auto part = [&](std::string_view tensor) { return partName(layer, reverse, tensor); };
    const Array *hh = array(part("weight_hh")), *ih = array(part("weight_ih")),
                *hr = array(part("weight_hr"));
    if (!ih)
      fail("layer {} has recurrent but no input weights; name them in [weights.keys] as {}", layer,
           part("weight_ih"));
    if (!isMatrix(*hh) || !isMatrix(*ih) || (hr && !isMatrix(*hr)))
      fail("layer {}: weights have shapes {} and {}, expected two floating-point matrices", layer,
           describeShape(ih->shape()), describeShape(hh->shape()));
    const bool transposed = m_settings.transposed.value_or(!hr && hh->shape()[0] < hh->shape()[1]);
    const auto [rows, outputs] = orient(part("weight_hh"), transposed);
    const auto [inputRows, inputs] = orient(part("weight_ih"), transposed);
    const std::int64_t n = hr ? hr->shape()[1] : outputs;
    const CellKind cell = cellOf(layer, rows, n, has(part("inner_weight_hh")));
    if (layer == 0 && !reverse) m_result.cell = cell;
    if (cell != m_result.cell)
      fail("layer {} is of another cell ({}) than layer 0 ({}); such stacks are not read", layer,
           nameOf(cell), nameOf(m_result.cell));
    if (hr && (cell != CellKind::lstm || hr->shape()[0] != outputs))
      fail(
          "layer {}: the projection {} does not fit recurrent weights {}; only LSTMs have one, of as many "
          "rows as "
          "those have columns",
          layer, describeShape(hr->shape()), describeShape(hh->shape()));
    if (inputRows != rows)
      fail("layer {}: input weights {} and recurrent weights {} differ in rows", layer,
           describeShape(ih->shape()), describeShape(hh->shape()));
    checkInputs(layer, inputs);
    for (std::string_view bias : {"bias_ih", "bias_hh"}) checkVector(part(bias), rows);
    if (cell == CellKind::nestedLstm) checkInner(layer, part, transposed, n);
    const auto units = static_cast<std::size_t>(n), width = static_cast<std::size_t>(outputs);
    if (reverse && (units != m_result.hidden[layer] || width != m_result.outputSizes[layer]))
      fail("layer {}: the directions have {} and {} units; such layers are not read", layer,
           m_result.hidden[layer], n);
    m_result.hidden[layer] = units;
    m_result.outputSizes[layer] = width;
  }

  /// The LSTM inside a nested one reads and holds n values.
  template <class PartOf>
  void checkInner(std::size_t layer, const PartOf& part, bool transposed, std::int64_t n) {
    for (std::string_view tensor : {"inner_weight_ih", "inner_weight_hh"}) {
      const std::string name = part(tensor);
      if (!has(name))
        fail("layer {} has inner weights of a nested LSTM but no {}; name them in [weights.keys]", layer,
             name);
      if (!isMatrix(*array(name)) || orient(name, transposed) != std::pair(4 * n, n))
        fail("layer {}: {} has shape {}, expected [{}, {}] of a nested LSTM", layer,
             m_result.parts.at(name).tensor, describeShape(array(name)->shape()), 4 * n, n);
    }
    for (std::string_view bias : {"inner_bias_ih", "inner_bias_hh"}) checkVector(part(bias), 4 * n);
  }

  void checkInputs(std::size_t layer, std::int64_t inputs) const {
    if (layer == 0) return;
    const std::size_t below = m_result.outputSizes[layer - 1] * (m_result.bidirectional ? 2 : 1);
    if (inputs != static_cast<std::int64_t>(below))
      fail("layer {} reads {} values but layer {} has {} {}", layer, inputs, layer - 1, below,
           below == m_result.hidden[layer - 1] ? "units" : "outputs");
  }

  CellKind cellOf(std::size_t layer, std::int64_t rows, std::int64_t n, bool hasInner) const {
    for (CellKind cell : {CellKind::rnn, CellKind::gru, hasInner ? CellKind::nestedLstm : CellKind::lstm})
      if (rows % n == 0 && rows / n == gatesIn(cell)) {
        if (m_settings.cell && *m_settings.cell != cell)
          fail(
              "layer {}: recurrent weights [{}, {}] are of a {} but [recurrent] cell says {}; correct the "
              "manifest",
              layer, rows, n, nameOf(cell), nameOf(*m_settings.cell));
        return cell;
      }
    fail(
        "layer {}: recurrent weights [{}, {}] are of no known cell; rows must be 1 (RNN), 3 (GRU) or 4 "
        "(LSTM) times the columns",
        layer, rows, n);
  }

  void checkVector(const std::string& part, std::int64_t size) const {
    const Array* vector = array(part);
    if (vector && (vector->shape() != std::vector{size} || !isFloating(*vector)))
      fail("{} has shape {}, expected [{}]", m_result.parts.at(part).tensor, describeShape(vector->shape()),
           size);
  }

  std::int64_t inputsOfFirstLayer() const {
    const Part& part = m_result.parts.at(partName(0, false, "weight_ih"));
    return findArray(m_arrays, part.tensor)->array.shape()[part.transposed ? 0 : 1];
  }

  void findEmbedding() {
    const std::int64_t inputs = inputsOfFirstLayer();
    if (!has("embedding")) {
      const NamedArray* embedding = findTorchEmbedding(m_arrays, m_result, inputs);
      m_result.parts["embedding"] = {embedding ? embedding->name : "identity", 0, false};
    }
    if (m_result.parts.at("embedding").tensor == "identity") {
      m_result.inputTokens = static_cast<std::size_t>(inputs);
      return;
    }
    const Array& embedding = *array("embedding");
    if (!isMatrix(embedding) || embedding.shape()[1] != inputs)
      fail("embedding {} has shape {}, but layer 0 reads {} values", m_result.parts.at("embedding").tensor,
           describeShape(embedding.shape()), inputs);
    m_result.embeddingSize = static_cast<std::size_t>(inputs);
    m_result.inputTokens = static_cast<std::size_t>(embedding.shape()[0]);
  }

  const NamedArrays& m_arrays;
  const NetworkSettings& m_settings;
  Architecture m_result;
};

}  // namespace

Architecture inferTorchArchitecture(const NamedArrays& arrays,
                                    const std::map<std::string, std::string>& names,
                                    const NetworkSettings& settings) {
  return Inference(arrays, names, settings).run();
}

}  // namespace rnnvis::model
