#pragma once

#include "background_job.h"
#include "computation.h"

#include "rnnvis/scene/cluster_edits.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace rnnvis::gui {

/// One test of what is shown, run in the background: what the model loses without some units, or whether a
/// cluster holds on the other half of the text.
class ProofCard : public QFrame {
  Q_OBJECT

 public:
  explicit ProofCard(QWidget* parent = nullptr);

  /// Holds these units of the shown layer and state at their means, beside random units as many.
  void switchOff(const Computed& computed, const std::vector<UnitId>& units, const QString& what);
  /// Clusters half of the documents anew and tests on the others what they say of a chip or cloud.
  void testHalves(const Computed& computed, scene::Side side, ClusterId cluster, const QString& what);
  void cancel();
  bool isRunning() const { return m_job.isRunning(); }

 private:
  void begin(const QString& title);
  void finish(const QString& text);

  QLabel* m_title;
  QLabel* m_text;
  QProgressBar* m_progress;
  QPushButton* m_cancel;
  BackgroundJob m_job;
};

}  // namespace rnnvis::gui
