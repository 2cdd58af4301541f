#include "rnnvis/model/network.h"

#include "rnnvis/base/error.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::model {
namespace {

using checkpoint::NamedArray;
using checkpoint::NamedArrays;

class Builder {
 public:
  Builder(const NamedArrays& arrays, const Architecture& architecture, const RecurrentSettings& settings)
      : m_arrays(arrays), m_architecture(architecture), m_settings(settings) {}

  Network build() const {
    Network network;
    network.cell = m_architecture.cell;
    network.activation = m_settings.activation.value_or(Activation::tanh);
    network.gateActivation = m_settings.gateActivation.value_or(Activation::sigmoid);
    network.resetAfter = m_settings.resetAfter;
    if (m_architecture.embeddingSize > 0) network.embedding = matrix("embedding");
    for (std::size_t l = 0; l < m_architecture.hidden.size(); ++l) network.layers.push_back(layer(l));
    if (m_architecture.outputs > 0)
      network.head = Head{matrix("head.weight"), vector("head.bias", m_architecture.outputs)};
    return network;
  }

 private:
  const NamedArray* find(const std::string& part) const {
    const auto name = m_architecture.parts.find(part);
    if (name == m_architecture.parts.end()) return nullptr;
    const auto found = std::find_if(m_arrays.begin(), m_arrays.end(),
                                    [&](const NamedArray& a) { return a.name == name->second; });
    return found == m_arrays.end() ? nullptr : &*found;
  }

  std::vector<float> finiteValues(const NamedArray& array) const {
    std::vector<float> values = array.array.toFloats();
    const auto bad =
        std::find_if(values.begin(), values.end(), [](float value) { return !std::isfinite(value); });
    if (bad != values.end())
      fail(
          "tensor {} has the value {} at element {}; the model did not train to finite weights, open another "
          "checkpoint of it",
          array.name, *bad, bad - values.begin());
    return values;
  }

  Matrix matrix(const std::string& part) const {
    const NamedArray& array = *find(part);
    const std::vector<float> values = finiteValues(array);
    return viewOf(values.data(), array.array.shape()[0], array.array.shape()[1]);
  }

  Vector vector(const std::string& part, std::size_t size) const {
    const NamedArray* array = find(part);
    if (!array) return Vector::Zero(static_cast<Eigen::Index>(size));
    const std::vector<float> values = finiteValues(*array);
    return Eigen::Map<const Vector>(values.data(), static_cast<Eigen::Index>(values.size()));
  }

  RecurrentLayer layer(std::size_t l) const {
    const auto part = [l](std::string_view name) { return fmt::format("layer{}.{}", l, name); };
    RecurrentLayer layer{matrix(part("weight_ih")), matrix(part("weight_hh")), {}, {}};
    const auto rows = static_cast<std::size_t>(layer.weightHh.rows());
    layer.biasIh = vector(part("bias_ih"), rows);
    layer.biasHh = vector(part("bias_hh"), rows);
    if (m_settings.gateOrder) reorderGates(layer);
    if (m_architecture.cell == CellKind::lstm && m_settings.forgetBias != 0) {
      const auto n = static_cast<Eigen::Index>(layer.size());
      layer.biasIh.segment(n, n).array() += static_cast<float>(m_settings.forgetBias);
    }
    return layer;
  }

  void reorderGates(RecurrentLayer& layer) const {
    const auto gates = gatesOf(m_architecture.cell);
    const std::string& order = *m_settings.gateOrder;
    const auto n = static_cast<Eigen::Index>(layer.size());
    const RecurrentLayer stored = layer;
    for (std::size_t gate = 0; gate < gates.size(); ++gate) {
      const std::size_t place = order.find(nameOf(gates[gate]));
      if (order.size() != gates.size() || place == std::string::npos)
        fail("[recurrent] gate-order = \"{}\" does not order the gates of a {}; each gate must appear once",
             order, nameOf(m_architecture.cell));
      const Eigen::Index from = static_cast<Eigen::Index>(place) * n,
                         to = static_cast<Eigen::Index>(gate) * n;
      layer.weightIh.middleRows(to, n) = stored.weightIh.middleRows(from, n);
      layer.weightHh.middleRows(to, n) = stored.weightHh.middleRows(from, n);
      layer.biasIh.segment(to, n) = stored.biasIh.segment(from, n);
      layer.biasHh.segment(to, n) = stored.biasHh.segment(from, n);
    }
  }

  const NamedArrays& m_arrays;
  const Architecture& m_architecture;
  const RecurrentSettings& m_settings;
};

}  // namespace

Network buildNetwork(const NamedArrays& arrays, const Architecture& architecture,
                     const RecurrentSettings& settings) {
  return Builder(arrays, architecture, settings).build();
}

}  // namespace rnnvis::model
