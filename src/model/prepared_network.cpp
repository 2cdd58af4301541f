#include "prepared_network.h"

#include <algorithm>

namespace rnnvis::model {
namespace {

constexpr std::size_t largestTable = std::size_t{512} << 20;  // Bytes.
constexpr std::size_t rowsPerTask = 64;

/// Writes the same bias into every row, for a product to be added to.
void fillRows(float* rows, std::size_t count, const Vector& bias) {
  const auto width = static_cast<std::size_t>(bias.size());
  for (std::size_t row = 0; row < count; ++row) std::copy_n(bias.data(), width, rows + row * width);
}

PackedMatrix packed(const Matrix& weights, std::size_t from, std::size_t rows, Packing packing) {
  const auto columns = static_cast<std::size_t>(weights.cols());
  return {weights.data() + from * columns, rows, columns, packing};
}

PackedMatrix packed(const Matrix& weights, Packing packing) {
  return packed(weights, 0, static_cast<std::size_t>(weights.rows()), packing);
}

}  // namespace

PreparedNetwork::PreparedNetwork(const Network& network, Packing packing) : m_network(network) {
  const bool isGru = network.cell == CellKind::gru, resetsFirst = isGru && !network.resetAfter;
  for (const RecurrentLayer& weights : network.layers) {
    Layer& layer = m_layers.emplace_back();
    layer.bias = isGru ? weights.biasIh : Vector(weights.biasIh + weights.biasHh);
    layer.input = packed(weights.weightIh, packing);
    layer.projection = packed(weights.weightHr, packing);
    if (network.cell == CellKind::nestedLstm) {
      layer.innerBias = weights.innerBiasIh + weights.innerBiasHh;
      layer.innerInput = packed(weights.innerIh, packing);
      layer.innerRecurrent = packed(weights.innerHh, packing);
    }
    const std::size_t n = weights.size();
    layer.recurrent =
        resetsFirst ? packed(weights.weightHh, 0, 2 * n, packing) : packed(weights.weightHh, packing);
    if (resetsFirst) layer.candidate = packed(weights.weightHh, 2 * n, n, packing);
  }
}

PreparedNetwork::PreparedNetwork(const Network& network) : PreparedNetwork(network, Packing::none) {}

PreparedNetwork::PreparedNetwork(const Network& network, std::span<const WordId> tokens, ThreadPool& pool,
                                 const RunControl& control)
    : PreparedNetwork(network, Packing::forManyProducts) {
  projectEachToken(tokens, pool, control);
}

/// Where tokens repeat often enough and their projections do not take too much memory.
void PreparedNetwork::projectEachToken(std::span<const WordId> tokens, ThreadPool& pool,
                                       const RunControl& control) {
  std::vector<std::int32_t> rowOfToken(m_network.inputTokens(), -1);
  std::vector<WordId> occurring;
  for (WordId token : tokens)
    if (auto& row = rowOfToken[token.index()]; row < 0) {
      row = static_cast<std::int32_t>(occurring.size());
      occurring.push_back(token);
    }
  std::size_t width = 0;
  for (std::size_t l = 0; l < m_network.directions(); ++l)
    width += static_cast<std::size_t>(m_layers[l].bias.size());
  if (2 * occurring.size() > tokens.size() || occurring.size() * width * sizeof(float) > largestTable) return;
  for (std::size_t l = 0; l < m_network.directions(); ++l) {
    Matrix table(static_cast<Eigen::Index>(occurring.size()), m_layers[l].bias.size());
    pool.forEach((occurring.size() + rowsPerTask - 1) / rowsPerTask, [&](std::size_t task) {
      control.throwIfStopped();
      const std::size_t from = task * rowsPerTask, count = std::min(rowsPerTask, occurring.size() - from);
      projectTokens(l, std::span(occurring).subspan(from, count),
                    table.row(static_cast<Eigen::Index>(from)).data());
    });
    m_layers[l].ofToken = std::move(table);
  }
  m_rowOfToken = std::move(rowOfToken);
}

void PreparedNetwork::projectInput(std::size_t l, std::size_t rows, const float* input, float* gates) const {
  const Layer& layer = m_layers[l];
  const std::vector<const float*> start(rows, layer.bias.data());
  layer.input.multiplyFrom(rows, start.data(), input, m_network.layers[l].inputs(), gates,
                           static_cast<std::size_t>(layer.bias.size()));
}

void PreparedNetwork::projectTokens(std::size_t l, std::span<const WordId> tokens, float* gates) const {
  const Layer& layer = m_layers[l];
  const auto width = static_cast<std::size_t>(layer.bias.size());
  if (hasTokenRows()) {
    for (std::size_t row = 0; row < tokens.size(); ++row)
      std::copy_n(tokenRow(l, tokens[row]), width, gates + row * width);
    return;
  }
  const Matrix& weights = m_network.layers[l].weightIh;
  if (m_network.embedding.size() == 0) {  // One-hot input selects a column.
    fillRows(gates, tokens.size(), layer.bias);
    for (std::size_t row = 0; row < tokens.size(); ++row)
      Eigen::Map<Vector>(gates + row * width, layer.bias.size()) += weights.col(tokens[row].value);
    return;
  }
  const auto inputs = static_cast<std::size_t>(weights.cols());
  std::vector<float> embedded(tokens.size() * inputs);
  for (std::size_t row = 0; row < tokens.size(); ++row)
    std::copy_n(m_network.embedding.row(tokens[row].value).data(), inputs, embedded.data() + row * inputs);
  projectInput(l, tokens.size(), embedded.data(), gates);
}

void PreparedNetwork::multiplyRecurrent(std::size_t l, std::size_t lanes, const float* h,
                                        float* result) const {
  m_layers[l].recurrent.multiply(lanes, h, m_network.layers[l].outputs(), result,
                                 static_cast<std::size_t>(m_layers[l].bias.size()), true);
}

void PreparedNetwork::multiplyRecurrentFrom(std::size_t l, std::size_t lanes, const float* const* start,
                                            const float* h, float* result) const {
  m_layers[l].recurrent.multiplyFrom(lanes, start, h, m_network.layers[l].outputs(), result,
                                     static_cast<std::size_t>(m_layers[l].bias.size()));
}

void PreparedNetwork::multiplyCandidate(std::size_t l, std::size_t lanes, const float* h,
                                        float* result) const {
  const std::size_t n = m_network.layers[l].size();
  m_layers[l].candidate.multiply(lanes, h, n, result + 2 * n, 3 * n, true);
}

void PreparedNetwork::projectInner(std::size_t l, std::size_t lanes, const float* input, const float* hidden,
                                   float* gates) const {
  const Layer& layer = m_layers[l];
  const std::size_t n = m_network.layers[l].size();
  fillRows(gates, lanes, layer.innerBias);
  layer.innerInput.multiply(lanes, input, n, gates, 4 * n, true);
  layer.innerRecurrent.multiply(lanes, hidden, n, gates, 4 * n, true);
}

void PreparedNetwork::multiplyProjection(std::size_t l, std::size_t lanes, const float* hidden,
                                         float* h) const {
  const RecurrentLayer& layer = m_network.layers[l];
  m_layers[l].projection.multiply(lanes, hidden, layer.size(), h, layer.outputs(), false);
}

}  // namespace rnnvis::model
