#include "rnnvis/model/recording.h"

#include "rnnvis/base/error.h"
#include "tensor_names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace rnnvis::model {
namespace {

using checkpoint::Array;
using checkpoint::Checkpoint;
using checkpoint::NamedArray;

constexpr std::array<std::string_view, 4> tokenNames{"tokens", "ids", "word_ids", "input_ids"};

/// What an array of a recording is, by its name.
struct SignalPlace {
  std::size_t level = 0;
  bool reverse = false;
  Signal signal = Signal::h;
};

bool takePrefix(std::string_view& text, std::string_view prefix) {
  const bool has = text.starts_with(prefix);
  if (has) text.remove_prefix(prefix.size());
  return has;
}

std::optional<std::size_t> takeNumber(std::string_view& text) {
  std::size_t number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 4), number);
  if (error != std::errc{} || number > 999) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::optional<SignalPlace> parsePlace(std::string name) {
  std::replace(name.begin(), name.end(), '/', '.');
  std::string_view rest = name;
  if (takePrefix(rest, "states")) {
    const auto number = takeNumber(rest);
    return number && *number > 0 && rest.empty() ? std::optional(SignalPlace{*number - 1, false, Signal::h})
                                                 : std::nullopt;
  }
  if (!takePrefix(rest, "layer")) return std::nullopt;
  const auto level = takeNumber(rest);
  if (!level || !takePrefix(rest, ".")) return std::nullopt;
  const bool reverse = takePrefix(rest, "reverse.");
  const auto signal = signalNamed(rest);
  return signal ? std::optional(SignalPlace{*level, reverse, *signal}) : std::nullopt;
}

class Reader {
 public:
  Reader(const Checkpoint& checkpoint, const std::map<std::string, std::string>& names)
      : m_checkpoint(checkpoint), m_names(names) {}

  Recording read() {
    readTokens();
    readSignals();
    if (const Array* logits = find("logits")) m_result.logits = matrixOf("logits", *logits);
    return std::move(m_result);
  }

 private:
  /// The array of that name, or of the one that `names` gives for it.
  const Array* find(const std::string& name) const {
    const auto other = m_names.find(name);
    const NamedArray* array = findArray(m_checkpoint.arrays, other == m_names.end() ? name : other->second);
    if (!array && other != m_names.end())
      fail("[states.keys] {} names the array {}, which the file lacks; it has {}", name, other->second,
           listOf(m_checkpoint.arrays, 6));
    return array ? &array->array : nullptr;
  }

  std::vector<std::int64_t> integersOf(const std::string& name, const Array& array) const {
    if (array.shape().size() != 1 || isFloating(array))
      fail("{} has shape {} and type {}, expected whole numbers in one dimension", name,
           checkpoint::describeShape(array.shape()), checkpoint::nameOf(array.type()));
    return array.toIntegers();
  }

  void readTokens() {
    const auto name = std::find_if(tokenNames.begin(), tokenNames.end(),
                                   [&](std::string_view n) { return find(std::string(n)) != nullptr; });
    if (name == tokenNames.end())
      fail(
          "recorded states without the tokens that were read; add them as \"tokens\" [T], or name them in "
          "[states.keys]; the file has {}",
          listOf(m_checkpoint.arrays, 6));
    for (const std::int64_t id : integersOf(std::string(*name), *find(std::string(*name)))) {
      if (id < 0 || id > std::numeric_limits<std::int32_t>::max())
        fail("{}: the token at position {} has the id {}; ids start at 0", *name, m_result.tokens.size(), id);
      m_result.tokens.push_back(WordId{static_cast<std::int32_t>(id)});
    }
    if (m_result.tokens.empty()) fail("{} is empty; record states over a text", *name);
    readStarts();
  }

  void readStarts() {
    const std::size_t count = m_result.tokens.size();
    if (const Array* starts = find("starts"))
      for (const std::int64_t start : integersOf("starts", *starts)) {
        if (start < 0 || static_cast<std::size_t>(start) > count ||
            (!m_result.starts.empty() && static_cast<std::size_t>(start) <= m_result.starts.back()))
          fail("starts: {} cannot be where a document begins; they rise from 0 to the {} tokens", start,
               count);
        m_result.starts.push_back(static_cast<std::size_t>(start));
      }
    if (m_result.starts.empty()) m_result.starts.push_back(0);
    if (m_result.starts.front() != 0)
      fail("starts: the first document begins at {}, expected 0", m_result.starts.front());
    if (m_result.starts.back() != count) m_result.starts.push_back(count);
  }

  void readSignals() {
    std::vector<std::pair<SignalPlace, std::pair<std::string, const Array*>>> found;
    for (const auto& [name, other] : m_names)
      if (const auto place = parsePlace(name)) found.push_back({*place, {other, find(name)}});
    for (const NamedArray& named : m_checkpoint.arrays)
      if (const auto place = parsePlace(named.name)) found.push_back({*place, {named.name, &named.array}});
    if (found.empty())
      fail(
          "no recorded states; name them layer0.h, layer0.c, … each [tokens, units], or in [states.keys]; "
          "the file "
          "has {}",
          listOf(m_checkpoint.arrays, 6));
    std::size_t levels = 0;
    for (const auto& [place, array] : found) {
      levels = std::max(levels, place.level + 1);
      m_result.bidirectional |= place.reverse;
    }
    const std::size_t directions = m_result.bidirectional ? 2 : 1;
    m_result.layers.resize(levels * directions);
    for (const auto& [place, named] : found) {
      Matrix& values = m_result.layers[place.level * directions + (place.reverse ? 1 : 0)][place.signal];
      if (values.size() == 0) values = matrixOf(named.first, *named.second);
    }
    checkLayers();
  }

  void checkLayers() const {
    for (std::size_t layer = 0; layer < m_result.layers.size(); ++layer) {
      const auto& signals = m_result.layers[layer];
      const std::string name = layerName(layer, m_result.bidirectional);
      if (!signals.contains(Signal::h) && !signals.contains(Signal::c))
        fail("{} has neither h nor c; record a state of every layer", name);
      if (signals.size() != m_result.layers.front().size() ||
          !std::equal(signals.begin(), signals.end(), m_result.layers.front().begin(),
                      [](const auto& a, const auto& b) { return a.first == b.first; }))
        fail("{} has other signals than layer0; record the same of every layer", name);
      const CellKind cell = m_result.cell();
      std::optional<Eigen::Index> units;
      for (const auto& [signal, values] : signals) {
        const auto known = signalsOf(cell);
        if (std::find(known.begin(), known.end(), signal) == known.end())
          fail("{} has the signals of different cells", name);
        if (signal == Signal::h) continue;  // A projection gives it a size of its own.
        if (units && *units != values.cols()) fail("{}: its signals have different numbers of units", name);
        units = values.cols();
      }
    }
  }

  Matrix matrixOf(const std::string& name, const Array& array) const {
    const auto rows = static_cast<std::int64_t>(m_result.tokens.size());
    if (!isMatrix(array) || array.shape()[0] != rows)
      fail("{} has shape {}, expected a row for each of the {} tokens", name,
           checkpoint::describeShape(array.shape()), rows);
    const std::vector<float> values = array.toFloats();
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!std::isfinite(values[i]))
        fail("{} has the value {} at token {}; record states that are finite", name, values[i],
             i / static_cast<std::size_t>(array.shape()[1]) + 1);
    return viewOf(values.data(), rows, array.shape()[1]);
  }

  const Checkpoint& m_checkpoint;
  const std::map<std::string, std::string>& m_names;
  Recording m_result;
};

bool isState(Signal signal) {
  return signal == Signal::h || signal == Signal::c || signal == Signal::innerC;
}

}  // namespace

std::vector<Signal> Recording::recordedSignals() const {
  std::vector<Signal> signals;
  for (Signal signal : signalsOf(cell()))
    if (layers.front().contains(signal)) signals.push_back(signal);
  return signals;
}

std::vector<Signal> Recording::recordedStates() const {
  std::vector<Signal> states = recordedSignals();
  std::erase_if(states, [](Signal signal) { return !isState(signal); });
  return states;
}

CellKind Recording::cell() const {
  const auto has = [&](Signal signal) { return layers.front().contains(signal); };
  if (has(Signal::innerC)) return CellKind::nestedLstm;
  if (has(Signal::c)) return CellKind::lstm;
  return has(Signal::r) || has(Signal::z) || has(Signal::n) ? CellKind::gru : CellKind::rnn;
}

bool Recording::isStart(std::size_t position) const {
  return std::binary_search(starts.begin(), starts.end(), position);
}

bool holdsRecording(const Checkpoint& checkpoint) {
  const auto& arrays = checkpoint.arrays;
  const bool hasTokens = std::any_of(tokenNames.begin(), tokenNames.end(), [&](std::string_view name) {
    return findArray(arrays, name) != nullptr;
  });
  return hasTokens && std::any_of(arrays.begin(), arrays.end(),
                                  [](const NamedArray& array) { return parsePlace(array.name).has_value(); });
}

Recording readRecording(const Checkpoint& checkpoint, const std::map<std::string, std::string>& names) {
  return Reader(checkpoint, names).read();
}

std::size_t leastTokens(const Recording& recording) {
  return std::ranges::max(recording.tokens).index() + 1;
}

Architecture architectureOf(const Recording& recording, std::size_t tokens) {
  Architecture architecture;
  architecture.isRecorded = true;
  architecture.cell = recording.cell();
  architecture.bidirectional = recording.bidirectional;
  architecture.inputTokens = tokens;
  architecture.outputs = static_cast<std::size_t>(recording.logits.cols());
  for (std::size_t l = 0; l < recording.layers.size(); l += recording.bidirectional ? 2 : 1) {
    const auto& signals = recording.layers[l];
    const auto sizeOf = [&](Signal signal) {
      return static_cast<std::size_t>(
          (signals.contains(signal) ? signals.at(signal) : signals.begin()->second).cols());
    };
    architecture.hidden.push_back(sizeOf(Signal::c));
    architecture.outputSizes.push_back(sizeOf(Signal::h));
  }
  return architecture;
}

RecordedSteps::RecordedSteps(const Recording& recording, std::size_t from, std::size_t count)
    : m_recording(recording), m_from(from), m_count(count), m_withPrevious(recording.layers.size()) {
  const auto first = static_cast<Eigen::Index>(from), rows = static_cast<Eigen::Index>(count);
  for (std::size_t l = 0; l < recording.layers.size(); ++l) {
    const bool reverse = recording.bidirectional && l % 2 == 1;
    for (const auto& [signal, values] : recording.layers[l]) {
      if (!isState(signal)) continue;
      Matrix& with = m_withPrevious[l][signal];
      with = Matrix::Zero(rows + 2, values.cols());
      with.bottomRows(rows) = values.middleRows(first, rows);
      const Eigen::Index beside = reverse ? first + rows : first - 1;
      if (beside >= 0 && beside < values.rows()) with.row(1) = values.row(beside);
    }
  }
}

MatrixView RecordedSteps::signal(std::size_t layer, Signal signal) const {
  const Matrix& values = m_recording.layers[layer].at(signal);
  return viewOf(values.data() + static_cast<Eigen::Index>(m_from) * values.cols(),
                static_cast<Eigen::Index>(m_count), values.cols());
}

MatrixView RecordedSteps::withPrevious(std::size_t layer, Signal state) const {
  const Matrix& values = m_withPrevious[layer].at(state);
  return viewOf(values.data(), values.rows(), values.cols());
}

std::size_t RecordedSteps::previousRow(std::size_t layer, std::size_t row) const {
  const bool reverse = m_recording.bidirectional && layer % 2 == 1;
  if (m_recording.isStart(m_from + row + (reverse ? 1 : 0))) return 0;
  if (reverse) return row + 1 == m_count ? 1 : row + 3;
  return row == 0 ? 1 : row + 1;
}

Trace recordedTrace(const Recording& recording, std::size_t from, std::size_t count) {
  const auto first = static_cast<Eigen::Index>(from), rows = static_cast<Eigen::Index>(count);
  Trace result;
  result.bidirectional = recording.bidirectional;
  for (const auto& signals : recording.layers) {
    const bool reverse = result.isReverse(result.layers.size());
    const bool isStart = recording.isStart(reverse ? from + count : from);
    LayerState start;
    auto& values = result.layers.emplace_back();
    for (const auto& [signal, recorded] : signals) {
      values[signal] = recorded.middleRows(first, rows);
      if (!isState(signal)) continue;
      Vector& before = start.of(signal);
      before = Vector::Zero(recorded.cols());
      if (!isStart) before = recorded.row(reverse ? first + rows : first - 1);
    }
    result.start.push_back(std::move(start));
  }
  if (recording.logits.size() > 0) result.logits = recording.logits.middleRows(first, rows);
  return result;
}

std::optional<std::size_t> findPassage(const Recording& recording, std::span<const WordId> ids) {
  for (std::size_t d = 0; d + 1 < recording.starts.size(); ++d) {
    const auto begin = recording.tokens.begin() + static_cast<std::ptrdiff_t>(recording.starts[d]),
               end = recording.tokens.begin() + static_cast<std::ptrdiff_t>(recording.starts[d + 1]);
    const auto found = std::search(begin, end, ids.begin(), ids.end());
    if (found != end) return static_cast<std::size_t>(found - recording.tokens.begin());
  }
  return std::nullopt;
}

}  // namespace rnnvis::model
