#pragma once

#include "rnnvis/base/parallel.h"
#include "rnnvis/base/run_control.h"
#include "rnnvis/model/intervention.h"
#include "rnnvis/model/step_values.h"
#include "rnnvis/model/text_model.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace rnnvis::model {

/// Whether the state is carried across documents (`stream`: one sequence) or every document starts from zero.
enum class Context { stream, sentence };

std::string_view nameOf(Context context);
std::optional<Context> contextNamed(std::string_view name);
/// `sentence` for classifiers and bidirectional models, else `stream`.
Context defaultContext(const TextModel& model);

struct ReadingOptions {
  std::optional<Context> context;  ///< By the task where absent.
  /// Parts of a stream, at most one for each piece; 1 is the exact stream, 0: as many as are worth while.
  std::size_t batch = 0;
  std::size_t warmup = 1024;  ///< Tokens before each part that are read first and not counted.
  unsigned threads = 0;       ///< 0: all.
};

/// The context that a model's corpora are read in with these options; of recorded states, in which documents
/// are apart, `sentence`.
Context contextOf(const TextModel& model, const ReadingOptions& options);

/// How a corpus was read.
struct ReadingReport {
  Context context = Context::stream;
  std::size_t batch = 1;   ///< Parts that a stream was cut into.
  std::size_t warmup = 0;  ///< Tokens that each part was warmed up on in the end.
  double residual = 0;     ///< Largest difference between the state that a part started from and the one that
                           ///< the part before it reached, over max(1, largest absolute value of that state).
};

/// Some steps of some sequences of a corpus.
struct Block {
  const StepValues* values = nullptr;
  std::vector<WordId> tokens;  ///< Token of each row.
  std::vector<std::int64_t>
      positions;  ///< Its place in the corpus, -1 for warm-up and padding, which do not count.
  std::vector<std::int64_t>
      documentEnd;  ///< Context `sentence`: the document whose reading ends at this row, else -1.
  std::vector<std::size_t> sequence;  ///< Which of the block's sequences a row belongs to; sequence i begins
                                      ///< at row i where the block holds whole sequences.
};

/// Takes a corpus' values as they are computed.
class BlockConsumer {
 public:
  virtual ~BlockConsumer() = default;
  /// A reading begins, for the first time or again with a longer warm-up: forget everything taken so far.
  virtual void begin() = 0;
  /// The next blocks, always in the same order for the same corpus and options. The pool is free to be used.
  virtual void consume(std::span<const Block> blocks, ThreadPool& pool) = 0;
};

/// Pieces of so many tokens are whole in one part of a stream, however it is cut.
inline constexpr std::size_t streamPiece = 256;

/// Runs the whole corpus through the model, every token counted once. A stream is cut into `batch` parts,
/// read side by side, each after a warm-up on the tokens before it. Where a part's start differs from the
/// state that the part before it reaches by more than 10⁻³ (ReadingReport::residual), all is read again, each
/// part from the state that the part before it reached last time, which lengthens the warm-up by a whole
/// part; at last as one exact stream. Order and values do not depend on the number of threads. Throws Error
/// for a NaN or infinite state, naming the unit, the layer and the position. Recorded states are handed on as
/// they are, each document from zero, whatever the options say. Units are held by `held` where given; throws
/// Error where it does not fit the model, and for recorded states, which cannot be computed anew.
ReadingReport readCorpus(const TextModel& model, const text::Corpus& corpus, const ReadingOptions& options,
                         BlockConsumer& consumer, const RunControl& control = {},
                         const Intervention* held = nullptr);

}  // namespace rnnvis::model
