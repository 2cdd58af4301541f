#pragma once

#include "rnnvis/model/forward.h"
#include "rnnvis/model/reading.h"

#include "prepared_network.h"

#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace rnnvis::model {

/// One way through a corpus, round by round.
class Pass {
 public:
  virtual ~Pass() = default;
  /// The next blocks, which stay until the next call; none at the end.
  virtual std::span<const Block> next(ThreadPool& pool, const std::stop_token& stop) = 0;
  /// The share of all rows that has been handed out, in [0, 1].
  virtual double done() const = 0;
};

/// One sequence to read: counted tokens corpus[begin, end), with others before and after that are not
/// counted.
struct Sequence {
  std::span<const WordId> prefix;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::span<const WordId> suffix;
  std::int64_t document = -1;    // Context sentence.
  std::size_t part = 0;          // Context stream.
  const State* state = nullptr;  // Before the first token; zero where absent.

  std::size_t length() const { return prefix.size() + (end - begin) + suffix.size(); }
};

/// A model on its way through a text; what it refers to must outlive it and the passes.
struct Voice {
  const TextModel& model;
  const text::Corpus& corpus;
  const Intervention* held = nullptr;
  std::shared_ptr<const PreparedNetwork> network;  ///< None of recorded states.
};
Voice voiceOf(const TextModel& model, const text::Corpus& corpus, ThreadPool& pool, const RunControl& control,
              const Intervention* held = nullptr);

/// Throws Error for a model that cannot be read in that context.
void requireReadable(const TextModel& model, Context context);

/// Sequences that run side by side through one Forward.
class Group;

/// Runs groups of sequences, some of them at a time.
class GroupPass : public Pass {
 public:
  /// `atOnce` groups run side by side until all of them have ended.
  GroupPass(const Voice& voice, std::vector<std::vector<Sequence>> groups, std::size_t atOnce);
  ~GroupPass() override;

  std::span<const Block> next(ThreadPool& pool, const std::stop_token& stop) override;
  double done() const override { return static_cast<double>(m_rowsDone) / static_cast<double>(m_rows); }

 protected:
  /// The groups that ran last.
  const std::vector<std::unique_ptr<Group>>& running() const { return m_running; }

 private:
  void startNext();

  const Voice& m_voice;
  std::vector<std::vector<Sequence>> m_groups;
  std::size_t m_atOnce, m_started = 0;
  std::vector<std::unique_ptr<Group>> m_running;
  std::vector<Block> m_blocks;
  std::size_t m_rows = 0, m_rowsDone = 0;
};

/// How many documents are read side by side.
std::size_t lanesOfSentences(const Network& network);
/// Every document from zero.
std::unique_ptr<Pass> sentencePass(const Voice& voice, std::size_t lanes);
/// What was recorded, in the order of the text. Throws Error for another text.
std::unique_ptr<Pass> replayPass(const Voice& voice);

/// A stream in parts. Part p starts from the end of part p−1 in the pass before, where given; else from zero,
/// `warmup` tokens early.
class StreamPass : public GroupPass {
 public:
  StreamPass(const Voice& voice, std::size_t batch, std::size_t warmup, std::span<const State> endsBefore);

  /// Once all is read: how far the start of each part is from the end of the one before it …
  double residual() const;
  /// … and the state that each part reached.
  std::vector<State> ends() const;

 private:
  std::size_t m_batch;
};

/// How a stream is cut, and how that is put right from one pass to the next.
class StreamPlan {
 public:
  StreamPlan(const text::Corpus& corpus, std::size_t batch, std::size_t warmup);

  StreamPass pass(const Voice& voice) const { return {voice, m_batch, m_warmup, m_starts}; }
  /// Takes in what a pass found: whether its values hold. If not, the next one starts where it is better
  /// known how.
  bool settle(const StreamPass& pass);
  /// The next pass is in one part.
  void readExactly();
  bool isExact() const { return m_batch == 1; }
  const ReadingReport& report() const { return m_report; }

 private:
  std::size_t m_tokens, m_batch, m_warmup;
  std::size_t m_seen;  // Tokens that a part's start has seen.
  std::vector<State> m_starts;
  int m_failures = 0;
  ReadingReport m_report;
};

/// The number of parts that the options ask for.
std::size_t partsOf(const Network& network, const text::Corpus& corpus, const ReadingOptions& options);

}  // namespace rnnvis::model
