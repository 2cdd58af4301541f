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

void unlock(std::vector<Lock>& locks, Side side, const Items& items) {
  for (Lock& lock : locks)
    if (lock.side == side)
      std::erase_if(lock.items,
                    [&](auto item) { return std::find(items.begin(), items.end(), item) != items.end(); });
  std::erase_if(locks, [](const Lock& lock) { return lock.items.empty(); });
}

std::size_t sharedBy(const Items& a, const Items& b) {
  return static_cast<std::size_t>(std::count_if(
      a.begin(), a.end(), [&](auto item) { return std::binary_search(b.begin(), b.end(), item); }));
}

/// Of names that read alike, the one given to most of the members goes.
void forgetName(std::vector<ClusterName>& names, const RenameCluster& command) {
  const auto shared = [&](const ClusterName& name) {
    return name.side == command.side && name.name == command.before ? sharedBy(name.members, command.members)
                                                                    : 0;
  };
  const auto found = std::max_element(names.begin(), names.end(),
                                      [&](const auto& a, const auto& b) { return shared(a) < shared(b); });
  if (found != names.end() && shared(*found) > 0) names.erase(found);
}

/// Units of another layer are others.
void dropUnits(ClusterEdits& edits) {
  std::erase_if(edits.locks, [](const Lock& lock) { return lock.side == Side::units; });
  std::erase_if(edits.names, [](const ClusterName& name) { return name.side == Side::units; });
}

/// Another clustering is computed: what names its clusters by their numbers has no meaning there.
void beginAnew(ClusterEdits& edits) {
  edits.list.clear();
  edits.held = edits.locks;
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
    if (!command.corpus.empty()) m_state.corpus = command.corpus;
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
    options().polarity = command.polarity.value_or(options().polarity);
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

  void operator()(const MergeClusters& command) {
    if (command.a == command.b) return;
    m_state.edits.list.emplace_back(command);
    dropClusters();
  }
  void operator()(const SplitCluster& command) {
    m_state.edits.list.emplace_back(command);
    dropClusters();
  }
  void operator()(MoveItems command) {
    std::erase_if(command.items, [&](auto item) { return m_state.edits.isLocked(command.side, item); });
    if (command.items.empty()) return;
    m_state.edits.list.emplace_back(std::move(command));
    dropClusters();
  }
  void operator()(const LockItems& command) {
    for (const Lock& lock : command.locks) unlock(m_state.edits.locks, lock.side, lock.items);
    m_state.edits.locks.insert(m_state.edits.locks.end(), command.locks.begin(), command.locks.end());
  }
  void operator()(const UnlockItems& command) { unlock(m_state.edits.locks, command.side, command.items); }
  void operator()(const RenameCluster& command) {
    forgetName(m_state.edits.names, command);
    if (std::string name = cleanName(command.name); !name.empty())
      m_state.edits.names.push_back({command.side, command.members, std::move(name)});
  }
  void operator()(const ResetEdits&) {
    ClusterEdits& edits = m_state.edits;
    edits.held.clear();
    edits.list.clear();
    edits.locks.clear();
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
  const std::string model = state.model, corpus = state.corpus;
  const ClusteringSettings clustering = state.clustering;
  std::visit(Apply(state), command);
  if (state.model != model)
    state.edits = {};
  else if (state.clustering.layer != clustering.layer || state.clustering.reverse != clustering.reverse)
    dropUnits(state.edits);
  if (state.corpus != corpus || state.clustering != clustering) beginAnew(state.edits);
  return state;
}

bool differInFocusAlone(const AnalyticState& a, const AnalyticState& b) {
  AnalyticState other = b;
  other.selection = a.selection;
  other.brushed = a.brushed;
  return a == other;
}

AnalyticState withFocusOf(AnalyticState state, const AnalyticState& focus) {
  state.selection = focus.selection;
  state.brushed = focus.brushed;
  Selection& selection = state.selection;
  const ClusteringSettings &now = state.clustering, &before = focus.clustering;
  const bool isSameModel = state.model == focus.model;
  if (!isSameModel) selection.words.clear();
  if (!isSameModel || now.layer != before.layer || now.reverse != before.reverse) {
    selection.units.clear();
    state.brushed.clear();
  }
  const bool hasSameClusters = isSameModel && state.corpus == focus.corpus && now == before &&
                               state.edits.held == focus.edits.held && state.edits.list == focus.edits.list;
  if (!hasSameClusters) {
    selection.chip.reset();
    selection.cloud.reset();
  }
  if (const auto& token = selection.token; token) {
    const auto textIn = [&](const AnalyticState& of) {
      return token->sentence < of.sentences.size() ? &of.sentences[token->sentence] : nullptr;
    };
    const std::string *text = textIn(state), *known = textIn(focus);
    if (!isSameModel || !text || !known || *text != *known) selection.token.reset();
  }
  return state;
}

}  // namespace rnnvis::scene
