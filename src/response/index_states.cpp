#include "state_index_file.h"

#include "rnnvis/base/error.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::response {
namespace {

constexpr std::size_t fewestPassages = 16;  // That a small share of a stream is spread over.
constexpr std::size_t unitsPerTask = 16;    // A cache line of states.

/// Low and step of each unit from the bins of the histogram that its values fill.
std::vector<StateIndex::Grid> gridOf(const ValueDistribution& values) {
  const auto range = values.range.matrix().row(0);
  std::vector<StateIndex::Grid> grid;
  for (Eigen::Index unit = 0; unit < range.cols(); ++unit) {
    const auto* counts = values.histogram->data() + unit * Eigen::Index{ValueDistribution::bins};
    std::size_t first = 0, last = ValueDistribution::bins;
    while (first + 1 < last && counts[first] == 0) ++first;
    while (first + 1 < last && counts[last - 1] == 0) --last;
    const float bin = 2 * range[unit] / ValueDistribution::bins;
    const float step = bin * static_cast<float>(last - first) / StateIndex::levels;
    grid.push_back({-range[unit] + bin * static_cast<float>(first), step > 0 ? step : 1});
  }
  return grid;
}

/// Rounds states and puts them into their columns.
class CodeWriter : public model::BlockConsumer {
 public:
  /// `placeOf` a position in what is read, −1 for what is not kept; empty: each its own.
  CodeWriter(LayerId layer, model::Signal state, const std::vector<StateIndex::Grid>& grid,
             std::span<std::uint8_t> codes, std::vector<std::int32_t> placeOf)
      : m_layer(layer.index()), m_state(state), m_grid(grid), m_codes(codes), m_placeOf(std::move(placeOf)) {}

  void begin() override {}  // A further reading replaces every place.
  void consume(std::span<const model::Block> blocks, ThreadPool& pool) override {
    const std::size_t units = m_grid.size();
    pool.forEach((units + unitsPerTask - 1) / unitsPerTask, [&](std::size_t task) {
      const std::size_t from = task * unitsPerTask, to = std::min(units, from + unitsPerTask);
      for (const model::Block& block : blocks) take(block, from, to);
    });
  }

 private:
  std::int64_t placeOf(std::int64_t position) const {
    return position < 0 || m_placeOf.empty() ? position : m_placeOf[static_cast<std::size_t>(position)];
  }
  void take(const model::Block& block, std::size_t from, std::size_t to) {
    const MatrixView values = block.values->signal(m_layer, m_state);
    const std::size_t places = m_codes.size() / m_grid.size();
    for (std::size_t row = 0; row < block.positions.size(); ++row) {
      const std::int64_t place = placeOf(block.positions[row]);
      if (place < 0) continue;
      for (std::size_t unit = from; unit < to; ++unit) {
        const StateIndex::Grid& grid = m_grid[unit];
        const float value = values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(unit));
        const float code = std::clamp((value - grid.low) / grid.step, 0.0f, StateIndex::levels - 1.0f);
        m_codes[unit * places + static_cast<std::size_t>(place)] = static_cast<std::uint8_t>(code);
      }
    }
  }

  std::size_t m_layer;
  model::Signal m_state;
  const std::vector<StateIndex::Grid>& m_grid;
  std::span<std::uint8_t> m_codes;
  std::vector<std::int32_t> m_placeOf;
};

std::size_t placesIn(const std::vector<Stretch>& stretches) {
  std::size_t places = 0;
  for (const Stretch& stretch : stretches) places += stretch.size();
  return places;
}

/// Chosen passages as a text of their own: documents that each begin early enough to be warmed up.
struct Pieces {
  text::Corpus corpus;
  std::vector<std::int32_t> placeOf;
};

Pieces piecesOf(const text::Corpus& corpus, const std::vector<Stretch>& passages, std::size_t warmup) {
  Pieces pieces;
  pieces.corpus.starts.push_back(0);
  std::int32_t place = 0;
  for (const Stretch& passage : passages) {
    const std::size_t from = passage.begin - std::min(passage.begin, warmup);
    for (std::size_t position = from; position < passage.end; ++position) {
      pieces.corpus.ids.push_back(corpus.ids[position]);
      pieces.placeOf.push_back(position < passage.begin ? -1 : place++);
    }
    pieces.corpus.starts.push_back(pieces.corpus.ids.size());
  }
  return pieces;
}

/// Documents as a text of their own.
Pieces documentsOf(const text::Corpus& corpus, const std::vector<Stretch>& passages) {
  Pieces pieces;
  pieces.corpus.starts.push_back(0);
  for (const Stretch& passage : passages) {
    auto start = std::upper_bound(corpus.starts.begin(), corpus.starts.end(), passage.begin);
    for (std::size_t position = passage.begin; position < passage.end; ++position) {
      if (position == *start) {
        pieces.corpus.starts.push_back(pieces.corpus.ids.size());
        ++start;
      }
      pieces.corpus.ids.push_back(corpus.ids[position]);
    }
    pieces.corpus.starts.push_back(pieces.corpus.ids.size());
  }
  return pieces;
}

std::vector<std::int32_t> placesOf(const text::Corpus& corpus, const std::vector<Stretch>& passages) {
  std::vector<std::int32_t> placeOf(corpus.ids.size(), -1);
  std::int32_t place = 0;
  for (const Stretch& passage : passages)
    for (std::size_t position = passage.begin; position < passage.end; ++position)
      placeOf[position] = place++;
  return placeOf;
}

void requireSame(const model::TextModel& model, const text::Corpus& corpus, const Analysis& analysis) {
  if (analysis.info.modelSha256 != model.sha256 || analysis.info.corpusSha256 != corpus.sha256 ||
      analysis.info.wholeTokens > 0)
    fail("{}: the analysis is of another model or text; analyse the text first", model.path.string());
}

}  // namespace

std::vector<Stretch> stretchesToIndex(const text::Corpus& corpus, model::Context context, std::size_t places,
                                      std::size_t passage) {
  const std::size_t tokens = corpus.ids.size();
  if (tokens <= places) return {{0, tokens}};
  passage = std::max<std::size_t>(1, std::min(passage, places / fewestPassages));
  std::vector<Stretch> pieces;
  if (context == model::Context::stream)
    for (std::size_t begin = 0; begin < tokens; begin += passage)
      pieces.push_back({begin, std::min(tokens, begin + passage)});
  else
    for (std::size_t d = 0; d < corpus.documents(); ++d)
      pieces.push_back({corpus.starts[d], corpus.starts[d + 1]});
  // A piece is taken where what has been taken falls behind the share of the text seen so far.
  const double share = static_cast<double>(places) / static_cast<double>(tokens);
  std::vector<Stretch> chosen;
  std::size_t taken = 0;
  for (const Stretch& piece : pieces) {
    if (static_cast<double>(taken + piece.size()) > share * static_cast<double>(piece.end)) continue;
    taken += piece.size();
    if (!chosen.empty() && chosen.back().end == piece.begin)
      chosen.back().end = piece.end;
    else
      chosen.push_back(piece);
  }
  if (chosen.empty())
    fail(
        "{} tokens are too few to index a document of the text; let the index be larger, or give shorter "
        "ones",
        places);
  return chosen;
}

std::shared_ptr<const StateIndex> indexStates(const model::TextModel& model, const text::Corpus& corpus,
                                              const Analysis& analysis, LayerId layer, model::Signal state,
                                              const IndexOptions& options, const RunControl& control,
                                              const std::filesystem::path& path) {
  requireSame(model, corpus, analysis);
  (void)analysis.responses(layer, state);  // Says what there is where these do not exist.
  const std::vector<StateIndex::Grid> grid = gridOf(analysis.layers[layer.index()].values.at(state));
  const model::Context context = contextOf(model, options.reading);
  const std::vector<Stretch> passages =
      stretchesToIndex(corpus, context, options.budget / grid.size(), options.passage);
  const bool isWhole = placesIn(passages) == corpus.ids.size();
  IndexRoom room(path, grid.size(), placesIn(passages), passages.size());
  IndexInfo info{model.sha256, corpus.sha256, layer, state, {}, corpus.ids.size()};
  const auto read = [&](const text::Corpus& what, std::vector<std::int32_t> placeOf,
                        model::ReadingOptions reading) {
    CodeWriter writer(layer, state, grid, room.codes(), std::move(placeOf));
    info.reading = readCorpus(model, what, reading, writer, control);
  };
  // The reader of a stream does not pad, and a recording is replayed as a whole.
  if (isWhole || model.recording || (context == model::Context::stream && model.padding)) {
    read(corpus, isWhole ? std::vector<std::int32_t>() : placesOf(corpus, passages), options.reading);
  } else {
    Pieces pieces = context == model::Context::stream ? piecesOf(corpus, passages, options.reading.warmup)
                                                      : documentsOf(corpus, passages);
    model::ReadingOptions reading = options.reading;
    reading.context = model::Context::sentence;
    read(pieces.corpus, std::move(pieces.placeOf), reading);
    info.reading = {context, 1, context == model::Context::stream ? options.reading.warmup : 0, 0};
  }
  return room.finish(info, passages, grid);
}

}  // namespace rnnvis::response
