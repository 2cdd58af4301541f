#include "rnnvis/response/ablation.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/parallel.h"
#include "rnnvis/base/split_mix.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <numeric>

namespace rnnvis::response {
namespace {

using model::Intervention;

struct Outcome {
  model::Evaluation evaluation;
  model::Predictions predictions;

  const std::vector<float>& losses() const { return predictions.losses; }
};

/// Reports the mean progress of evaluations that run at the same time.
class SharedProgress {
 public:
  SharedProgress(const RunControl& control, std::size_t parts) : m_control(control), m_done(parts) {}

  RunControl part(std::size_t index) {
    return {
        m_control.stop, [this, index](double fraction) {
          const std::lock_guard lock(m_mutex);
          m_done[index] = fraction;
          m_control.report(std::reduce(m_done.begin(), m_done.end()) / static_cast<double>(m_done.size()));
        }};
  }

 private:
  const RunControl& m_control;
  std::mutex m_mutex;
  std::vector<double> m_done;
};

Intervention holding(LayerId layer, model::Signal state, std::vector<std::size_t> units,
                     const std::vector<float>& values) {
  Intervention held{layer.index(), state, std::move(units), {}};
  for (std::size_t unit : held.units) held.values.push_back(unit < values.size() ? values[unit] : 0.0f);
  return held;
}

/// Mean of after − before over the predictions of finite loss before: the loss of a token that the head
/// cannot name is infinite either way.
double meanChange(const std::vector<float>& before, const std::vector<float>& after) {
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!std::isfinite(before[i])) continue;
    sum += double{after[i]} - double{before[i]};
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

/// `harm` turns a change into what is larger the worse it is: ±1.
RandomSets summarise(std::vector<double> changes, double change, double harm) {
  RandomSets sets;
  const auto count = static_cast<double>(changes.size());
  const auto worse = std::count_if(changes.begin(), changes.end(),
                                   [&](double other) { return other * harm >= change * harm; });
  sets.pValue = (1 + static_cast<double>(worse)) / (1 + count);
  if (!changes.empty()) sets.mean = std::accumulate(changes.begin(), changes.end(), 0.0) / count;
  double squares = 0;
  for (double other : changes) squares += (other - sets.mean) * (other - sets.mean);
  if (changes.size() > 1) sets.deviation = std::sqrt(squares / (count - 1));
  sets.changes = std::move(changes);
  return sets;
}

/// `outcomes`: the model as it is, without the units, without each random set.
std::vector<TargetEffect> effectsOf(const std::vector<Outcome>& outcomes) {
  const std::vector<float>& before = outcomes.front().losses();
  const std::vector<std::int32_t>& targets = outcomes.front().predictions.targets;
  std::map<std::size_t, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (std::isfinite(before[i])) places[static_cast<std::size_t>(targets[i])].push_back(i);
  std::vector<TargetEffect> effects;
  for (const auto& [target, at] : places) {
    std::vector<double> changes;
    for (auto outcome = outcomes.begin() + 1; outcome != outcomes.end(); ++outcome) {
      double sum = 0;
      for (std::size_t i : at) sum += double{outcome->losses()[i]} - double{before[i]};
      changes.push_back(sum / static_cast<double>(at.size()));
    }
    effects.push_back({target, static_cast<std::int64_t>(at.size()), changes[0],
                       summarise({changes.begin() + 1, changes.end()}, changes[0], 1)});
  }
  std::stable_sort(effects.begin(), effects.end(),
                   [](const TargetEffect& a, const TargetEffect& b) { return a.change > b.change; });
  return effects;
}

}  // namespace

std::vector<float> replacementValues(const Analysis& analysis, LayerId layer, model::Signal state,
                                     Replacement replacement) {
  analysis.responses(layer, state);  // Says what there is where layer or state does not exist.
  const LayerAnalysis& ofLayer = analysis.layers[layer.index()];
  if (replacement == Replacement::zero) return std::vector<float>(ofLayer.sizeOf(state));
  const MatrixView mean = ofLayer.values.at(state).mean.matrix();
  return {mean.data(), mean.data() + mean.cols()};
}

Ablation ablate(const model::TextModel& model, const text::Corpus& corpus, LayerId layer, model::Signal state,
                const std::vector<std::size_t>& units, const std::vector<float>& values,
                const AblationOptions& options, const RunControl& control) {
  if (units.empty()) fail("there is no unit to ablate; name some, or a cluster that has some");
  std::vector<Intervention> interventions{holding(layer, state, units, values)};
  if (model.recording)
    fail("{}: units of recorded states cannot be held; give the model itself", model.path.string());
  requireFits(interventions.front(), model.network);
  for (std::size_t set = 0; set < options.sets; ++set) {
    std::vector<std::size_t> others(values.size());
    std::iota(others.begin(), others.end(), std::size_t{0});
    SplitMix64(options.seed, set).choose(others, units.size());
    others.resize(units.size());
    interventions.push_back(holding(layer, state, std::move(others), values));
  }

  model::ReadingOptions reading = options.reading;
  reading.batch = 1;
  reading.threads = 1;
  std::vector<Outcome> outcomes(interventions.size() + 1);  // The model as it is comes first.
  SharedProgress progress(control, outcomes.size());
  ThreadPool(options.reading.threads).forEach(outcomes.size(), [&](std::size_t i) {
    outcomes[i].evaluation = evaluate(model, corpus, reading, progress.part(i),
                                      i > 0 ? &interventions[i - 1] : nullptr, &outcomes[i].predictions);
  });

  const Outcome &before = outcomes[0], &after = outcomes[1];
  Ablation result;
  result.before = before.evaluation;
  result.after = after.evaluation;
  std::vector<double> losses, accuracies;
  for (const Outcome& outcome : outcomes) {
    losses.push_back(meanChange(before.losses(), outcome.losses()));
    accuracies.push_back(outcome.evaluation.accuracy - before.evaluation.accuracy);
  }
  result.lossChange = losses[1];
  result.accuracyChange = accuracies[1];
  result.loss = summarise({losses.begin() + 2, losses.end()}, result.lossChange, 1);
  result.accuracy = summarise({accuracies.begin() + 2, accuracies.end()}, result.accuracyChange, -1);
  result.targets = effectsOf(outcomes);
  return result;
}

}  // namespace rnnvis::response
