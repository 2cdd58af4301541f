#include "batches.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/split_mix.h"

#include <algorithm>

namespace rnnvis::training {

StreamBatches::StreamBatches(const text::Corpus& corpus, std::size_t batch, std::size_t steps)
    : m_corpus(corpus), m_batch(batch), m_steps(steps), m_length(corpus.ids.size() / batch) {
  if (m_length < 2)
    fail("the training text has {} tokens, too few for {} parallel streams; lower [training] batch",
         corpus.ids.size(), batch);
}

std::size_t StreamBatches::beginEpoch(std::size_t) {
  return (m_length - 1 + m_steps - 1) / m_steps;
}

Batch<float> StreamBatches::batch(std::size_t step) const {
  const std::size_t first = step * m_steps;
  const std::size_t steps = std::min(m_steps, m_length - 1 - first);
  Batch<float> batch;
  batch.lanes.assign(steps, static_cast<std::int64_t>(m_batch));
  batch.weights.assign(steps * m_batch, 1.0f / static_cast<float>(m_batch));
  for (std::size_t t = first; t < first + steps; ++t)
    for (std::size_t lane = 0; lane < m_batch; ++lane) {
      const WordId* const token = &m_corpus.ids[lane * m_length + t];
      batch.tokens.push_back(token[0].value);
      batch.targets.push_back(token[1].value);
    }
  return batch;
}

DocumentBatches::DocumentBatches(const text::Corpus& corpus, std::size_t classes,
                                 const Configuration::Training& training)
    : m_corpus(corpus), m_classes(classes), m_training(training) {
  for (std::size_t document = 0; document < corpus.documents(); ++document)
    m_classes[static_cast<std::size_t>(corpus.labels[document])].push_back(document);
}

/// All documents, those of smaller classes more than once under Balance::overSample.
std::vector<std::size_t> DocumentBatches::drawDocuments(std::size_t epoch) const {
  std::size_t largest = 0;
  for (const auto& documents : m_classes) largest = std::max(largest, documents.size());
  std::vector<std::size_t> drawn;
  for (std::size_t k = 0; k < m_classes.size(); ++k) {
    std::vector<std::size_t> documents = m_classes[k];
    drawn.insert(drawn.end(), documents.begin(), documents.end());
    if (m_training.balance != Balance::overSample) continue;
    for (std::size_t missing = largest - documents.size(); missing > 0;) {
      const std::size_t more = std::min(missing, documents.size());
      SplitMix64(SplitMix64::hash(m_training.seed + epoch), k + missing).choose(documents, more);
      drawn.insert(drawn.end(), documents.begin(), documents.begin() + static_cast<std::ptrdiff_t>(more));
      missing -= more;
    }
  }
  return drawn;
}

std::size_t DocumentBatches::beginEpoch(std::size_t epoch) {
  SplitMix64 random(m_training.seed, epoch);
  std::vector<std::size_t> documents = drawDocuments(epoch);
  random.choose(documents, documents.size());
  constexpr std::size_t pool = 50;  // Batches whose documents are sorted by length.
  m_batches.clear();
  for (std::size_t start = 0; start < documents.size(); start += pool * m_training.batch) {
    const auto at = [&](std::size_t place) {
      return documents.begin() + static_cast<std::ptrdiff_t>(std::min(place, documents.size()));
    };
    const auto end = at(start + pool * m_training.batch);
    std::stable_sort(at(start), end, [&](std::size_t a, std::size_t b) { return length(a) > length(b); });
    for (auto from = at(start); from < end;) {
      const auto to = end - from > static_cast<std::ptrdiff_t>(m_training.batch)
                          ? from + static_cast<std::ptrdiff_t>(m_training.batch)
                          : end;
      m_batches.emplace_back(from, to);
      from = to;
    }
  }
  random.choose(m_batches, m_batches.size());
  return m_batches.size();
}

Batch<float> DocumentBatches::batch(std::size_t step) const {
  const std::vector<std::size_t>& documents = m_batches[step];
  Batch<float> batch;
  float sum = 0;
  for (std::size_t document : documents) {
    const int label = m_corpus.labels[document];
    batch.targets.push_back(label);
    const bool isWeighted = m_training.balance == Balance::weights;
    const std::size_t count = m_classes[static_cast<std::size_t>(label)].size();
    batch.weights.push_back(isWeighted ? 1.0f / static_cast<float>(count) : 1.0f);
    sum += batch.weights.back();
  }
  for (float& weight : batch.weights) weight /= sum;
  for (std::size_t t = 0; t < length(documents.front()); ++t) {
    std::int64_t lanes = 0;
    for (; static_cast<std::size_t>(lanes) < documents.size(); ++lanes) {
      const std::size_t document = documents[static_cast<std::size_t>(lanes)];
      if (length(document) <= t) break;
      batch.tokens.push_back(m_corpus.ids[m_corpus.starts[document] + t].value);
    }
    batch.lanes.push_back(lanes);
  }
  return batch;
}

std::unique_ptr<BatchSource> makeBatches(const text::Corpus& corpus, std::size_t classes,
                                         const Configuration::Training& training) {
  if (classes > 0) return std::make_unique<DocumentBatches>(corpus, classes, training);
  return std::make_unique<StreamBatches>(corpus, training.batch, training.steps);
}

}  // namespace rnnvis::training
