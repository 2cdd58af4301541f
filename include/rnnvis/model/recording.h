#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/base/matrix.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/model/cell.h"
#include "rnnvis/model/network.h"
#include "rnnvis/model/step_values.h"
#include "rnnvis/model/trace.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rnnvis::model {

/// The states that some network went through while it read a text, in place of the network: for models that
/// no reader here understands. Everything that needs no forward pass works on it.
struct Recording {
  std::vector<WordId> tokens;  ///< [T]
  /// Document d is tokens[starts[d]] … tokens[starts[d+1]-1], each read from the zero state; size documents
  /// + 1.
  std::vector<std::size_t> starts;
  bool bidirectional = false;
  std::vector<std::map<Signal, Matrix>>
      layers;     ///< [T, n] of every recorded signal, indexed as Network::layers.
  Matrix logits;  ///< [T, outputs]; empty where they were not recorded.

  /// The signals of every layer, in the order of signalsOf(); states are those of h and c among them.
  std::vector<Signal> recordedSignals() const;
  std::vector<Signal> recordedStates() const;
  /// LSTM where c was recorded, GRU where r, z or n were, else RNN.
  CellKind cell() const;
  bool isStart(std::size_t position) const;
};

/// Whether a file's arrays are named as recorded states are.
bool holdsRecording(const checkpoint::Checkpoint& checkpoint);

/// Reads a recording. Arrays are named as `rnnvis trace` names them: "tokens" [T] (or ids, word_ids,
/// input_ids), "layer<l>.<signal>" [T, n], "layer<l>.reverse.<signal>", optionally "logits" [T, K] and
/// "starts" [D + 1]; '/' for '.' is the same, and "states<k>", as LSTMVis has it, is layer k − 1's h. `names`
/// maps these names to others in the file. Throws Error for missing tokens, no state at all, numbers of rows
/// that differ, negative tokens, values that are not finite, and signals that only some layers have.
Recording readRecording(const checkpoint::Checkpoint& checkpoint,
                        const std::map<std::string, std::string>& names = {});

/// The sizes of the network behind a recording, which was read with `tokens` tokens.
Architecture architectureOf(const Recording& recording, std::size_t tokens);
/// The least number of tokens: one more than the largest id.
std::size_t leastTokens(const Recording& recording);

/// Rows [from, from + count) of a recording.
class RecordedSteps : public StepValues {
 public:
  /// `recording` must outlive the object.
  RecordedSteps(const Recording& recording, std::size_t from, std::size_t count);

  std::size_t rows() const override { return m_count; }
  MatrixView signal(std::size_t layer, Signal signal) const override;
  MatrixView withPrevious(std::size_t layer, Signal state) const override;
  std::size_t previousRow(std::size_t layer, std::size_t row) const override;

 private:
  const Recording& m_recording;
  std::size_t m_from, m_count;
  /// Of each state: zeros, the row before (after, in reverse) the first (last), the rows themselves.
  std::vector<std::map<Signal, Matrix>> m_withPrevious;
};

/// What happened while the recorded network read tokens [from, from + count). Logits where they were
/// recorded.
Trace recordedTrace(const Recording& recording, std::size_t from, std::size_t count);

/// Where the recording first has these tokens in a row within a document; nothing where it does not.
std::optional<std::size_t> findPassage(const Recording& recording, std::span<const WordId> ids);

}  // namespace rnnvis::model
