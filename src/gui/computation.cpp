#include "computation.h"

#include "progress_estimate.h"

#include <algorithm>
#include <new>

namespace rnnvis::gui {

void Computation::request(const scene::AnalyticState& state) {
  m_wanted = state;
  if (state.model.empty()) return;
  if (const Computed computed = withoutWork(m_wanted)) return finish(computed);
  showMeanwhile(m_latest);
  if (!isOfUse()) start();
}

void Computation::adopt(const Computed& known) {
  if (m_isRunning || !known) return;
  m_latest = known;
  m_recent.add(known);
}

void Computation::cancel() {
  if (!m_isRunning) return;
  rest();
  if (m_latest && m_latest->workspace.isDraft && m_beforeDraft) show(m_beforeDraft);
  Q_EMIT settled();
  Q_EMIT cancelled();
}

void Computation::start() {
  m_isRunning = true;
  m_started = m_wanted;
  m_stage.reset();
  const std::uint64_t number = ++m_number;
  const Computed nearest = m_recent.nearest(m_wanted);
  const bool isNearer =
      nearest && m_latest && reachOf(nearest->state, m_wanted) < reachOf(m_latest->state, m_wanted);
  m_task.run([this, number, state = m_wanted, previous = isNearer ? nearest : m_latest](
                 const std::stop_token& stop) { work(number, state, previous, stop); });
}

template <class Action>
void Computation::post(std::uint64_t number, Action action) {
  m_mail.post([this, number, action] {
    if (number == m_number) action();
  });
}

void Computation::work(std::uint64_t number, const scene::AnalyticState& state, const Computed& previous,
                       const std::stop_token& stop) {
  ProgressEstimate estimate;
  const RunControl control{stop, [&](double fraction) {
                             if (!estimate.isDue()) return;
                             const double left = estimate.secondsLeft(fraction);
                             post(number, [this, fraction, left] { Q_EMIT progressed(fraction, left); });
                           }};
  const auto entering = [&](scene::Stage stage) {
    estimate.restart();
    post(number, [this, stage] { enter(stage); });
  };
  const auto meanwhile = [&](scene::ComputedState computed) {
    const auto first = std::make_shared<const scene::ComputedState>(std::move(computed));
    post(number, [this, first] { showFirst(first); });
  };
  try {
    const auto result = std::make_shared<const scene::ComputedState>(
        compute(state, previous ? *previous : scene::ComputedState{}, control, entering, {}, meanwhile));
    post(number, [this, result] { succeed(result); });
  } catch (const Cancelled&) {
    // Whoever asked for it has moved on.
  } catch (const std::bad_alloc&) {
    post(number, [this] { giveUp("There is not enough memory for this; close other programs."); });
  } catch (const std::exception& error) {
    post(number, [this, message = QString::fromStdString(error.what())] { giveUp(message); });
  }
}

void Computation::enter(scene::Stage stage) {
  m_stage = stage;
  Q_EMIT stageEntered(QString::fromStdString(nameOf(stage)));
}

/// A first picture of what is being computed. Words mean in it what they will mean; clusters are numbered
/// anew.
void Computation::showFirst(const Computed& first) {
  if (reachSinceStart() >= (first->workspace.isDraft ? Reach::clustering : Reach::analysis))
    return;  // Something else is wanted by now.
  if (m_latest && !m_latest->workspace.isDraft) m_beforeDraft = m_latest;
  showMeanwhile(first);
}

void Computation::succeed(const Computed& result) {
  m_recent.add(result);
  if (const Computed computed = takenFrom(result, m_wanted)) return finish(computed);
  if (reachSinceStart() < Reach::analysis) showMeanwhile(result);
  start();
}

void Computation::giveUp(const QString& message) {
  if (reachSinceStart() > Reach::display) return start();  // That state is not wanted any more.
  rest();
  Q_EMIT settled();
  Q_EMIT failed(message);
}

void Computation::show(const Computed& computed) {
  m_latest = computed;
  if (!computed->workspace.isDraft) m_beforeDraft = nullptr;
  Q_EMIT shown(computed);
}

/// Shows what is wanted. Whoever hears of it may want something else.
void Computation::finish(const Computed& computed) {
  rest();
  show(computed);
  if (!m_isRunning) Q_EMIT settled();
}

void Computation::rest() {
  m_task.cancel();
  ++m_number;
  m_isRunning = false;
  m_stage.reset();
}

Reach Computation::reachTo(const scene::AnalyticState& wanted) const {
  if (!m_latest) return Reach::analysis;
  const Reach reach = reachOf(m_latest->state, wanted);
  const bool isBeingReplaced =
      m_isRunning && (m_latest->workspace.isPreliminary() || m_latest->workspace.isDraft);
  const bool hasOtherClusters = isBeingReplaced || m_latest->state.edits.list != wanted.edits.list;
  return hasOtherClusters ? std::max(reach, Reach::clustering) : reach;
}

/// Selections, filters and edits act on the picture that is there, whatever is being computed.
void Computation::showMeanwhile(const Computed& known) {
  if (!known || known->state.model != m_wanted.model) return;
  scene::AnalyticState state = m_wanted;
  const scene::AnalyticState& shown = known->state;
  state.corpus = shown.corpus;
  state.clustering = shown.clustering;
  state.sentences = shown.sentences;
  state.target = shown.target;
  const bool isEdited = state.edits != shown.edits && reachOf(shown, m_wanted) < Reach::clustering;
  if (isEdited)
    if (const Computed computed = takenFrom(known, state)) return show(computed);
  state.edits = shown.edits;
  show(std::make_shared<const scene::ComputedState>(scene::ComputedState{state, known->workspace}));
}

/// Whether the wanted state will take over something of the running job.
bool Computation::isOfUse() const {
  if (!m_isRunning) return false;
  switch (reachSinceStart()) {
    case Reach::display:
    case Reach::sentences:
      return true;
    case Reach::clustering:
      return !m_stage || *m_stage < scene::Stage::clustering;
    case Reach::analysis:
      break;
  }
  return false;
}

/// What a state shows where that takes no work, else nothing.
Computed Computation::withoutWork(const scene::AnalyticState& state) const {
  if (const Computed computed = takenFrom(m_latest, state)) return computed;
  return takenFrom(m_recent.nearest(state), state);
}

Computed Computation::takenFrom(const Computed& known, const scene::AnalyticState& state) {
  struct NeedsWork {};
  if (!known) return nullptr;
  try {
    return std::make_shared<const scene::ComputedState>(
        compute(state, *known, {}, [](scene::Stage) { throw NeedsWork{}; }));
  } catch (const NeedsWork&) {
    return nullptr;
  }
}

}  // namespace rnnvis::gui
