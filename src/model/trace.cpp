#include "rnnvis/model/trace.h"

#include "rnnvis/base/error.h"

namespace rnnvis::model {
namespace {

void requireKnown(const Network& network, std::span<const WordId> ids) {
  for (std::size_t t = 0; t < ids.size(); ++t)
    if (ids[t].value < 0 || ids[t].index() >= network.inputTokens())
      fail("token {} has the id {}, but the model reads ids 0 to {}; use the model's own vocabulary", t + 1,
           ids[t].value, network.inputTokens() - 1);
}

}  // namespace

Eigen::RowVectorXf Trace::before(std::size_t layer, Signal state, Eigen::Index t) const {
  const Matrix& values = layers[layer].at(state);
  const bool reverse = isReverse(layer);
  const bool isFirst = reverse ? t + 1 == values.rows() : t == 0;
  if (!isFirst) return values.row(reverse ? t + 1 : t - 1);
  return start[layer].of(state).transpose();
}

Trace trace(const Network& network, std::span<const WordId> ids, const State& start) {
  requireKnown(network, ids);
  Forward forward(network, 1);
  forward.setState(0, start);
  const std::vector<std::size_t> active(ids.size(), 1);
  forward.run(ids, active);
  Trace result;
  result.start = start;
  result.bidirectional = network.bidirectional;
  result.layers.resize(network.layers.size());
  for (std::size_t layer = 0; layer < network.layers.size(); ++layer)
    for (Signal signal : signalsOf(network.cell))
      result.layers[layer][signal] = forward.signal(layer, signal);
  result.top = forward.top();
  if (network.readsFinalStates && result.top.rows() > 0) {
    const auto width = static_cast<Eigen::Index>(network.layers.back().outputs());
    result.top.rightCols(width).rowwise() = Eigen::RowVectorXf(result.top.row(0).tail(width));
  }
  if (network.head)
    result.logits = logits(network, viewOf(result.top.data(), result.top.rows(), result.top.cols()));
  return result;
}

State stateAfter(const Network& network, std::span<const WordId> ids) {
  requireKnown(network, ids);
  Forward forward(network, 1);
  forward.run(ids, std::vector<std::size_t>(ids.size(), 1));
  return forward.state(0);
}

VectorD softmax(const Eigen::Ref<const Eigen::RowVectorXf>& logits) {
  const VectorD shifted = (logits.array() - logits.maxCoeff()).cast<double>().exp();
  return shifted / shifted.sum();
}

}  // namespace rnnvis::model
