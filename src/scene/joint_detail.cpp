#include "rnnvis/scene/joint_detail.h"

#include "word_distribution.h"
#include "words.h"

#include <fmt/format.h>

#include <algorithm>

namespace rnnvis::scene {
namespace {

using compare::Alignment;

/// A word by its id on either side, where that has it.
struct WordPair {
  std::optional<WordId> a, b;
};

std::vector<WordPair> selectedWords(const ComputedSides& sides, const Counterparts& counterparts) {
  std::vector<WordPair> words;
  for (const WordId word : (*sides.a)->state.selection.words)
    words.push_back({word, counterparts.find(Half::baseline, word)});
  for (const WordId word : (*sides.b)->state.selection.words)
    if (!counterparts.find(Half::comparison, word) && words.size() < Selection::mostWords)
      words.push_back({std::nullopt, word});
  return words;
}

WordDistribution meanAndQuantiles(WordDistribution word) {
  word.low = word.high = word.written = {};
  word.distinguishable.clear();
  return word;
}

class JointDetails {
 public:
  JointDetails(const ComputedSides& sides, const compare::JointReading& joint, Half orderedBy)
      : m_subjects{{subjectOf(**sides.a)}, {subjectOf(**sides.b)}},
        m_joint(joint),
        m_orderedBy(orderedBy),
        m_a(**sides.a),
        m_b(**sides.b) {}

  JointDetail build(const std::vector<WordPair>& words) {
    for (const WordPair& word : words) add(word);
    if (words.empty()) return std::move(m_detail);
    m_detail.change = {{fmt::format("Δ{}", nameOf(m_a.clustering().state))},
                       {fmt::format("Δ{}", nameOf(m_b.clustering().state))}};
    sort();
    for (JointWord& word : m_detail.words)
      for (const Half half : halves) {
        reorder(of(word.sides, half), m_detail.row);
        widen(of(word.sides, half));
      }
    describe();
    return std::move(m_detail);
  }

 private:
  void add(const WordPair& pair) {
    JointWord word;
    if (pair.a) word.sides.a.value = meanAndQuantiles(distributionOf(m_a, *pair.a));
    if (pair.b) word.sides.b.value = inOrderOfBaseline(distributionOf(m_b, *pair.b));
    word.text = pair.a ? word.sides.a->text : word.sides.b->text;
    m_detail.words.push_back(std::move(word));
  }

  WordDistribution inOrderOfBaseline(WordDistribution word) const {
    word = meanAndQuantiles(std::move(word));
    if (word.count == 0) return word;
    word.mean = responsesInOrderOfA(m_subjects, m_joint, Comparison<WordId>{word.word});
    word.quantiles =
        quantilesInOrderOfA(m_subjects, m_joint, Comparison<WordId>{word.word}).value_or(MatrixD());
    return word;
  }

  /// The word that the order asks for, on the side that it asks for; where it has no values there the next
  /// one.
  void sort() {
    const UnitOrder order = m_a.settings().order;
    const std::size_t wanted = order == UnitOrder::thirdWord ? 2 : order == UnitOrder::secondWord ? 1 : 0;
    const WordDistribution* leader = nullptr;
    Half side = m_orderedBy;
    for (const Half half : {m_orderedBy, otherThan(m_orderedBy)})
      for (std::size_t i = 0; i < m_detail.words.size() && !leader; ++i) {
        const auto& words = m_detail.words;
        const WordDistribution& word = of(words[(wanted + i) % words.size()].sides, half);
        if (word.count == 0) continue;
        leader = &word;
        side = half;
      }
    const VectorD values = leader ? leader->mean : VectorD();
    const std::string name = leader ? inQuotes(leader->text) : std::string();
    m_detail.row =
        unitRow(m_a, m_a.units(), values,
                fmt::format("{} in the {}", name, side == Half::baseline ? "baseline" : "comparison"));
  }

  void widen(const WordDistribution& word) {
    if (word.mean.size() > 0) m_detail.range = std::max(m_detail.range, word.mean.cwiseAbs().maxCoeff());
    if (word.quantiles.size() > 0)
      m_detail.range = std::max(m_detail.range, word.quantiles.cwiseAbs().maxCoeff());
  }

  void describe() {
    std::vector<std::string> names;
    for (const JointWord& word : m_detail.words) names.push_back(inQuotes(word.text));
    m_detail.title = fmt::format("Both sides’ responses to {}", fmt::join(names, ", "));
    const std::string units =
        m_detail.words.empty() ? "" : "units of the baseline, sorted " + m_detail.row.order;
    m_detail.subtitle = fmt::format("{} · {}", units, alignmentText());
  }

  std::string alignmentText() const {
    switch (alignmentOf(m_subjects)) {
      case Alignment::same:
        return "the same units on both sides";
      case Alignment::matched:
        return fmt::format("the comparison’s by the units matched to them, mean |r| {:.2f}",
                           m_joint.matching.similarity);
      case Alignment::rotated:
        break;
    }
    return "the comparison’s means rotated onto them, as the sizes differ";
  }

  compare::Subjects m_subjects;
  const compare::JointReading& m_joint;
  Half m_orderedBy;
  DetailInput m_a, m_b;
  JointDetail m_detail;
};

}  // namespace

JointDetail jointDetail(const ComputedSides& sides, const compare::JointReading& joint,
                        const Counterparts& counterparts, Half orderedBy) {
  JointDetail detail = JointDetails(sides, joint, orderedBy).build(selectedWords(sides, counterparts));
  const compare::Subjects subjects{{subjectOf(**sides.a)}, {subjectOf(**sides.b)}};
  if (alignmentOf(subjects) == Alignment::rotated) return detail;
  for (std::size_t unit = 0; unit < subjects.a->units(); ++unit)
    detail.partners.push_back(
        partnerNote(Half::baseline, UnitId{static_cast<std::int32_t>(unit)}, counterparts));
  return detail;
}

}  // namespace rnnvis::scene
