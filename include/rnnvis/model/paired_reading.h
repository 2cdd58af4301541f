#pragma once

#include "rnnvis/model/reading.h"
#include "rnnvis/text/token_spans.h"

#include <string_view>

namespace rnnvis::model {

/// One text as two models tokenize it.
struct SharedText {
  text::PlacedCorpus a, b;
};

/// Reads a corpus of model `a`, or a text file, with the settings of either model; both take the labels that
/// `a` takes. Recorded states have no text but their tokens: two models of which one is a recording share its
/// text where the other is a recording of the same tokens or has the same vocabulary; places are then those
/// of tokens. Throws Error as openCorpus() does for either model, and for recorded states of another text.
SharedText openSharedText(const TextModel& a, const TextModel& b, std::string_view corpus);

/// Takes the values of two readings.
class PairConsumer {
 public:
  virtual ~PairConsumer() = default;
  /// Both readings begin, for the first time or again: forget everything taken so far.
  virtual void begin() = 0;
  /// As BlockConsumer::consume() takes them.
  virtual void consumeA(std::span<const Block> blocks, ThreadPool& pool) = 0;
  virtual void consumeB(std::span<const Block> blocks, ThreadPool& pool) = 0;
  /// Whether B is to read on next, so that neither gets far ahead of the other.
  virtual bool isBehindB() const = 0;
};

struct PairReport {
  ReadingReport a, b;
};

/// The context that both models are read in: `stream` where each would be by itself, else `sentence`.
Context contextOf(const TextModel& a, const TextModel& b, const ReadingOptions& options);

/// readCorpus() of two models in turns, round by round as the consumer asks. Both are read in one context,
/// and a stream is cut into as many parts for both, the larger number that either would be; if the parts of
/// one do not hold together, both are read again. The same model on the same tokens is run once. Throws as
/// readCorpus() does.
PairReport readPair(const TextModel& a, const text::Corpus& ofA, const TextModel& b, const text::Corpus& ofB,
                    const ReadingOptions& options, PairConsumer& consumer, const RunControl& control = {});

}  // namespace rnnvis::model
