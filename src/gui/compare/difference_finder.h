#pragma once

#include "background_job.h"
#include "compare/shown_differences.h"
#include "compare/shown_sentence.h"
#include "computation.h"

#include "rnnvis/scene/comparison_scene.h"

#include <QTimer>

#include <optional>

namespace rnnvis::gui {

/// Computes in the background in what two sides differ. What follows from their analyses is there at once;
/// what needs both models to read the text together takes a while, and is kept as long as it holds.
class DifferenceFinder : public QObject {
  Q_OBJECT

 public:
  explicit DifferenceFinder(QObject* parent = nullptr);

  /// Wants the differences of what is shown; nothing where a side is absent or is still being read.
  void find(const scene::ComputedSides& sides);
  void cancel();
  /// Goes on after cancel().
  void resume();
  bool isRunning() const {
    return m_delay.isActive() || m_reading.isRunning() || m_analysing.isRunning() ||
           m_sentenceJob.isRunning();
  }
  /// Whether both models are reading the text.
  bool isReading() const { return m_delay.isActive() || m_reading.isRunning(); }
  bool isCancelled() const { return m_isCancelled; }

  const std::optional<ShownDifferences>& shown() const { return m_shown; }
  const std::optional<ShownSentence>& sentence() const { return m_sentence; }
  /// Of the sides that were given last; nullptr as long as these were not read together.
  const compare::JointReading* joint() const {
    return !m_key.empty() && m_key == m_readKey && m_joint ? &*m_joint : nullptr;
  }

 Q_SIGNALS:
  void changed();
  void progressed(double fraction);
  void settled();

 private:
  void forget();
  void readTogether();
  void compareClusterings(const compare::Subjects& subjects);
  void compareSentence(const compare::Subjects& subjects);
  std::vector<int> partnersOf(const compare::Subjects& subjects) const;
  void useReading(const compare::Differences& read);

  scene::ComputedSides m_sides;
  std::optional<ShownDifferences> m_shown;
  std::optional<ShownSentence> m_sentence;
  std::string m_key, m_readKey;  // What the numbers hang on: of those wanted, and of those read.
  compare::Attempt<compare::JointReading> m_joint;
  compare::Attempt<compare::PredictionDifferences> m_predictions;
  std::string m_clusteringsKey, m_sentenceKey;
  bool m_isCancelled = false;
  QTimer m_delay;  // Pictures come before the reading, which takes the whole machine.
  BackgroundJob m_reading;
  BackgroundJob m_analysing;
  BackgroundJob m_sentenceJob;
};

}  // namespace rnnvis::gui
