#pragma once

#include "rnnvis/response/analysis.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rnnvis::response {

struct IndexOptions {
  model::ReadingOptions reading;  ///< As the text was analysed.
  /// Bytes that the states may take; of a text that needs more, passages spread evenly over it are indexed.
  std::size_t budget = std::size_t{512} << 20;
  std::size_t passage =
      2048;  ///< Tokens of such a passage of a stream, at most; otherwise they are documents.
};

/// Tokens [begin, end) of a corpus.
struct Stretch {
  std::size_t begin = 0, end = 0;
  std::size_t size() const { return end - begin; }
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// What was indexed and how.
struct IndexInfo {
  std::string modelSha256, corpusSha256;
  LayerId layer;
  model::Signal state = model::Signal::h;
  model::ReadingReport reading;  ///< Of passages of a stream, `warmup` is what each was warmed up on.
  std::size_t corpusTokens = 0;
};

/// The states of one layer at each token of a text, a column a unit, to be searched in a moment: s(t) of unit
/// u is kept as code ⌊(s − low_u) / step_u⌋ in [0, 255], step_u a 256th of the range that the unit takes in
/// the analysis. Places number the indexed tokens; they are those of the text but where passages were chosen.
/// Immutable, and usable by several threads.
class StateIndex {
 public:
  static constexpr int levels = 256;

  /// Columns that lie at `codes`, which `owner` keeps. `checksums` [n] of them and the `file` that they were
  /// read from; neither where they were just made.
  struct Grid {
    float low = 0, step = 1;
  };
  StateIndex(IndexInfo info, std::vector<Stretch> passages, std::vector<Grid> grid,
             std::span<const std::uint8_t> codes, std::shared_ptr<const void> owner,
             std::vector<std::int64_t> checksums = {}, std::filesystem::path file = {});

  const IndexInfo& info() const { return m_info; }
  std::size_t units() const { return m_grid.size(); }
  std::size_t places() const { return m_places; }
  const std::vector<Stretch>& passages() const { return m_passages; }  ///< In the order of the text.
  bool isWhole() const { return m_places == m_info.corpusTokens; }
  const Grid& grid(UnitId unit) const { return m_grid[unit.index()]; }

  /// [places] the codes of a unit. Throws Error where they are not those that were written, which is looked
  /// at when a column is first asked for, and removes the file.
  std::span<const std::uint8_t> column(UnitId unit) const;

  /// The code k, in [0, 256], whose lower edge is nearest to a value …
  int codeOf(UnitId unit, double value) const;
  /// … and that edge: code(t) ≥ k where s(t) ≥ edgeOf(k), up to the rounding of single precision.
  double edgeOf(UnitId unit, int code) const;

 private:
  IndexInfo m_info;
  std::vector<Stretch> m_passages;
  std::vector<Grid> m_grid;
  std::size_t m_places = 0;
  std::span<const std::uint8_t> m_codes;
  std::shared_ptr<const void> m_owner;
  std::vector<std::int64_t> m_checksums;
  std::filesystem::path m_file;
  std::unique_ptr<std::atomic<bool>[]> m_checked;
};

/// What of a text is indexed: all of it, or as much as `places` allow, spread evenly: pieces of a stream, or
/// documents in context `sentence`. Throws Error where every document is longer than that.
std::vector<Stretch> stretchesToIndex(const text::Corpus& corpus, model::Context context, std::size_t places,
                                      std::size_t passage);

/// Reads the text and indexes a state of a layer; `analysis` of the same model and text says which values it
/// takes. Passages of a stream are each read from zero after options.reading.warmup tokens. With a `path`, in
/// the pages of a file there, which appears once it is whole. Throws Error as model::readCorpus does, for an
/// analysis of something else or without that state, and where the file cannot be written.
std::shared_ptr<const StateIndex> indexStates(const model::TextModel& model, const text::Corpus& corpus,
                                              const Analysis& analysis, LayerId layer, model::Signal state,
                                              const IndexOptions& options, const RunControl& control = {},
                                              const std::filesystem::path& path = {});

/// Reads such a file back. Throws Error for one that is no index or whose parts disagree.
std::shared_ptr<const StateIndex> readStateIndex(const std::filesystem::path& path);

/// indexStates(), or what it gave before: kept beside the analyses in the cache and removed with them
/// (cache.h). A damaged or stale file is made anew; a cache that cannot be written costs a warning.
std::shared_ptr<const StateIndex> indexStatesCached(const model::TextModel& model, const text::Corpus& corpus,
                                                    const Analysis& analysis, LayerId layer,
                                                    model::Signal state, const IndexOptions& options,
                                                    const RunControl& control = {});

}  // namespace rnnvis::response
