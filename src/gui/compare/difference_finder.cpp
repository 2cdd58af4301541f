#include "compare/difference_finder.h"

#include "rnnvis/base/error.h"

#include <fmt/format.h>

#include <chrono>
#include <numeric>

namespace rnnvis::gui {
namespace {

constexpr std::chrono::milliseconds delay{300};
constexpr char notYet[] = "Known once both models have read the text together.";

/// What a joint reading hangs on.
std::string keyOf(const compare::Subject& subject) {
  return fmt::format("{}/{}/{}/{}", subject.model->sha256, subject.analysis->info.corpusSha256,
                     subject.layer.value, static_cast<int>(subject.state));
}

ShownSentence compareTexts(const compare::Subjects& subjects, const std::string& a, const std::string& b,
                           const std::vector<int>& partner) {
  ShownSentence shown;
  try {
    const compare::Baseline<sequence::Sentence> ofA{sequence::readSentence(*subjects.a->model, a)};
    const compare::Comparison<sequence::Sentence> ofB{sequence::readSentence(*subjects.b->model, b)};
    shown.a = ofA->tokens;
    shown.b = ofB->tokens;
    shown.differences = compareSentences(subjects, ofA, ofB, partner);
  } catch (const Error& error) {
    shown.problem = error.what();
  }
  return shown;
}

}  // namespace

DifferenceFinder::DifferenceFinder(QObject* parent) : QObject(parent) {
  m_delay.setSingleShot(true);
  m_delay.setInterval(delay);
  connect(&m_delay, &QTimer::timeout, this, &DifferenceFinder::readTogether);
  connect(&m_reading, &BackgroundJob::progressed, this, &DifferenceFinder::progressed);
  connect(&m_reading, &BackgroundJob::failed, this, [this](const QString& message) {
    m_joint.problem = m_predictions.problem = message.toStdString();
    m_readKey = m_key;
    find(m_sides);
    Q_EMIT settled();
  });
}

void DifferenceFinder::find(const scene::ComputedSides& sides) {
  m_sides = sides;
  const auto isWhole = [](const Computed& computed) {
    return computed && !computed->workspace.isPreliminary();
  };
  if (!isWhole(*sides.a) || !isWhole(*sides.b)) return forget();
  const compare::Subjects subjects{{subjectOf(**sides.a)}, {subjectOf(**sides.b)}};
  const std::string key = keyOf(*subjects.a) + " " + keyOf(*subjects.b);
  if (key != m_key) forget();
  m_key = key;
  const bool isRead = key == m_readKey;
  if (!isRead) {
    m_joint = {std::nullopt, notYet};
    m_predictions = {std::nullopt, notYet};
  }
  if (!isRead && !m_isCancelled && !isReading()) m_delay.start();
  compareClusterings(subjects);
  compareSentence(subjects);
}

void DifferenceFinder::forget() {
  m_delay.stop();
  for (BackgroundJob* job : {&m_reading, &m_analysing, &m_sentenceJob}) job->cancel();
  m_shown.reset();
  m_sentence.reset();
  m_key.clear();
  m_clusteringsKey.clear();
  m_sentenceKey.clear();
  m_isCancelled = false;
  Q_EMIT changed();
}

/// What follows from the analyses, with what is known of the joint reading.
void DifferenceFinder::compareClusterings(const compare::Subjects& subjects) {
  const std::string key = fmt::format("{} {} {}", fmt::ptr(subjects.a->groups.get()),
                                      fmt::ptr(subjects.b->groups.get()), m_key == m_readKey);
  if (key == m_clusteringsKey) return;
  m_clusteringsKey = key;
  const std::int64_t least = (*m_sides.a)->state.clustering.minimumCount;
  m_analysing.run(
      [subjects, least, joint = m_joint, predictions = m_predictions](const RunControl&) {
        auto differences = std::make_shared<compare::Differences>(compareAnalyses(subjects, least, joint));
        differences->predictions = predictions;
        return ShownDifferences{subjects, std::move(differences)};
      },
      [this](ShownDifferences&& shown) {
        m_shown = std::move(shown);
        compareSentence(m_shown->subjects);
        Q_EMIT changed();
      });
}

void DifferenceFinder::readTogether() {
  const compare::Subjects subjects{{subjectOf(**m_sides.a)}, {subjectOf(**m_sides.b)}};
  m_reading.run([subjects](const RunControl& control) { return compare::compare(subjects, {}, control); },
                [this, key = m_key](compare::Differences&& read) {
                  m_readKey = key;
                  useReading(read);
                });
}

void DifferenceFinder::useReading(const compare::Differences& read) {
  m_joint = read.joint;
  m_predictions = read.predictions;
  find(m_sides);
  Q_EMIT settled();
}

void DifferenceFinder::cancel() {
  m_delay.stop();
  m_reading.cancel();
  m_isCancelled = true;
  Q_EMIT settled();
}

void DifferenceFinder::resume() {
  m_isCancelled = false;
  find(m_sides);
}

/// The chip of the comparison that goes with each of the baseline; −1 as long as it is not known.
std::vector<int> DifferenceFinder::partnersOf(const compare::Subjects& subjects) const {
  std::vector<int> partner(static_cast<std::size_t>(subjects.a->unitClusters), -1);
  const bool areShown = m_shown && m_shown->subjects.a->groups == subjects.a->groups &&
                        m_shown->subjects.b->groups == subjects.b->groups;
  if (areShown && m_shown->differences->unitClusters) return m_shown->differences->unitClusters->partner;
  if (haveSameUnits(subjects) && subjects.a->groups->unitLabels == subjects.b->groups->unitLabels)
    std::iota(partner.begin(), partner.end(), 0);
  return partner;
}

/// The first sentence, or the one with the selected token.
void DifferenceFinder::compareSentence(const compare::Subjects& subjects) {
  const scene::AnalyticState &a = (*m_sides.a)->state, &b = (*m_sides.b)->state;
  const std::size_t index = a.selection.token ? a.selection.token->sentence : 0;
  if (index >= a.sentences.size() || index >= b.sentences.size()) {
    m_sentence.reset();
    m_sentenceKey.clear();
    return m_sentenceJob.cancel();
  }
  const std::vector<int> partner = partnersOf(subjects);
  const std::string key = fmt::format("{} {} {} {} {} {}", m_key, fmt::ptr(subjects.a->groups.get()),
                                      fmt::ptr(subjects.b->groups.get()), fmt::join(partner, ","),
                                      a.sentences[index], b.sentences[index]);
  if (key == m_sentenceKey) return;
  m_sentenceKey = key;
  m_sentenceJob.run([subjects, partner, textA = a.sentences[index], textB = b.sentences[index]](
                        const RunControl&) { return compareTexts(subjects, textA, textB, partner); },
                    [this](ShownSentence&& shown) {
                      m_sentence = std::move(shown);
                      Q_EMIT changed();
                    });
}

}  // namespace rnnvis::gui
