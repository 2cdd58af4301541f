#include "top.h"

#include "rnnvis/model/forward.h"

namespace rnnvis::model {
namespace {

/// What the head reads after the token of a row.
void copyTop(const Network& network, const Block& block, std::size_t row, Eigen::Ref<Eigen::RowVectorXf> top) {
  const std::size_t last = network.layers.size() - 1;
  const auto hOf = [&](std::size_t layer, std::size_t at) {
    return block.values->signal(layer, Signal::h).row(static_cast<Eigen::Index>(at));
  };
  if (!network.bidirectional) {
    top = hOf(last, row);
    return;
  }
  const std::size_t start = network.readsFinalStates ? block.sequence[row] : row;
  const auto width = static_cast<Eigen::Index>(network.layers[last - 1].outputs());
  top.head(width) = hOf(last - 1, row);
  top.tail(top.size() - width) = hOf(last, start);
}

Matrix recordedOutputs(const Recording& recording, const Block& block, std::span<const std::size_t> rows) {
  Matrix outputs(static_cast<Eigen::Index>(rows.size()), recording.logits.cols());
  for (std::size_t i = 0; i < rows.size(); ++i)
    outputs.row(static_cast<Eigen::Index>(i)) = recording.logits.row(block.positions[rows[i]]);
  return outputs;
}

}  // namespace

Matrix outputsAfter(const TextModel& model, const Block& block, std::span<const std::size_t> rows) {
  if (model.recording) return recordedOutputs(*model.recording, block, rows);
  const Network& network = model.network;
  Matrix top(static_cast<Eigen::Index>(rows.size()),
             static_cast<Eigen::Index>(network.directions() * network.layers.back().outputs()));
  for (std::size_t i = 0; i < rows.size(); ++i)
    copyTop(network, block, rows[i], top.row(static_cast<Eigen::Index>(i)));
  return logits(network, viewOf(top.data(), top.rows(), top.cols()));
}

}  // namespace rnnvis::model
