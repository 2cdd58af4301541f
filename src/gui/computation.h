#pragma once

#include "latest_task.h"
#include "mailbox.h"
#include "reach.h"
#include "recent_results.h"

#include "rnnvis/scene/workspace.h"

#include <QObject>

#include <memory>
#include <optional>

namespace rnnvis::gui {

using Computed = std::shared_ptr<const scene::ComputedState>;

/// Computes what analytic states show, in the background where that takes work. The newest state wins; work
/// that it does not need is stopped, work that it needs goes on.
class Computation : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  /// Wants what `state` shows. Where that takes no work, shown() is emitted before this returns.
  void request(const scene::AnalyticState& state);
  /// Takes over what another one has computed, where nothing runs here.
  void adopt(const Computed& known);
  /// Stops the running work and returns to what is shown; nothing where nothing runs.
  void cancel();

  bool isRunning() const { return m_isRunning; }
  /// What is shown; empty before the first result.
  const Computed& latest() const { return m_latest; }
  /// How far a state is from what is shown, where that is wanted next.
  Reach reachTo(const scene::AnalyticState& wanted) const;

 Q_SIGNALS:
  /// There is something else to show.
  void shown(const rnnvis::gui::Computed& computed);
  void stageEntered(const QString& stage);
  /// Of the current stage; `secondsLeft` is negative while it cannot be estimated.
  void progressed(double fraction, double secondsLeft);
  /// Nothing runs any more.
  void settled();
  /// The wanted state cannot be shown, for this reason. What is shown stays.
  void failed(const QString& message);
  void cancelled();

 private:
  void start();
  void work(std::uint64_t number, const scene::AnalyticState& state, const Computed& previous,
            const std::stop_token& stop);
  void enter(scene::Stage stage);
  void showFirst(const Computed& first);
  void succeed(const Computed& result);
  void giveUp(const QString& message);
  void show(const Computed& computed);
  void finish(const Computed& computed);
  void rest();
  void showMeanwhile(const Computed& known);
  Reach reachSinceStart() const { return reachOf(m_started, m_wanted); }
  bool isOfUse() const;
  Computed withoutWork(const scene::AnalyticState& state) const;
  static Computed takenFrom(const Computed& known, const scene::AnalyticState& state);
  /// Runs `action` on this object's thread unless a newer job has begun by then.
  template <class Action>
  void post(std::uint64_t number, Action action);

  scene::AnalyticState m_wanted;
  Computed m_latest;
  RecentResults m_recent;
  Computed m_beforeDraft;  // What a cancel returns to while a draft is shown.
  bool m_isRunning = false;
  std::uint64_t m_number = 0;      // Of the newest job; older ones are not heard any more.
  scene::AnalyticState m_started;  // The state that the job computes.
  std::optional<scene::Stage> m_stage;
  Mailbox m_mail;
  LatestTask m_task;  // Last: it ends before what it reports to.
};

}  // namespace rnnvis::gui
