#include "rnnvis/model/network.h"

#include "rnnvis/base/error.h"
#include "tensor_names.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::model {
namespace {

using checkpoint::NamedArray;
using checkpoint::NamedArrays;

class Builder {
 public:
  Builder(const NamedArrays& arrays, const Architecture& architecture)
      : m_arrays(arrays), m_architecture(architecture) {}

  Network build() const {
    const Architecture& a = m_architecture;
    Network network;
    network.cell = a.cell;
    network.activation = a.activation;
    network.gateActivation = a.gateActivation;
    network.resetAfter = a.resetAfter;
    network.bidirectional = a.bidirectional;
    if (a.embeddingSize > 0) network.embedding = matrix("embedding", a.inputTokens, a.embeddingSize);
    std::size_t inputs = a.embeddingSize > 0 ? a.embeddingSize : a.inputTokens;
    for (std::size_t l = 0; l < a.hidden.size(); ++l) {
      network.layers.push_back(layer(l, false, inputs));
      if (a.bidirectional) network.layers.push_back(layer(l, true, inputs));
      inputs = a.outputSizes[l] * network.directions();
    }
    if (a.outputs > 0) network.head = head(inputs);
    return network;
  }

 private:
  /// The `count` numbers of a part.
  std::vector<float> values(const Part& part, std::size_t count) const {
    const NamedArray* array = findArray(m_arrays, part.tensor);
    if (!array || !isFloating(array->array) || part.offset > array->array.size() ||
        count > array->array.size() - part.offset)
      fail("tensor {} is absent, not of floating point or smaller than the architecture asks for",
           part.tensor);
    std::vector<float> all = array->array.toFloats();
    if (all.size() != count)
      all = std::vector<float>(all.begin() + static_cast<std::ptrdiff_t>(part.offset),
                               all.begin() + static_cast<std::ptrdiff_t>(part.offset + count));
    const auto bad = std::find_if(all.begin(), all.end(), [](float value) { return !std::isfinite(value); });
    if (bad != all.end())
      fail(
          "tensor {} has the value {} at element {}; the model did not train to finite weights, open another "
          "checkpoint of it",
          part.tensor, *bad, part.offset + static_cast<std::size_t>(bad - all.begin()));
    return all;
  }

  Matrix matrix(const std::string& name, std::size_t rows, std::size_t columns) const {
    const Part& part = m_architecture.parts.at(name);
    const std::vector<float> stored = values(part, rows * columns);
    const auto r = static_cast<Eigen::Index>(rows), c = static_cast<Eigen::Index>(columns);
    if (part.cudnn) return fromCudnn(viewOf(stored.data(), c, r));
    if (part.transposed) return viewOf(stored.data(), c, r).transpose();
    return viewOf(stored.data(), r, c);
  }

  /// [gates·n, inputs] of what Part::cudnn describes.
  Matrix fromCudnn(const MatrixView& stored) const {
    const auto gates = static_cast<Eigen::Index>(gatesOf(m_architecture.cell).size());
    const Eigen::Index n = stored.cols() / gates;
    Matrix result(stored.cols(), stored.rows());
    for (Eigen::Index gate = 0; gate < gates; ++gate) {
      const Matrix columns = stored.middleCols(gate * n, n);
      result.middleRows(gate * n, n) = viewOf(columns.data(), n, stored.rows());
    }
    return result;
  }

  Vector vector(const std::string& name, std::size_t size) const {
    const auto part = m_architecture.parts.find(name);
    if (part == m_architecture.parts.end()) return Vector::Zero(static_cast<Eigen::Index>(size));
    const std::vector<float> stored = values(part->second, size);
    return Eigen::Map<const Vector>(stored.data(), static_cast<Eigen::Index>(size));
  }

  RecurrentLayer layer(std::size_t l, bool reverse, std::size_t inputs) const {
    const auto part = [&](std::string_view tensor) { return partName(l, reverse, tensor); };
    const std::size_t n = m_architecture.hidden[l], outputs = m_architecture.outputSizes[l],
                      rows = gatesOf(m_architecture.cell).size() * n;
    RecurrentLayer layer;
    layer.weightIh = matrix(part("weight_ih"), rows, inputs);
    layer.weightHh = matrix(part("weight_hh"), rows, outputs);
    layer.biasIh = vector(part("bias_ih"), rows);
    layer.biasHh = vector(part("bias_hh"), rows);
    if (m_architecture.parts.contains(part("weight_hr")))
      layer.weightHr = matrix(part("weight_hr"), outputs, n);
    layer.reverse = reverse;
    takeGates(layer.weightIh, layer.weightHh, layer.biasIh, layer.biasHh);
    if (m_architecture.cell != CellKind::nestedLstm) return layer;
    layer.innerIh = matrix(part("inner_weight_ih"), 4 * n, n);
    layer.innerHh = matrix(part("inner_weight_hh"), 4 * n, n);
    layer.innerBiasIh = vector(part("inner_bias_ih"), 4 * n);
    layer.innerBiasHh = vector(part("inner_bias_hh"), 4 * n);
    takeGates(layer.innerIh, layer.innerHh, layer.innerBiasIh, layer.innerBiasHh);
    return layer;
  }

  /// Brings the gates of an LSTM, outer or inner, or of another cell into PyTorch's order.
  void takeGates(Matrix& weightIh, Matrix& weightHh, Vector& biasIh, Vector& biasHh) const {
    if (m_architecture.gateOrder) reorderGates(weightIh, weightHh, biasIh, biasHh);
    const bool isLstm = m_architecture.cell == CellKind::lstm || m_architecture.cell == CellKind::nestedLstm;
    const Eigen::Index n = biasIh.size() / 4;
    if (isLstm) biasIh.segment(n, n).array() += static_cast<float>(m_architecture.forgetBias);
  }

  void reorderGates(Matrix& weightIh, Matrix& weightHh, Vector& biasIh, Vector& biasHh) const {
    const auto gates = gatesOf(m_architecture.cell);
    const std::string& order = *m_architecture.gateOrder;
    const Eigen::Index n = biasIh.size() / static_cast<Eigen::Index>(gates.size());
    const Matrix storedIh = weightIh, storedHh = weightHh;
    const Vector storedBiasIh = biasIh, storedBiasHh = biasHh;
    for (std::size_t gate = 0; gate < gates.size(); ++gate) {
      const std::size_t place = order.find(nameOf(gates[gate]));
      if (order.size() != gates.size() || place == std::string::npos)
        fail("[recurrent] gate-order = \"{}\" does not order the gates of a {}; each gate must appear once",
             order, nameOf(m_architecture.cell));
      const Eigen::Index from = static_cast<Eigen::Index>(place) * n,
                         to = static_cast<Eigen::Index>(gate) * n;
      weightIh.middleRows(to, n) = storedIh.middleRows(from, n);
      weightHh.middleRows(to, n) = storedHh.middleRows(from, n);
      biasIh.segment(to, n) = storedBiasIh.segment(from, n);
      biasHh.segment(to, n) = storedBiasHh.segment(from, n);
    }
  }

  Head head(std::size_t inputs) const {
    Head head;
    for (std::size_t k = 0; k < m_architecture.dense.size(); ++k) {
      const auto [size, activation] = m_architecture.dense[k];
      const std::string part = fmt::format("dense{}", k);
      head.dense.push_back(
          {matrix(part + ".weight", size, inputs), vector(part + ".bias", size), activation});
      inputs = size;
    }
    head.weight = matrix("head.weight", m_architecture.outputs, inputs);
    head.bias = vector("head.bias", m_architecture.outputs);
    return head;
  }

  const NamedArrays& m_arrays;
  const Architecture& m_architecture;
};

}  // namespace

Network buildNetwork(const NamedArrays& arrays, const Architecture& architecture) {
  return Builder(arrays, architecture).build();
}

}  // namespace rnnvis::model
