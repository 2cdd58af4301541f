#include "rnnvis/model/trace_corpus.h"

#include "rnnvis/base/error.h"
#include "top.h"

namespace rnnvis::model {
namespace {

constexpr std::size_t mostBytes = std::size_t{8} << 30;

class Collector : public BlockConsumer {
 public:
  Collector(const TextModel& model, const text::Corpus& corpus, const std::vector<Signal>& signals, bool withLogits)
      : m_model(model), m_signals(signals) {
    m_result.bidirectional = model.network.bidirectional;
    const auto tokens = static_cast<Eigen::Index>(corpus.ids.size());
    std::size_t columns = withLogits ? model.architecture.outputs : 0;
    for (const RecurrentLayer& layer : model.network.layers)
      for (Signal signal : signals) columns += layer.sizeOf(signal);
    if (corpus.ids.size() > mostBytes / sizeof(float) / std::max<std::size_t>(columns, 1))
      fail("{} values of each of {} tokens are more than {} GB; trace a shorter text, or without gates and logits",
           columns, corpus.ids.size(), mostBytes >> 30);
    for (const RecurrentLayer& layer : model.network.layers) {
      auto& values = m_result.layers.emplace_back();
      for (Signal signal : signals) values[signal].resize(tokens, static_cast<Eigen::Index>(layer.sizeOf(signal)));
    }
    if (withLogits) m_result.logits.resize(tokens, static_cast<Eigen::Index>(model.architecture.outputs));
    m_result.start = zeroState(model.network);
  }

  Trace result() { return std::move(m_result); }

  void begin() override {}
  void consume(std::span<const Block> blocks, ThreadPool& pool) override {
    pool.forEach(blocks.size(), [&](std::size_t b) { take(blocks[b]); });
  }

 private:
  void take(const Block& block) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < block.tokens.size(); ++row)
      if (block.positions[row] >= 0) rows.push_back(row);
    for (std::size_t layer = 0; layer < m_result.layers.size(); ++layer)
      for (Signal signal : m_signals) {
        const MatrixView values = block.values->signal(layer, signal);
        for (std::size_t row : rows)
          m_result.layers[layer].at(signal).row(block.positions[row]) = values.row(static_cast<Eigen::Index>(row));
      }
    if (m_result.logits.size() == 0) return;
    constexpr std::size_t rowsPerProduct = 64;
    for (std::size_t first = 0; first < rows.size(); first += rowsPerProduct) {
      const auto some = std::span(rows).subspan(first, std::min(rowsPerProduct, rows.size() - first));
      const Matrix outputs = outputsAfter(m_model, block, some);
      for (std::size_t i = 0; i < some.size(); ++i)
        m_result.logits.row(block.positions[some[i]]) = outputs.row(static_cast<Eigen::Index>(i));
    }
  }

  const TextModel& m_model;
  const std::vector<Signal>& m_signals;
  Trace m_result;
};

}  // namespace

Trace traceCorpus(const TextModel& model, const text::Corpus& corpus, const std::vector<Signal>& signals,
                  bool withLogits, const ReadingOptions& options, const RunControl& control) {
  if (withLogits && model.architecture.outputs == 0)
    fail("{}: the model has no outputs, so there are no logits", model.path.string());
  Collector collector(model, corpus, signals, withLogits);
  readCorpus(model, corpus, options, collector, control);
  return collector.result();
}

}  // namespace rnnvis::model
