#include "rnnvis/model/paired_reading.h"

#include "rnnvis/base/error.h"

#include "corpus_file.h"
#include "corpus_pass.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace rnnvis::model {
namespace {

/// The recorded tokens, each its own place.
text::PlacedCorpus placedRecording(const TextModel& model) {
  text::PlacedCorpus placed{recordedCorpus(model), {}};
  for (std::size_t at = 0; at < placed.corpus.ids.size(); ++at) placed.spans.push_back({at, at + 1});
  return placed;
}

bool haveSameTokens(const TextModel& a, const TextModel& b, std::span<const WordId> ids) {
  const std::size_t readable = std::min(a.network.inputTokens(), b.network.inputTokens());
  return std::ranges::all_of(ids, [&](WordId id) {
    return id.index() < readable && a.vocabulary.token(id) == b.vocabulary.token(id);
  });
}

SharedText sharedRecording(const TextModel& a, const TextModel& b) {
  const text::PlacedCorpus text = placedRecording(a.recording ? a : b);
  const bool isSame = (!a.recording || a.recording->tokens == text.corpus.ids) &&
                      (!b.recording || b.recording->tokens == text.corpus.ids) &&
                      haveSameTokens(a, b, text.corpus.ids);
  if (!isSame)
    fail(
        "{} and {}: states were recorded on another text than the other model can read with these tokens; "
        "compare recordings of the same text",
        a.path.string(), b.path.string());
  return {text, text};
}

/// The same network for all that a reading depends on.
bool isSame(const TextModel& a, const TextModel& b) {
  return &a == &b || (!a.sha256.empty() && a.sha256 == b.sha256);
}

/// Hands one reading to both sides.
class BothSides : public BlockConsumer {
 public:
  explicit BothSides(PairConsumer& consumer) : m_consumer(consumer) {}
  void begin() override { m_consumer.begin(); }
  void consume(std::span<const Block> blocks, ThreadPool& pool) override {
    m_consumer.consumeA(blocks, pool);
    m_consumer.consumeB(blocks, pool);
  }

 private:
  PairConsumer& m_consumer;
};

/// Reads on wherever the consumer waits for, until both are at their end.
void runInTurns(Pass& a, Pass& b, PairConsumer& consumer, ThreadPool& pool, const RunControl& control) {
  consumer.begin();
  bool isAtEndOfA = false, isAtEndOfB = false;
  while (!isAtEndOfA || !isAtEndOfB) {
    const bool takesB = !isAtEndOfB && (isAtEndOfA || consumer.isBehindB());
    const auto blocks = (takesB ? b : a).next(pool, control.stop);
    if (blocks.empty()) {
      (takesB ? isAtEndOfB : isAtEndOfA) = true;
      continue;
    }
    takesB ? consumer.consumeB(blocks, pool) : consumer.consumeA(blocks, pool);
    control.report((a.done() + b.done()) / 2);
  }
}

PairReport readStreams(const Voice& a, const Voice& b, const ReadingOptions& options, PairConsumer& consumer,
                       ThreadPool& pool, const RunControl& control) {
  const std::size_t batch =
      std::max(partsOf(a.model.network, a.corpus, options), partsOf(b.model.network, b.corpus, options));
  StreamPlan planOfA(a.corpus, batch, options.warmup), planOfB(b.corpus, batch, options.warmup);
  while (true) {
    StreamPass passOfA = planOfA.pass(a), passOfB = planOfB.pass(b);
    runInTurns(passOfA, passOfB, consumer, pool, control);
    const bool holdsA = planOfA.settle(passOfA), holdsB = planOfB.settle(passOfB);
    if (holdsA && holdsB) return {planOfA.report(), planOfB.report()};
    // Parts of one against the whole of the other would be read in another order.
    if (planOfA.isExact() || planOfB.isExact()) {
      planOfA.readExactly();
      planOfB.readExactly();
    }
  }
}

std::unique_ptr<Pass> passOf(const Voice& voice, std::size_t lanes) {
  return voice.model.recording ? replayPass(voice) : sentencePass(voice, lanes);
}

}  // namespace

SharedText openSharedText(const TextModel& a, const TextModel& b, std::string_view corpus) {
  if (a.recording || b.recording) return sharedRecording(a, b);
  const std::filesystem::path file = corpusFile(a, corpus);
  const std::vector<std::string> labels = labelsOf(a);
  const auto readAs = [&](const TextModel& model) {
    return text::readPlacedCorpus(file, model.manifest.text, model.vocabulary, labels);
  };
  text::PlacedCorpus ofA = readAs(a);
  if (isSame(a, b)) return {ofA, ofA};
  return {std::move(ofA), readAs(b)};
}

Context contextOf(const TextModel& a, const TextModel& b, const ReadingOptions& options) {
  const bool streams = contextOf(a, options) == Context::stream && contextOf(b, options) == Context::stream;
  return streams ? Context::stream : Context::sentence;
}

PairReport readPair(const TextModel& a, const text::Corpus& ofA, const TextModel& b, const text::Corpus& ofB,
                    const ReadingOptions& options, PairConsumer& consumer, const RunControl& control) {
  ReadingOptions both = options;
  both.context = contextOf(a, b, options);
  if (isSame(a, b) && ofA.ids == ofB.ids && ofA.starts == ofB.starts) {
    BothSides sides(consumer);
    const ReadingReport report = readCorpus(a, ofA, both, sides, control);
    return {report, report};
  }
  for (const TextModel* model : {&a, &b}) requireReadable(*model, *both.context);
  if (ofA.ids.empty() || ofB.ids.empty()) fail("the text has no token; give one with words in it");
  ThreadPool pool(options.threads);
  const Voice voiceOfA = voiceOf(a, ofA, pool, control), voiceOfB = voiceOf(b, ofB, pool, control);
  if (both.context == Context::stream) return readStreams(voiceOfA, voiceOfB, both, consumer, pool, control);
  const std::size_t lanes = std::max(lanesOfSentences(a.network), lanesOfSentences(b.network));
  const auto passOfA = passOf(voiceOfA, lanes), passOfB = passOf(voiceOfB, lanes);
  runInTurns(*passOfA, *passOfB, consumer, pool, control);
  const ReadingReport report{Context::sentence, 1, 0, 0};
  return {report, report};
}

}  // namespace rnnvis::model
