#include "rnnvis/scene/analytic_state.h"

#include <algorithm>

namespace rnnvis::scene {
namespace {

template <class Value>
void toggle(std::vector<Value>& selected, Value value, bool extend, std::size_t most) {
  const auto found = std::find(selected.begin(), selected.end(), value);
  if (found != selected.end()) {
    if (extend)
      selected.erase(found);
    else
      selected.clear();
    return;
  }
  if (!extend) selected.clear();
  if (selected.size() == most) selected.pop_back();
  selected.push_back(value);
}

class Apply {
 public:
  explicit Apply(AnalyticState& state) : m_state(state) {}

  void operator()(const OpenModel& command) {
    m_state.model = command.path;
    m_state.clustering.layer.reset();
    m_state.clustering.reverse = false;
    m_state.clustering.state.reset();
    m_state.target.clear();
    clear();
  }
  void operator()(const SetCorpus& command) {
    m_state.corpus = command.name;
    dropClusters();
  }
  void operator()(const SetLayer& command) {
    m_state.clustering.layer = command.layer;
    m_state.clustering.reverse = command.reverse;
    m_state.selection.units.clear();
    m_state.brushed.clear();
    dropClusters();
  }
  void operator()(const SetState& command) {
    m_state.clustering.state = command.state;
    dropClusters();
  }
  void operator()(const SetClusters& command) {
    options().wordClusters = options().unitClusters = std::max(1, command.clusters);
    dropClusters();
  }
  void operator()(const SetWords& command) {
    m_state.clustering.words = std::max<std::size_t>(1, command.words);
    dropClusters();
  }
  void operator()(const SetMethod& command) {
    options().method = command.method;
    dropClusters();
  }
  void operator()(const SetPolarity& command) {
    options().polarity = command.polarity;
    dropClusters();
  }
  void operator()(const SetSeed& command) {
    options().seed = command.seed;
    dropClusters();
  }
  void operator()(const SetEdgeFilter& command) { m_state.edgeFilter = std::clamp(command.share, 0.0, 1.0); }
  void operator()(const SetResponseClip& command) { m_state.responseClip = command.response; }
  void operator()(const SetChipLayout& command) { m_state.chipLayout = command.layout; }

  void operator()(const ShowGrammar& command) { m_state.grammar.isShown = command.isShown; }
  void operator()(const ToggleTag& command) {
    auto& filter = m_state.grammar.filter;
    if (filter.erase(command.tag) == 0) filter.insert(command.tag);
  }

  void operator()(const AddSentence& command) { m_state.sentences.push_back(command.text); }
  void operator()(const ReplaceSentence& command) {
    if (command.index >= m_state.sentences.size()) return;
    m_state.sentences[command.index] = command.text;
    if (const auto& token = m_state.selection.token; token && token->sentence == command.index)
      m_state.selection.token.reset();
  }
  void operator()(const RemoveSentence& command) {
    if (command.index >= m_state.sentences.size()) return;
    m_state.sentences.erase(m_state.sentences.begin() + static_cast<std::ptrdiff_t>(command.index));
    if (auto& token = m_state.selection.token; token && token->sentence == command.index)
      token.reset();
    else if (token && token->sentence > command.index)
      --token->sentence;
  }
  void operator()(const SetTarget& command) { m_state.target = command.output; }

  void operator()(const SelectWord& command) {
    Selection next;
    next.words = std::move(m_state.selection.words);
    toggle(next.words, command.word, command.extend, Selection::mostWords);
    m_state.selection = std::move(next);
  }
  void operator()(const SelectUnit& command) {
    Selection next;
    next.units = std::move(m_state.selection.units);
    toggle(next.units, command.unit, command.extend, Selection::mostUnits);
    m_state.selection = std::move(next);
  }
  void operator()(const SelectToken& command) { selectOnly(&Selection::token, command.place); }
  void operator()(const SelectChip& command) { selectOnly(&Selection::chip, command.cluster); }
  void operator()(const SelectCloud& command) { selectOnly(&Selection::cloud, command.cluster); }
  void operator()(const ClearSelection&) { clear(); }
  void operator()(const BrushUnits& command) {
    m_state.brushed = command.units;
    std::sort(m_state.brushed.begin(), m_state.brushed.end());
  }
  void operator()(const SetDetail& command) {
    m_state.detail = command.settings;
    auto& words = m_state.detail.unitWords;
    words = std::clamp<std::size_t>(words, 1, DetailSettings::mostUnitWords);
  }

 private:
  cocluster::Options& options() { return m_state.clustering.options; }

  void clear() {
    m_state.selection = {};
    m_state.brushed.clear();
  }

  void dropClusters() {
    m_state.selection.chip.reset();
    m_state.selection.cloud.reset();
  }

  template <class Value>
  void selectOnly(std::optional<Value> Selection::*member, Value value) {
    Selection next;
    if (m_state.selection.*member != value) next.*member = value;
    m_state.selection = std::move(next);
  }

  AnalyticState& m_state;
};

}  // namespace

AnalyticState apply(AnalyticState state, const Command& command) {
  std::visit(Apply(state), command);
  return state;
}

}  // namespace rnnvis::scene
