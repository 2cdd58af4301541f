#include "rnnvis/response/example_contexts.h"

#include "rnnvis/base/error.h"
#include "sample_choice.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace rnnvis::response {
namespace {

/// Where an example's tokens lie in the corpus, and from where on the model reads them.
struct Piece {
  std::size_t from = 0, to = 0;     // What is read.
  std::size_t first = 0, last = 0;  // What is shown: [first, last).
};

/// Copies one unit's values at wanted places to where they are wanted.
class UnitValues : public model::BlockConsumer {
 public:
  UnitValues(LayerId layer, model::Signal state, UnitId unit)
      : m_layer(layer.index()), m_state(state), m_unit(unit.value) {}

  void want(std::size_t position, ExampleToken& token) {
    m_wanted.emplace_back(static_cast<std::int64_t>(position), &token);
  }
  void begin() override { std::sort(m_wanted.begin(), m_wanted.end()); }
  void consume(std::span<const model::Block> blocks, ThreadPool&) override {
    for (const model::Block& block : blocks) take(block);
  }

 private:
  void take(const model::Block& block) {
    const MatrixView values = block.values->signal(m_layer, m_state);
    const MatrixView previous = block.values->withPrevious(m_layer, m_state);
    for (std::size_t row = 0; row < block.positions.size(); ++row) {
      const auto position = std::pair(block.positions[row], static_cast<ExampleToken*>(nullptr));
      auto wanted = std::lower_bound(m_wanted.begin(), m_wanted.end(), position);
      for (; wanted != m_wanted.end() && wanted->first == position.first; ++wanted) {
        const auto before = static_cast<Eigen::Index>(block.values->previousRow(m_layer, row));
        wanted->second->state = values(static_cast<Eigen::Index>(row), m_unit);
        wanted->second->response = wanted->second->state - previous(before, m_unit);
      }
    }
  }

  std::size_t m_layer;
  model::Signal m_state;
  Eigen::Index m_unit;
  std::vector<std::pair<std::int64_t, ExampleToken*>> m_wanted;
};

class Reader {
 public:
  Reader(const model::TextModel& model, const text::Corpus& corpus, const ContextOptions& options)
      : m_model(model), m_corpus(corpus), m_options(options) {
    // The reader of a stream does not pad and a recording has all values, so that whole texts are read.
    m_readsWhole = model.recording || (isStream() && model.padding);
  }

  ExampleContexts run(const std::vector<WordId>& words, UnitValues& values, const RunControl& control) {
    ExampleContexts result{m_options.context, isStream() && !m_readsWhole ? m_options.warmup : 0, {}};
    for (const SmallestHashes& chosen : choose(words))
      for (std::int64_t position : chosen.positions())
        result.examples.push_back(exampleAt(static_cast<std::size_t>(position)));
    if (result.examples.empty()) return result;
    text::Corpus pieces;
    pieces.starts.push_back(0);
    for (Example& example : result.examples) wantValues(example, pieces, values);
    model::ReadingOptions reading;
    reading.context = m_readsWhole ? m_options.context : model::Context::sentence;
    readCorpus(m_model, m_readsWhole ? m_corpus : pieces, reading, values, control);
    return result;
  }

 private:
  bool isStream() const { return m_options.context == model::Context::stream; }

  std::vector<SmallestHashes> choose(const std::vector<WordId>& words) const {
    std::unordered_map<WordId, std::size_t> places;
    for (WordId word : words) places.emplace(word, places.size());
    std::vector<SmallestHashes> chosen(places.size());
    const PositionHash hash(m_corpus, m_options.seed);
    for (std::size_t position = 0; m_options.perWord > 0 && position < m_corpus.ids.size(); ++position)
      if (const auto place = places.find(m_corpus.ids[position]); place != places.end())
        chosen[place->second].offer(hash(position), static_cast<std::int64_t>(position), m_options.perWord);
    return chosen;
  }

  std::size_t documentOf(std::size_t position) const {
    const auto next = std::upper_bound(m_corpus.starts.begin(), m_corpus.starts.end(), position);
    return static_cast<std::size_t>(next - m_corpus.starts.begin()) - 1;
  }

  Piece pieceAround(std::size_t position) const {
    const std::size_t document = documentOf(position);
    const std::size_t begin = isStream() ? 0 : m_corpus.starts[document];
    const std::size_t end = isStream() ? m_corpus.ids.size() : m_corpus.starts[document + 1];
    Piece piece;
    piece.first = position - std::min(m_options.before, position - begin);
    piece.last = position + 1 + std::min(m_options.after, end - position - 1);
    piece.from = isStream() ? piece.first - std::min(m_options.warmup, piece.first) : begin;
    // What comes behind a token matters to layers that read in reverse and to the length of the padding.
    const bool needsRest = m_model.network.bidirectional || m_model.padding;
    piece.to = needsRest && !isStream() ? end : piece.last;
    return piece;
  }

  Example exampleAt(std::size_t position) const {
    const Piece piece = pieceAround(position);
    Example example{m_corpus.ids[position], position, documentOf(position), position - piece.first, {}};
    for (std::size_t at = piece.first; at < piece.last; ++at)
      example.tokens.push_back({m_corpus.ids[at], 0, 0});
    return example;
  }

  /// Adds what is to be read for an example to the pieces, a document each.
  void wantValues(Example& example, text::Corpus& pieces, UnitValues& values) const {
    const Piece piece = pieceAround(example.position);
    const std::size_t first = m_readsWhole ? piece.first : pieces.ids.size() + (piece.first - piece.from);
    for (std::size_t i = 0; i < example.tokens.size(); ++i) values.want(first + i, example.tokens[i]);
    if (m_readsWhole) return;
    const auto ids = m_corpus.ids.begin();
    pieces.ids.insert(pieces.ids.end(), ids + static_cast<std::ptrdiff_t>(piece.from),
                      ids + static_cast<std::ptrdiff_t>(piece.to));
    pieces.starts.push_back(pieces.ids.size());
  }

  const model::TextModel& m_model;
  const text::Corpus& m_corpus;
  const ContextOptions& m_options;
  bool m_readsWhole = false;
};

void requireUnit(const model::TextModel& model, LayerId layer, model::Signal state, UnitId unit) {
  const std::size_t layers = model.network.layers.size();
  if (layer.value < 0 || layer.index() >= layers)
    fail("there is no layer {}; {} has {}", layer.value, model.path.string(), layers);
  const auto states = model.states();
  if (std::find(states.begin(), states.end(), state) == states.end())
    fail("{} has no state {}", model.path.string(), nameOf(state));
  const std::size_t units = model.network.layers[layer.index()].sizeOf(state);
  if (unit.value < 0 || unit.index() >= units)
    fail("there is no unit {} in layer {}; it has units 0 to {}", unit.value, layer.value, units - 1);
}

}  // namespace

ExampleContexts exampleContexts(const model::TextModel& model, const text::Corpus& corpus, LayerId layer,
                                model::Signal state, UnitId unit, const std::vector<WordId>& words,
                                const ContextOptions& options, const RunControl& control) {
  requireUnit(model, layer, state, unit);
  if (model.network.bidirectional && options.context == model::Context::stream)
    fail("{}: the model reads every document from both ends; use context sentence", model.path.string());
  UnitValues values(layer, state, unit);
  return Reader(model, corpus, options).run(words, values, control);
}

}  // namespace rnnvis::response
