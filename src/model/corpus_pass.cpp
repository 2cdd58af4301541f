#include "corpus_pass.h"

#include "rnnvis/base/error.h"
#include "rnnvis/model/recording.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rnnvis::model {
namespace {

constexpr double tolerance = 1e-3;
constexpr std::size_t rowsPerRound = 2048;  // Enough for a word to come several times, and kept in the cache.
constexpr std::size_t bytesPerRound = std::size_t{128} << 20;
constexpr std::size_t streamLanes = 16;         // Per group.
constexpr std::size_t sentenceLanes = 64;       // Per group …
constexpr std::size_t mostSentenceLanes = 256;  // … and where weights have to be fetched anew for each step.
constexpr std::size_t rowsPerWholeGroup = 2048;  // Of sequences that must be read whole.
constexpr std::size_t sentenceGroups = 8;        // Read at once, whatever the number of threads.
constexpr std::size_t tokensPerPart = 4096;      // Of a stream that is cut by default.
constexpr std::size_t mostParts = 64;
constexpr std::size_t cachedWeights = 1
                                      << 20;  // Bytes of a recurrent matrix that a second-level cache holds.
constexpr int mostPasses = 4;                 // Before a stream is read in one part.

}  // namespace

class Group {
 public:
  /// Reads about `rows` tokens at a time.
  Group(const Voice& voice, std::vector<Sequence> sequences, std::size_t rows)
      : m_corpus(voice.corpus),
        m_sequences(std::move(sequences)),
        m_forward(voice.network, m_sequences.size(), voice.held),
        m_starts(m_sequences.size(), zeroState(voice.model.network)) {
    m_steps = voice.model.network.bidirectional ? m_sequences.front().length()
                                                : std::max<std::size_t>(1, rows / m_sequences.size());
    for (std::size_t lane = 0; lane < lanes(); ++lane) {
      if (!m_sequences[lane].state) continue;
      m_starts[lane] = *m_sequences[lane].state;
      m_forward.setState(lane, m_starts[lane]);
    }
  }

  bool isDone() const { return m_step >= m_sequences.front().length(); }
  const Block& block() const { return m_block; }
  std::size_t lanes() const { return m_sequences.size(); }
  const Sequence& sequence(std::size_t lane) const { return m_sequences[lane]; }
  /// The state that a sequence's counted tokens started from.
  const State& start(std::size_t lane) const { return m_starts[lane]; }
  State end(std::size_t lane) const { return m_forward.state(lane); }

  void advance(const std::stop_token& stop) {
    m_block = {&m_forward, {}, {}, {}, {}};
    std::vector<std::size_t> active;
    for (std::size_t step = m_step; step < m_step + m_steps; ++step) {
      std::size_t lanes = 0;
      while (lanes < m_sequences.size() && step < m_sequences[lanes].length()) addRow(lanes++, step);
      if (lanes == 0) break;
      active.push_back(lanes);
    }
    m_forward.run(m_block.tokens, active, stop);
    keepStarts(active);
    m_step += active.size();
  }

 private:
  void addRow(std::size_t lane, std::size_t step) {
    const Sequence& sequence = m_sequences[lane];
    m_block.sequence.push_back(lane);
    const std::size_t counted = sequence.end - sequence.begin;
    const bool isLast = step + 1 == sequence.length();
    m_block.documentEnd.push_back(isLast ? sequence.document : -1);
    if (step < sequence.prefix.size() || step >= sequence.prefix.size() + counted) {
      const bool before = step < sequence.prefix.size();
      m_block.tokens.push_back(before ? sequence.prefix[step]
                                      : sequence.suffix[step - sequence.prefix.size() - counted]);
      m_block.positions.push_back(-1);
      return;
    }
    const std::size_t position = sequence.begin + step - sequence.prefix.size();
    m_block.tokens.push_back(m_corpus.ids[position]);
    m_block.positions.push_back(static_cast<std::int64_t>(position));
  }

  void keepStarts(std::span<const std::size_t> active) {
    std::size_t row = 0;
    for (std::size_t t = 0; t < active.size(); row += active[t++])
      for (std::size_t lane = 0; lane < active[t]; ++lane)
        if (m_step + t + 1 == m_sequences[lane].prefix.size()) m_starts[lane] = m_forward.stateAt(row + lane);
  }

  const text::Corpus& m_corpus;
  std::vector<Sequence> m_sequences;  // Longest first.
  Forward m_forward;
  std::vector<State> m_starts;
  Block m_block;
  std::size_t m_step = 0;
  std::size_t m_steps = 1;
};

namespace {

/// Sequences in groups of at most `lanes`, longest first, of nearly equal numbers.
std::vector<std::vector<Sequence>> group(std::vector<Sequence> sequences, std::size_t lanes) {
  std::stable_sort(sequences.begin(), sequences.end(),
                   [](const Sequence& a, const Sequence& b) { return a.length() > b.length(); });
  const std::size_t groups = (sequences.size() + lanes - 1) / lanes;
  std::vector<std::vector<Sequence>> result(groups);
  for (std::size_t g = 0; g < groups; ++g)
    result[g].assign(sequences.begin() + static_cast<std::ptrdiff_t>(g * sequences.size() / groups),
                     sequences.begin() + static_cast<std::ptrdiff_t>((g + 1) * sequences.size() / groups));
  return result;
}

/// Groups of sequences that are read in one go, so that both directions see them whole: longest first, as
/// many as keep the memory of their values in bounds.
std::vector<std::vector<Sequence>> groupWhole(std::vector<Sequence> sequences) {
  std::stable_sort(sequences.begin(), sequences.end(),
                   [](const Sequence& a, const Sequence& b) { return a.length() > b.length(); });
  std::vector<std::vector<Sequence>> result;
  std::size_t rows = 0;
  for (const Sequence& sequence : sequences) {
    if (result.empty() || result.back().size() == sentenceLanes ||
        rows + sequence.length() > rowsPerWholeGroup) {
      result.emplace_back();
      rows = 0;
    }
    result.back().push_back(sequence);
    rows += sequence.length();
  }
  return result;
}

[[noreturn]] void failAt(const Block& block, const MatrixView& values, Eigen::Index row, std::size_t layer) {
  const std::int64_t position = block.positions[static_cast<std::size_t>(row)];
  Eigen::Index unit = 0;
  while (std::isfinite(values(row, unit))) ++unit;
  fail(
      "the state of unit {} of layer {} is no longer finite {}; the model diverges on it, analyse another "
      "text "
      "or model",
      unit, layer,
      position < 0 ? "while it is warmed up or padded"
                   : fmt::format("at token {} of the text", position + 1));
}

void requireFinite(const Block& block, const Network& network) {
  for (std::size_t layer = 0; layer < network.layers.size(); ++layer)
    for (Signal state : statesOf(network.cell)) {
      const MatrixView values = block.values->signal(layer, state);
      if (std::isfinite(values.sum())) continue;
      for (Eigen::Index row = 0; row < values.rows(); ++row)
        if (!values.row(row).allFinite()) failAt(block, values, row, layer);
    }
}

double difference(const State& a, const State& b) {
  double largest = 0;
  const auto compare = [&](const Vector& x, const Vector& y) {
    if (x.size() > 0)
      largest = std::max(
          largest, double{(x - y).cwiseAbs().maxCoeff()} / std::max(1.0, double{y.cwiseAbs().maxCoeff()}));
  };
  for (std::size_t layer = 0; layer < a.size(); ++layer) {
    compare(a[layer].h, b[layer].h);
    compare(a[layer].c, b[layer].c);
    compare(a[layer].innerC, b[layer].innerC);
  }
  return largest;
}

std::size_t piecesOf(const text::Corpus& corpus) {
  return (corpus.ids.size() + streamPiece - 1) / streamPiece;
}

/// Whether each layer's recurrent weights stay in the cache from one step to the next: then they are
/// multiplied as fast for one sequence as for many.
bool fitsCache(const Network& network) {
  return std::all_of(network.layers.begin(), network.layers.end(), [](const RecurrentLayer& layer) {
    const Eigen::Index weights = layer.weightHh.size() + layer.innerIh.size() + layer.innerHh.size();
    return static_cast<std::size_t>(weights) * sizeof(float) <= cachedWeights;
  });
}

/// Tokens that each of `groups` groups reads at once.
std::size_t rowsOfGroup(const Network& network, std::size_t groups) {
  std::size_t bytes = 0;
  for (const RecurrentLayer& layer : network.layers)
    bytes += (signalsOf(network.cell).size() + 1) * layer.size() * sizeof(float);
  return std::min(rowsPerRound, bytesPerRound / bytes) / groups;
}

/// Parts are of whole pieces.
std::size_t partBegin(const text::Corpus& corpus, std::size_t part, std::size_t batch) {
  return part * piecesOf(corpus) / batch * streamPiece;
}

std::vector<std::vector<Sequence>> streamGroups(const text::Corpus& corpus, std::size_t batch,
                                                std::size_t warmup, std::span<const State> endsBefore) {
  std::vector<Sequence> parts;
  for (std::size_t p = 0; p < batch; ++p) {
    const std::size_t begin = partBegin(corpus, p, batch), before = std::min(begin, warmup);
    parts.push_back({std::span(corpus.ids).subspan(begin - before, before),
                     begin,
                     p + 1 == batch ? corpus.ids.size() : partBegin(corpus, p + 1, batch),
                     {},
                     -1,
                     p,
                     p > 0 && !endsBefore.empty() ? &endsBefore[p - 1] : nullptr});
  }
  return group(std::move(parts), streamLanes);
}

/// Documents with the padding that they are read with.
class SentencePass : public GroupPass {
 public:
  SentencePass(const Voice& voice, std::size_t lanes, std::unique_ptr<const std::vector<WordId>> padding)
      : GroupPass(voice, groupsOf(voice, lanes, *padding), sentenceGroups), m_padding(std::move(padding)) {}

 private:
  static std::vector<std::vector<Sequence>> groupsOf(const Voice& voice, std::size_t lanes,
                                                     const std::vector<WordId>& pads) {
    std::vector<Sequence> sequences;
    const text::Corpus& corpus = voice.corpus;
    for (std::size_t d = 0; d < corpus.documents(); ++d) {
      Sequence sequence{{}, corpus.starts[d], corpus.starts[d + 1], {}, static_cast<std::int64_t>(d),
                        0,  nullptr};
      const std::size_t length = sequence.length();
      const std::span<const WordId> added =
          std::span(pads).first(pads.size() > length ? pads.size() - length : 0);
      if (!pads.empty()) (voice.model.manifest.padding->right ? sequence.suffix : sequence.prefix) = added;
      sequences.push_back(sequence);
    }
    return voice.model.network.bidirectional ? groupWhole(std::move(sequences))
                                             : group(std::move(sequences), lanes);
  }

  std::unique_ptr<const std::vector<WordId>> m_padding;
};

class ReplayPass : public Pass {
 public:
  explicit ReplayPass(const Voice& voice) : m_corpus(voice.corpus), m_recording(*voice.model.recording) {}

  std::span<const Block> next(ThreadPool&, const std::stop_token&) override {
    m_from = m_to;
    m_to = std::min(m_from + rowsPerRound, m_corpus.ids.size());
    if (m_from == m_to) return {};
    m_steps = std::make_unique<RecordedSteps>(m_recording, m_from, m_to - m_from);
    m_block = {m_steps.get(), {}, {}, {}, {}};
    for (std::size_t position = m_from; position < m_to; ++position) {
      m_block.tokens.push_back(m_corpus.ids[position]);
      m_block.positions.push_back(static_cast<std::int64_t>(position));
    }
    m_block.documentEnd.assign(m_to - m_from, -1);
    m_block.sequence.assign(m_to - m_from, 0);
    return std::span(&m_block, 1);
  }
  double done() const override {
    return static_cast<double>(m_to) / static_cast<double>(m_corpus.ids.size());
  }

 private:
  const text::Corpus& m_corpus;
  const Recording& m_recording;
  std::size_t m_from = 0, m_to = 0;
  std::unique_ptr<RecordedSteps> m_steps;
  Block m_block;
};

}  // namespace

Voice voiceOf(const TextModel& model, const text::Corpus& corpus, ThreadPool& pool, const RunControl& control,
              const Intervention* held) {
  Voice voice{model, corpus, held, nullptr};
  if (!model.recording)
    voice.network = std::make_shared<PreparedNetwork>(model.network, corpus.ids, pool, control);
  return voice;
}

GroupPass::GroupPass(const Voice& voice, std::vector<std::vector<Sequence>> groups, std::size_t atOnce)
    : m_voice(voice), m_groups(std::move(groups)), m_atOnce(atOnce) {
  for (const auto& sequences : m_groups)
    m_rows = std::accumulate(sequences.begin(), sequences.end(), m_rows,
                             [](std::size_t sum, const Sequence& s) { return sum + s.length(); });
}

GroupPass::~GroupPass() = default;

void GroupPass::startNext() {
  const std::size_t count = std::min(m_groups.size() - m_started, m_atOnce);
  m_running.clear();
  for (std::size_t g = m_started; g < m_started + count; ++g)
    m_running.push_back(
        std::make_unique<Group>(m_voice, m_groups[g], rowsOfGroup(m_voice.model.network, count)));
  m_started += count;
}

std::span<const Block> GroupPass::next(ThreadPool& pool, const std::stop_token& stop) {
  const auto isDone = [](const auto& group) { return group->isDone(); };
  if (std::ranges::all_of(m_running, isDone)) {
    if (m_started == m_groups.size()) return {};
    startNext();
  }
  std::vector<Group*> running;
  for (const auto& group : m_running)
    if (!group->isDone()) running.push_back(group.get());
  pool.forEach(running.size(), [&](std::size_t g) {
    running[g]->advance(stop);
    requireFinite(running[g]->block(), m_voice.model.network);
  });
  m_blocks.clear();
  for (const Group* group : running) {
    m_blocks.push_back(group->block());
    m_rowsDone += group->block().tokens.size();
  }
  return m_blocks;
}

std::size_t lanesOfSentences(const Network& network) {
  return fitsCache(network) ? sentenceLanes : mostSentenceLanes;
}

std::unique_ptr<Pass> sentencePass(const Voice& voice, std::size_t lanes) {
  auto padding = std::make_unique<std::vector<WordId>>();
  if (voice.model.padding) padding->assign(voice.model.manifest.padding->length, *voice.model.padding);
  return std::make_unique<SentencePass>(voice, lanes, std::move(padding));
}

std::unique_ptr<Pass> replayPass(const Voice& voice) {
  if (voice.corpus.ids != voice.model.recording->tokens)
    fail("{}: recorded states cannot read another text than the one that they were recorded on",
         voice.model.path.string());
  return std::make_unique<ReplayPass>(voice);
}

StreamPass::StreamPass(const Voice& voice, std::size_t batch, std::size_t warmup,
                       std::span<const State> endsBefore)
    : GroupPass(voice, streamGroups(voice.corpus, batch, warmup, endsBefore), batch), m_batch(batch) {}

double StreamPass::residual() const {
  std::vector<State> starts(m_batch);
  for (const auto& group : running())
    for (std::size_t lane = 0; lane < group->lanes(); ++lane)
      starts[group->sequence(lane).part] = group->start(lane);
  const std::vector<State> reached = ends();
  double largest = 0;
  for (std::size_t p = 1; p < m_batch; ++p)
    largest = std::max(largest, difference(starts[p], reached[p - 1]));
  return largest;
}

std::vector<State> StreamPass::ends() const {
  std::vector<State> result(m_batch);
  for (const auto& group : running())
    for (std::size_t lane = 0; lane < group->lanes(); ++lane)
      result[group->sequence(lane).part] = group->end(lane);
  return result;
}

StreamPlan::StreamPlan(const text::Corpus& corpus, std::size_t batch, std::size_t warmup)
    : m_tokens(corpus.ids.size()), m_batch(batch), m_warmup(warmup), m_seen(warmup) {}

bool StreamPlan::settle(const StreamPass& pass) {
  m_report = {Context::stream, m_batch, m_batch > 1 ? m_seen : 0, pass.residual()};
  if (m_report.residual <= tolerance) return true;
  if (++m_failures == mostPasses) {
    readExactly();
    return false;
  }
  // The state that the part before reached in the pass before has seen all of that part: a far longer
  // warm-up, for no more than the pass itself.
  m_starts = pass.ends();
  m_warmup = 0;
  m_seen += m_tokens / m_batch;
  return false;
}

void StreamPlan::readExactly() {
  m_batch = 1;
  m_warmup = 0;
  m_starts.clear();
}

std::size_t partsOf(const Network& network, const text::Corpus& corpus, const ReadingOptions& options) {
  const std::size_t worthwhile =
      fitsCache(network) ? 1 : std::clamp<std::size_t>(corpus.ids.size() / tokensPerPart, 1, mostParts);
  return std::min(options.batch > 0 ? options.batch : worthwhile, piecesOf(corpus));
}

}  // namespace rnnvis::model
