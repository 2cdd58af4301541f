#pragma once

#include "network.h"

#include "rnnvis/training/data.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace rnnvis::training {

/// Hands out what is read in each step of each epoch, as a function of seed, epoch and step alone.
class BatchSource {
 public:
  virtual ~BatchSource() = default;
  /// Begins an epoch, counted from 1, and returns its number of steps.
  virtual std::size_t beginEpoch(std::size_t epoch) = 0;
  virtual Batch<float> batch(std::size_t step) const = 0;
};

/// A text as `batch` streams side by side, cut into windows of `steps` tokens; the loss is the mean over
/// streams of the sum over the window's tokens. Up to batch − 1 tokens at the end of the text are left out.
/// Throws Error for a text too short for two tokens a stream.
class StreamBatches final : public BatchSource {
 public:
  StreamBatches(const text::Corpus& corpus, std::size_t batch, std::size_t steps);
  std::size_t beginEpoch(std::size_t epoch) override;
  Batch<float> batch(std::size_t step) const override;

 private:
  const text::Corpus& m_corpus;
  std::size_t m_batch, m_steps;
  std::size_t m_length;  // Tokens of a stream.
};

/// Labelled documents, each epoch in another order, documents of similar length together; the loss is the
/// mean over the batch, documents weighted by class under Balance::weights.
class DocumentBatches final : public BatchSource {
 public:
  DocumentBatches(const text::Corpus& corpus, std::size_t classes, const Configuration::Training& training);
  std::size_t beginEpoch(std::size_t epoch) override;
  Batch<float> batch(std::size_t step) const override;

 private:
  std::size_t length(std::size_t document) const {
    return m_corpus.starts[document + 1] - m_corpus.starts[document];
  }
  std::vector<std::size_t> drawDocuments(std::size_t epoch) const;

  const text::Corpus& m_corpus;
  std::vector<std::vector<std::size_t>> m_classes;  // Documents of each class.
  Configuration::Training m_training;
  std::vector<std::vector<std::size_t>> m_batches;  // Of this epoch, documents of each, longest first.
};

/// Documents where there are classes, else streams. The corpus must outlive them.
std::unique_ptr<BatchSource> makeBatches(const text::Corpus& corpus, std::size_t classes,
                                         const Configuration::Training& training);

}  // namespace rnnvis::training
