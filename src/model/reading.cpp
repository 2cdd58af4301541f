#include "rnnvis/model/reading.h"

#include "rnnvis/base/error.h"
#include "rnnvis/model/forward.h"
#include "rnnvis/model/recording.h"

#include "prepared_network.h"

#include <algorithm>
#include <cmath>
#include <memory>
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

/// Sequences that run side by side through one Forward.
class Group {
 public:
  /// Reads about `rows` tokens at a time.
  Group(const std::shared_ptr<const PreparedNetwork>& network, const text::Corpus& corpus,
        std::vector<Sequence> sequences, std::size_t rows, const Intervention* held)
      : m_corpus(corpus),
        m_sequences(std::move(sequences)),
        m_forward(network, m_sequences.size(), held),
        m_starts(m_sequences.size(), zeroState(network->network())) {
    m_steps = network->network().bidirectional ? m_sequences.front().length()
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

std::size_t defaultParts(const Network& network, std::size_t tokens) {
  return fitsCache(network) ? 1 : std::clamp<std::size_t>(tokens / tokensPerPart, 1, mostParts);
}

class Reader {
 public:
  Reader(const TextModel& model, const text::Corpus& corpus, const ReadingOptions& options,
         BlockConsumer& consumer, const RunControl& control, const Intervention* held)
      : m_model(model),
        m_corpus(corpus),
        m_consumer(consumer),
        m_control(control),
        m_held(held),
        m_pool(options.threads) {
    if (!model.recording)
      m_network = std::make_shared<PreparedNetwork>(model.network, corpus.ids, m_pool, control);
  }

  ReadingReport readSentences() {
    std::vector<Sequence> sequences;
    const std::vector<WordId> pads = padding();
    for (std::size_t d = 0; d < m_corpus.documents(); ++d) {
      Sequence sequence{
          {}, m_corpus.starts[d], m_corpus.starts[d + 1], {}, static_cast<std::int64_t>(d), 0, nullptr};
      const std::size_t length = sequence.length();
      const std::span<const WordId> added =
          std::span(pads).first(pads.size() > length ? pads.size() - length : 0);
      if (!pads.empty()) (m_model.manifest.padding->right ? sequence.suffix : sequence.prefix) = added;
      sequences.push_back(sequence);
    }
    countRows(sequences);
    m_consumer.begin();
    const auto groups = m_model.network.bidirectional ? groupWhole(std::move(sequences))
                                                      : group(std::move(sequences), lanesOfGroup());
    for (std::size_t first = 0; first < groups.size(); first += sentenceGroups) {
      const std::size_t count = std::min(groups.size() - first, sentenceGroups);
      std::vector<std::unique_ptr<Group>> round;
      for (std::size_t g = first; g < first + count; ++g)
        round.push_back(std::make_unique<Group>(m_network, m_corpus, groups[g], rowsOfGroup(count), m_held));
      runRound(round);
    }
    return {Context::sentence, 1, 0, 0};
  }

  /// Hands on what was recorded.
  ReadingReport replay() {
    if (m_corpus.ids != m_model.recording->tokens)
      fail("{}: recorded states cannot read another text than the one that they were recorded on",
           m_model.path.string());
    m_consumer.begin();
    const std::size_t tokens = m_corpus.ids.size();
    for (std::size_t from = 0; from < tokens; from += rowsPerRound) {
      const std::size_t count = std::min(rowsPerRound, tokens - from);
      const RecordedSteps steps(*m_model.recording, from, count);
      Block block{&steps, {}, {}, {}, {}};
      for (std::size_t position = from; position < from + count; ++position) {
        block.tokens.push_back(m_corpus.ids[position]);
        block.positions.push_back(static_cast<std::int64_t>(position));
      }
      block.documentEnd.assign(count, -1);
      block.sequence.assign(count, 0);
      m_consumer.consume(std::span(&block, 1), m_pool);
      m_control.report(static_cast<double>(from + count) / static_cast<double>(tokens));
    }
    return {m_corpus.documents() > 1 ? Context::sentence : Context::stream, 1, 0, 0};
  }

  ReadingReport readStream(std::size_t batch, std::size_t warmup) {
    std::vector<State> ends;
    ReadingReport report = passStream(batch, warmup, {}, ends);
    for (int pass = 1; report.residual > tolerance; ++pass) {
      // The state that the part before reached in the pass before has seen all of that part: a far longer
      // warm-up, for no more than the pass itself.
      if (pass == mostPasses) return passStream(1, 0, {}, ends);
      const std::size_t before = report.warmup + m_corpus.ids.size() / batch;
      const std::vector<State> starts = std::move(ends);
      report = passStream(batch, 0, starts, ends);
      report.warmup = before;
    }
    return report;
  }

 private:
  std::vector<WordId> padding() const {
    if (!m_model.padding) return {};
    return std::vector<WordId>(m_model.manifest.padding->length, *m_model.padding);
  }

  /// Reads the stream in parts. Part p starts from the end of part p−1 in the pass before, `endsBefore`,
  /// where given; else from zero, `warmup` tokens early. `ends` receives the state that each part reaches.
  ReadingReport passStream(std::size_t batch, std::size_t warmup, std::span<const State> endsBefore,
                           std::vector<State>& ends) {
    std::vector<Sequence> parts;
    for (std::size_t p = 0; p < batch; ++p) {
      const std::size_t begin = partBegin(p, batch), before = std::min(begin, warmup);
      const State* start = p > 0 && !endsBefore.empty() ? &endsBefore[p - 1] : nullptr;
      parts.push_back({std::span(m_corpus.ids).subspan(begin - before, before),
                       begin,
                       p + 1 == batch ? m_corpus.ids.size() : partBegin(p + 1, batch),
                       {},
                       -1,
                       p,
                       start});
    }
    countRows(parts);
    m_consumer.begin();
    std::vector<std::unique_ptr<Group>> groups;
    auto grouped = group(std::move(parts), streamLanes);
    for (auto& sequences : grouped)
      groups.push_back(std::make_unique<Group>(m_network, m_corpus, std::move(sequences),
                                               rowsOfGroup(grouped.size()), m_held));
    runRound(groups);

    std::vector<State> starts(batch);
    ends.assign(batch, {});
    for (const auto& group : groups)
      for (std::size_t lane = 0; lane < group->lanes(); ++lane) {
        const auto part = group->sequence(lane).part;
        starts[part] = group->start(lane);
        ends[part] = group->end(lane);
      }
    ReadingReport report{Context::stream, batch, batch > 1 ? warmup : 0, 0};
    for (std::size_t p = 1; p < batch; ++p)
      report.residual = std::max(report.residual, difference(starts[p], ends[p - 1]));
    return report;
  }

  /// Parts are of whole pieces.
  std::size_t partBegin(std::size_t part, std::size_t batch) const {
    return part * piecesOf(m_corpus) / batch * streamPiece;
  }

  std::size_t lanesOfGroup() const { return fitsCache(m_model.network) ? sentenceLanes : mostSentenceLanes; }

  /// Tokens that each of `groups` groups reads at once.
  std::size_t rowsOfGroup(std::size_t groups) const {
    std::size_t bytes = 0;
    for (const RecurrentLayer& layer : m_model.network.layers)
      bytes += (signalsOf(m_model.network.cell).size() + 1) * layer.size() * sizeof(float);
    return std::min(rowsPerRound, bytesPerRound / bytes) / groups;
  }

  void countRows(std::span<const Sequence> sequences) {
    m_rowsDone = 0;
    m_rows = std::accumulate(sequences.begin(), sequences.end(), std::size_t{0},
                             [](std::size_t sum, const Sequence& s) { return sum + s.length(); });
  }

  void runRound(std::vector<std::unique_ptr<Group>>& groups) {
    while (true) {
      std::vector<Group*> running;
      for (const auto& group : groups)
        if (!group->isDone()) running.push_back(group.get());
      if (running.empty()) return;
      m_pool.forEach(running.size(), [&](std::size_t g) {
        running[g]->advance(m_control.stop);
        requireFinite(running[g]->block(), m_model.network);
      });
      std::vector<Block> blocks;
      for (const Group* group : running) blocks.push_back(group->block());
      for (const Block& block : blocks) m_rowsDone += block.tokens.size();
      m_consumer.consume(blocks, m_pool);
      m_control.report(static_cast<double>(m_rowsDone) / static_cast<double>(m_rows));
    }
  }

  const TextModel& m_model;
  const text::Corpus& m_corpus;
  BlockConsumer& m_consumer;
  const RunControl& m_control;
  const Intervention* m_held;
  ThreadPool m_pool;
  std::shared_ptr<const PreparedNetwork> m_network;
  std::size_t m_rows = 0;
  std::size_t m_rowsDone = 0;
};

}  // namespace

std::string_view nameOf(Context context) {
  return context == Context::stream ? "stream" : "sentence";
}

std::optional<Context> contextNamed(std::string_view name) {
  for (Context context : {Context::stream, Context::sentence})
    if (name == nameOf(context)) return context;
  return std::nullopt;
}

Context defaultContext(const TextModel& model) {
  return model.manifest.task == Task::classifier || model.network.bidirectional ? Context::sentence
                                                                                : Context::stream;
}

Context contextOf(const TextModel& model, const ReadingOptions& options) {
  return model.recording ? Context::sentence : options.context.value_or(defaultContext(model));
}

ReadingReport readCorpus(const TextModel& model, const text::Corpus& corpus, const ReadingOptions& options,
                         BlockConsumer& consumer, const RunControl& control, const Intervention* held) {
  if (corpus.ids.empty()) fail("the text has no token; give one with words in it");
  if (held && model.recording)
    fail("{}: units of recorded states cannot be held; give the model that they were recorded of",
         model.path.string());
  if (held) requireFits(*held, model.network);
  Reader reader(model, corpus, options, consumer, control, held);
  if (model.recording) return reader.replay();
  if (contextOf(model, options) == Context::sentence) return reader.readSentences();
  if (model.network.bidirectional)
    fail(
        "{}: the model reads every document from both ends, which a stream does not have; use context "
        "sentence",
        model.path.string());
  const std::size_t batch =
      options.batch > 0 ? options.batch : defaultParts(model.network, corpus.ids.size());
  return reader.readStream(std::min(batch, piecesOf(corpus)), options.warmup);
}

}  // namespace rnnvis::model
