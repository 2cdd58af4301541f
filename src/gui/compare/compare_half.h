#pragma once

#include "computation.h"
#include "performance_meter.h"

#include "rnnvis/scene/comparison_scene.h"

#include <QWidget>

class QMenu;

namespace rnnvis::gui {

class ClusterMenu;
class JobBar;
class MainView;
class MessageBar;
class StartPage;
struct Theme;

/// One side of a comparison: its picture, what computes it, and how far that is. Usable whatever the other
/// side is at.
class CompareHalf : public QWidget {
  Q_OBJECT

 public:
  explicit CompareHalf(scene::Half half, QWidget* parent = nullptr);

  /// Wants what `state` shows; nothing where it is wanted already.
  void request(const scene::AnalyticState& state);
  /// Waits with `state` for what the other side computes.
  void wait(const scene::AnalyticState& state);
  /// Begins with what is computed elsewhere for the same model.
  void adopt(const Computed& known) { m_computation.adopt(known); }
  /// Shows a state that was computed elsewhere, for a picture.
  void showPicture(const Computed& computed);

  void arrange(const scene::MainOptions& options);
  void setTheme(const Theme& theme);
  void say(const QString& message);
  /// Tests what is shown, in the background; nothing while not all of its text was read.
  void measure();

  const Computed& shown() const { return m_shown; }
  const std::string& performance() const { return m_performance; }
  const Computation& computation() const { return m_computation; }
  MainView& view() const { return *m_view; }

 Q_SIGNALS:
  /// Made of what is shown here.
  void commanded(const rnnvis::scene::Command& command);
  /// A model was chosen on the page that is shown before there is one.
  void modelChosen(const QString& path);
  void browseRequested();
  /// shown() or performance() has changed.
  void changed();
  /// The wanted state will not be shown; the one that is shown, or an empty one, has to do.
  void returned(const rnnvis::scene::AnalyticState& shown);
  /// Nothing runs here any more.
  void settled();
  /// A menu is about to appear on what was hit: others may add to it.
  void menuOpening(QMenu& menu, const rnnvis::scene::Hit& hit);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void connectParts();
  /// In a narrow half all is smaller, so that nothing is cut.
  void fitView();
  void show(const Computed& computed);
  void present(const Computed& computed);
  void forgetPerformance();
  void giveUp();

  scene::AnalyticState m_wanted;
  Computation m_computation;
  PerformanceMeter m_meter;
  Computed m_shown;
  std::string m_performance;
  MainView* m_view;
  StartPage* m_start;
  ClusterMenu* m_clusters;
  MessageBar* m_message;
  JobBar* m_job;
};

}  // namespace rnnvis::gui
