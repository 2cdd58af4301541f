#include "rnnvis/model/predictions.h"

#include "gates.h"
#include "rnnvis/base/error.h"
#include "top.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::model {
namespace {

constexpr std::size_t rowsPerProduct = 64;  // Bounds the memory of logits of large vocabularies.

}  // namespace

PredictionReader::PredictionReader(const TextModel& model, const text::Corpus& corpus, Context context)
    : m_model(model),
      m_corpus(corpus),
      m_context(context),
      m_isClassifier(model.manifest.task == Task::classifier),
      m_isStart(corpus.ids.size() + 1) {
  const std::string name = model.path.string();
  if (!model.predicts())
    fail("{}: the model has no outputs to test; only language models and classifiers have", name);
  if (m_isClassifier && corpus.labels.empty())
    fail("{}: the text has no labels to test a classifier on", name);
  if (m_isClassifier && context == Context::stream)
    fail("{}: a classifier is tested document by document; use context sentence", name);
  for (std::size_t start : corpus.starts) m_isStart[start] = true;
}

void PredictionReader::begin() {
  const std::size_t places = m_isClassifier ? m_corpus.documents() : m_corpus.ids.size();
  m_found.losses.assign(places, NAN);
  m_found.confidences.assign(places, NAN);
  m_found.outputs.assign(places, -1);
  m_found.targets.assign(places, -1);
}

void PredictionReader::consume(std::span<const Block> blocks, ThreadPool& pool) {
  pool.forEach(blocks.size(), [&](std::size_t b) { take(blocks[b]); });
}

/// The output that row `row` should predict, -1 where it predicts none.
std::int64_t PredictionReader::target(const Block& block, std::size_t row) const {
  if (m_isClassifier) {
    const std::int64_t document = block.documentEnd[row];
    return document < 0 ? -1 : m_corpus.labels[static_cast<std::size_t>(document)];
  }
  const std::int64_t position = block.positions[row];
  if (position < 0 || static_cast<std::size_t>(position) + 1 >= m_corpus.ids.size()) return -1;
  const auto next = static_cast<std::size_t>(position) + 1;
  return m_context == Context::sentence && m_isStart[next] ? -1 : m_corpus.ids[next].value;
}

void PredictionReader::take(const Block& block) {
  std::vector<std::size_t> rows;
  std::vector<std::int64_t> targets;
  for (std::size_t row = 0; row < block.tokens.size(); ++row)
    if (const std::int64_t output = target(block, row); output >= 0) {
      rows.push_back(row);
      targets.push_back(output);
    }
  for (std::size_t first = 0; first < rows.size(); first += rowsPerProduct) {
    const std::size_t count = std::min(rowsPerProduct, rows.size() - first);
    const Matrix outputs = outputsAfter(m_model, block, std::span(rows).subspan(first, count));
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = rows[first + i];
      const std::int64_t place = m_isClassifier ? block.documentEnd[row] : block.positions[row] + 1;
      put(static_cast<std::size_t>(place), outputs.row(static_cast<Eigen::Index>(i)), targets[first + i]);
    }
  }
}

void PredictionReader::put(std::size_t place, const Eigen::Ref<const Eigen::RowVectorXf>& outputs,
                           std::int64_t target) {
  Eigen::Index best = 0;
  const float highest = outputs.maxCoeff(&best);
  const double normaliser = logSumExp(outputs.data(), static_cast<std::size_t>(outputs.size()));
  // A token that the head cannot name has probability 0.
  const double loss = target < outputs.size() ? normaliser - double{outputs[target]} : INFINITY;
  m_found.losses[place] = static_cast<float>(loss);
  m_found.confidences[place] = static_cast<float>(std::min(1.0, std::exp(double{highest} - normaliser)));
  m_found.outputs[place] = static_cast<std::int32_t>(best);
  m_found.targets[place] = static_cast<std::int32_t>(target);
}

}  // namespace rnnvis::model
