#pragma once

#include "rnnvis/model/reading.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rnnvis::model {

/// What a model predicts over a corpus. Every list has an entry for each place: of language models the places
/// of the corpus, that of the predicted token; of classifiers the documents. Where nothing is predicted (a
/// first token), `losses` holds NaN and `outputs` and `targets` −1.
struct Predictions {
  std::vector<float> losses;          ///< −log p of the right output, in nats; ∞ where the head lacks it.
  std::vector<float> confidences;     ///< Probability of the most likely output, in (0, 1].
  std::vector<std::int32_t> outputs;  ///< The most likely output …
  std::vector<std::int32_t> targets;  ///< … and the right one.

  std::size_t places() const { return losses.size(); }
  bool has(std::size_t place) const { return targets[place] >= 0; }
};

/// Takes predictions while a corpus is read: the next token at every token of a sequence but its last, or the
/// class of each document after its last token. What it refers to must outlive it.
class PredictionReader : public BlockConsumer {
 public:
  /// Throws Error for a model without outputs, a corpus without labels for a classifier, a classifier in
  /// context `stream`.
  PredictionReader(const TextModel& model, const text::Corpus& corpus, Context context);

  void begin() override;
  void consume(std::span<const Block> blocks, ThreadPool& pool) override;

  /// Those of the latest reading; once.
  Predictions take() { return std::move(m_found); }

 private:
  std::int64_t target(const Block& block, std::size_t row) const;
  void take(const Block& block);
  void put(std::size_t place, const Eigen::Ref<const Eigen::RowVectorXf>& outputs, std::int64_t target);

  const TextModel& m_model;
  const text::Corpus& m_corpus;
  Context m_context;
  bool m_isClassifier;
  std::vector<bool> m_isStart;  // Of each place whether a document begins there.
  Predictions m_found;
};

}  // namespace rnnvis::model
